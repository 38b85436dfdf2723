using System.Diagnostics;

namespace OmniCommerce.GraphQL.Tests;

/// <summary>Runs the scripts of this folder; their packages are installed on first use, from the lock file.</summary>
internal static class Node
{
    private static readonly Lock Installing = new();

    /// <summary>The folder of the scripts.</summary>
    public static string Folder { get; } = Path.Combine(FindTests(), "node");

    /// <summary>Runs a script and answers what it wrote; fails the test, with that text, when the script fails.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        Install();
        using var process = Process.Start(new ProcessStartInfo("node", [script, .. arguments]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
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

        var written = await output + await errors;
        process.ExitCode.ShouldBe(0, written);
        return written;
    }

    /// <summary>Installs the packages unless those of the lock file are there.</summary>
    public static void Install()
    {
        lock (Installing)
        {
            // npm writes this file last.
            var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
            if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return;
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--loglevel=error"]) { WorkingDirectory = Folder })!;
            npm.WaitForExit();
            npm.ExitCode.ShouldBe(0, "npm ci has to install the judges.");
        }
    }

    private static string FindTests()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "OmniCommerce.GraphQL.Tests.csproj"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not run from within their project's folder.");
    }
}
