using System.Diagnostics;

namespace OmniCommerce.EndToEnd.Support;

/// <summary>Runs a script of the folder <c>node</c> with what its lock file names.</summary>
internal static class NodeScript
{
    private static readonly string Folder = FindFolder();
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>What the script printed.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        await Installed.Value;
        return await StartAsync("node", [script, .. arguments]);
    }

    private static Task InstallAsync()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        var wanted = new FileInfo(Path.Combine(Folder, "package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= wanted.LastWriteTimeUtc
            ? Task.CompletedTask
            : StartAsync("npm", ["ci", "--no-audit", "--no-fund"]);
    }

    private static async Task<string> StartAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        process.ExitCode.ShouldBe(0, $"{output}{await errors}");
        return output;
    }

    private static string FindFolder()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "OmniCommerce.sln")))
            directory = directory.Parent;
        return Path.Combine(directory!.FullName, "tests", "OmniCommerce.EndToEnd", "node");
    }
}
