using System.Diagnostics;

namespace OmniCommerce.StripeSandbox.Tests.Support;

/// <summary>Runs a script of the folder <c>node</c> by Node's own test runner, with what its lock file names.</summary>
internal static class NodeScript
{
    private static readonly string Folder = FindFolder();
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>What the runner printed, and whether every test of the script passed.</summary>
    public static async Task<(string Output, bool Passed)> TestAsync(string script, Uri sandbox)
    {
        await Installed.Value;
        return await StartAsync("node", ["--test", "--test-reporter=tap", script], sandbox);
    }

    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules")))
            return;
        var (output, passed) = await StartAsync("npm", ["ci", "--no-audit", "--no-fund"], null);
        passed.ShouldBeTrue(output);
    }

    private static async Task<(string Output, bool Passed)> StartAsync(string program, IEnumerable<string> arguments, Uri? sandbox)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SANDBOX_URL"] = sandbox?.ToString() },
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return ($"{await output}{await errors}", process.ExitCode == 0);
    }

    private static string FindFolder()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "OmniCommerce.sln")))
            directory = directory.Parent;
        return Path.Combine(directory!.FullName, "tests", "OmniCommerce.StripeSandbox.Tests", "node");
    }
}
