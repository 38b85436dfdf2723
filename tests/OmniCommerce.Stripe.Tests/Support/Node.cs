using System.Diagnostics;

namespace OmniCommerce.Stripe.Tests;

/// <summary>Runs the scripts of the folder <c>node</c>; their packages are installed on first use, from the lock file.</summary>
internal static class Node
{
    private static readonly Lock Installing = new();

    public static string Tests { get; } = FindTests();

    private static string Folder => Path.Combine(Tests, "node");

    public static Process Start(string script, params string[] arguments)
    {
        Install();
        return Process.Start(new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>What a script writes; its own errors go to the test's console.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        using var process = Start(script, arguments);
        var written = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        process.ExitCode.ShouldBe(0, written);
        return written;
    }

    private static void Install()
    {
        lock (Installing)
        {
            // npm writes this file last.
            if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
                return;
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = Folder })!;
            npm.WaitForExit();
            npm.ExitCode.ShouldBe(0, "npm ci has to install the judges.");
        }
    }

    private static string FindTests()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OmniCommerce.Stripe.Tests.csproj")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run from within their project's folder.");
    }
}
