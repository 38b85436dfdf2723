using System.Diagnostics;

namespace OmniCommerce.GraphQL.Tests;

/// <summary>Runs the scripts of this folder; their packages are installed on first use, from the lock file.</summary>
internal static class Node
{
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>The folder of the scripts.</summary>
    public static string Folder { get; } = Path.Combine(FindTests(), "node");

    /// <summary>Runs a script and answers what it wrote; fails the test, with that text, when the script fails.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        await Installed.Value;
        var (exitCode, output) = await StartAsync("node", [script, .. arguments]);
        exitCode.ShouldBe(0, output);
        return output;
    }

    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "graphql"))) return;
        var (exitCode, output) = await StartAsync("npm", ["ci"]);
        exitCode.ShouldBe(0, output);
    }

    private static async Task<(int ExitCode, string Output)> StartAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await errors);
    }

    private static string FindTests()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "OmniCommerce.GraphQL.Tests.csproj"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not run from within their project's folder.");
    }
}
