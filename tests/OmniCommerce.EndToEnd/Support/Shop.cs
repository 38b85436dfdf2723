using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OmniCommerce.EndToEnd.Support;

/// <summary>A shop that runs as its users run it: its own process, its own data directory, a free port on the loopback. In the end its books must be right.</summary>
public sealed class Shop : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "OmniCommerce.Api.dll");
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(90);

    private readonly StringBuilder _log = new();
    private readonly bool _ownsData;
    private string[] _settings = [];
    private Process? _process;

    private Shop(string data, bool ownsData)
    {
        Data = data;
        _ownsData = ownsData;
        Port = FreePort();
    }

    /// <summary>Where its database is.</summary>
    public string Data { get; }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    public int ProcessId => _process!.Id;

    public bool HasExited => _process is not { HasExited: false };

    /// <summary>The step at which it dies, and after a colon the how manieth time; null for none. Takes effect when it is started.</summary>
    public string? CrashesAt { get; set; }

    /// <summary>A further port, on which it speaks HTTP/2 only; null for none. Takes effect when it is started.</summary>
    public int? Http2Port { get; set; }

    /// <summary>Whether a file that may not grow any more is an error to it, as a full disk is; otherwise the system kills it. Takes effect when it is started.</summary>
    public bool OutlivesFileLimits { get; set; }

    /// <summary>Checks its books when it has ended; by default the program's own command does.</summary>
    public Func<Task>? CheckBooks { get; set; }

    /// <summary>What it wrote to its console.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts a shop with demo data and waits until it is ready.</summary>
    /// <param name="prepare">Run before it starts, on its data: imports.</param>
    /// <param name="settings">Further settings: <c>--Redis:Configuration=…</c></param>
    public static async Task<Shop> StartAsync(Func<Shop, Task>? prepare = null, params string[] settings)
    {
        var shop = new Shop(Directory.CreateTempSubdirectory("omnicommerce-").FullName, ownsData: true);
        if (prepare is not null)
            await prepare(shop);
        await shop.RunAsync(settings);
        return shop;
    }

    /// <summary>Starts this shop again, after it was stopped or killed.</summary>
    public async Task<Shop> RestartAsync(params string[] settings)
    {
        await RunAsync(settings);
        return this;
    }

    /// <summary>Starts a further node on this shop's data; it ends before the shop does.</summary>
    public async Task<Shop> StartNodeAsync(params string[] settings)
    {
        var node = new Shop(Data, ownsData: false);
        await node.RunAsync(settings);
        return node;
    }

    /// <summary>Waits until it has died.</summary>
    /// <returns>False when it lives on.</returns>
    public async Task<bool> DiesWithinAsync(TimeSpan time)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time && !HasExited; await Task.Delay(20))
        {
        }

        return HasExited;
    }

    /// <summary>Runs one of the program's commands on the shop's data and answers what it printed.</summary>
    /// <exception cref="InvalidOperationException">It did not exit with 0.</exception>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        using var process = Process.Start(StartInfo([.. arguments, $"--Data:Directory={Data}"]))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {output}{await errors}");
    }

    /// <summary>Runs the program with arguments with which it ends by itself, and answers its exit code and all that it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunToItsEndAsync(params string[] arguments)
    {
        using var process = Process.Start(StartInfo(arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(StartTime);
        }
        catch (TimeoutException)
        {
            process.Kill();
        }

        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Imports products from the text of a CSV file.</summary>
    public async Task<string> ImportProductsAsync(string csv, params string[] settings)
    {
        var file = Path.Combine(Data, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, csv);
        return await CommandAsync(["import", "products", file, .. settings]);
    }

    public void Kill() => _process?.Kill(entireProcessTree: true);

    /// <summary>Asks it to stop, as a service manager does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (HasExited)
            return;
        using var kill = Process.Start("kill", ["-TERM", ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            Kill();
            await _process!.WaitForExitAsync();
        }

        _process?.Dispose();
        if (!_ownsData)
            return;
        try
        {
            await (CheckBooks?.Invoke() ?? CommandAsync(["check", .. _settings]));
        }
        finally
        {
            Directory.Delete(Data, recursive: true);
        }
    }

    private async Task RunAsync(string[] settings)
    {
        _settings = settings;
        _process = new Process
        {
            StartInfo = StartInfo(
                [$"--urls=http://127.0.0.1:{Port}", $"--Data:Directory={Data}", "--Demo:Load=true", "--Stores:AllowUnenrolledTills=true", .. settings]),
        };
        foreach (var argument in Http2Port is { } port ? new[] { $"Plain:Url={Url}", $"Http2:Url=http://127.0.0.1:{port}", "Http2:Protocols=Http2" } : [])
            _process.StartInfo.ArgumentList.Add($"--Kestrel:Endpoints:{argument}");
        if (OutlivesFileLimits)
        {
            // A signal that is ignored stays so in what takes the shell's place.
            _process.StartInfo.FileName = "sh";
            foreach (var (i, word) in new[] { "-c", "trap '' XFSZ; exec dotnet \"$@\"", "dotnet" }.Index())
                _process.StartInfo.ArgumentList.Insert(i, word);
        }

        if (CrashesAt is { } step)
            _process.StartInfo.Environment["OMNICOMMERCE_CRASH_AT"] = step;
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ReadyAsync();
    }

    private async Task ReadyAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < StartTime && !HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Url, "readyz"));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
            }

            await Task.Delay(25);
        }

        throw new InvalidOperationException($"The shop did not start:{Environment.NewLine}{Log}");
    }

    private static ProcessStartInfo StartInfo(IEnumerable<string> arguments) =>
        new("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

    /// <summary>A port on the loopback that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Append(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
