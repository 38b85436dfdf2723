using System.Diagnostics;

namespace OmniCommerce.Testing;

/// <summary>Runs the scripts of a test project's folder <c>node</c>; their packages are installed on first use, from the lock file.</summary>
internal static class NodeJs
{
    private static readonly Lock Installing = new();

    /// <summary>The folder of the scripts.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>A run of a script, to be changed and started; what the script writes and reads is the caller's.</summary>
    public static ProcessStartInfo Script(params string[] arguments)
    {
        Install();
        return new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
    }

    /// <summary>What a script wrote; fails the test, with that text, when the script fails or takes longer than three minutes.</summary>
    public static Task<string> RunAsync(params string[] arguments) => RunAsync(Script(arguments));

    /// <inheritdoc cref="RunAsync(string[])"/>
    public static async Task<string> RunAsync(ProcessStartInfo script)
    {
        script.RedirectStandardError = true;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromMinutes(3));
        using var process = Process.Start(script)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        process.ExitCode.ShouldBe(0, await output + await errors);
        return await output;
    }

    private static void Install()
    {
        lock (Installing)
        {
            // npm writes this file last.
            var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
            if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
                return;
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = Folder })!;
            npm.WaitForExit();
            npm.ExitCode.ShouldBe(0, "npm ci has to install the judges.");
        }
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "node", "package.json")))
                return Path.Combine(folder.FullName, "node");
        }

        throw new InvalidOperationException("The tests do not run from within their project's folder.");
    }
}
