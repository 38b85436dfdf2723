using System.Diagnostics;

namespace OmniCommerce.StripeSandbox.Tests.Support;

/// <summary>A sandbox that runs alone, as its users run it: its own process, a free port on the loopback.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "OmniCommerce.StripeSandbox.dll");

    private readonly Process _process;

    private SandboxProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; }

    public static async Task<SandboxProcess> StartAsync(params string[] arguments)
    {
        var process = Start(arguments);
        var said = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        said.ShouldNotBeNull(await ErrorsAsync(process, said));
        _ = process.StandardOutput.ReadToEndAsync();
        return new SandboxProcess(process, new Uri(said[said.IndexOf("http", StringComparison.Ordinal)..]));
    }

    /// <summary>What it answers to arguments with which it does not start: its exit code and what it says.</summary>
    public static async Task<(int ExitCode, string Errors)> RefusedAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static Process Start(string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Program, "--port", "0", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static async Task<string> ErrorsAsync(Process process, string? said) => said is null ? await process.StandardError.ReadToEndAsync() : "";
}
