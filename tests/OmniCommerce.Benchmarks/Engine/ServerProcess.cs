using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OmniCommerce.Benchmarks.Shop;

namespace OmniCommerce.Benchmarks.Engine;

/// <summary>A server in a process of its own, on a free port, until it is disposed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly byte[] FirstQuestion = HttpLoad.Post("""{"query":"{__typename}"}""");

    private readonly Process _process;

    private ServerProcess(string name, Process process, IPEndPoint address)
    {
        Name = name;
        Address = address;
        Accounting = new ProcessAccounting(process.Id);
        _process = process;
    }

    public string Name { get; }

    public IPEndPoint Address { get; }

    public Uri Url => new($"http://{Address}/");

    public ProcessAccounting Accounting { get; }

    /// <summary>How long the first answer took from the start of the process.</summary>
    public TimeSpan FirstAnswer { get; private set; }

    /// <summary>What the process had used by then, in milliseconds.</summary>
    public double FirstAnswerCpu { get; private set; }

    /// <summary>Starts a server and waits for its first answer.</summary>
    /// <param name="name">What it is called in the report.</param>
    /// <param name="program">The program and its arguments; it listens on the port of the variables PORT and ASPNETCORE_URLS.</param>
    public static async Task<ServerProcess> StartAsync(string name, params string[] program)
    {
        var address = new IPEndPoint(IPAddress.Loopback, FreePort());
        var start = new ProcessStartInfo(program[0], program[1..]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(program[^1])! };
        start.Environment["PORT"] = $"{address.Port}";
        start.Environment["ASPNETCORE_URLS"] = $"http://{address}";
        start.Environment["NODE_ENV"] = "production";
        var watch = Stopwatch.StartNew();
        var server = new ServerProcess(name, Process.Start(start)!, address);
        while (!await server.AnswersAsync())
        {
            if (server._process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(1)) throw new InvalidOperationException($"{name} did not start.");
            await Task.Delay(10);
        }

        server.FirstAnswer = watch.Elapsed;
        server.FirstAnswerCpu = server.Accounting.CpuMilliseconds();
        return server;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var connection = await HttpLoad.ConnectAsync(Address);
            return (await connection.AskAsync(FirstQuestion)).Length > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
