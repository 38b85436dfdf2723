using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OmniCommerce.EndToEnd.Support;

/// <summary>A redis-server of its own, to be treated badly.</summary>
internal sealed class RedisProcess : IDisposable
{
    private readonly int _port;
    private readonly string _directory = Directory.CreateTempSubdirectory("redis-").FullName;
    private Process? _process;

    private RedisProcess(int port) => _port = port;

    /// <summary>The setting that points a shop at it.</summary>
    public string Setting => $"--Redis:Configuration=127.0.0.1:{_port}";

    public static RedisProcess Start()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var redis = new RedisProcess(((IPEndPoint)listener.LocalEndpoint).Port);
        listener.Stop();
        redis.StartAgain();
        return redis;
    }

    /// <summary>Starts it with what was saved last, or empty.</summary>
    public void StartAgain()
    {
        _process = Process.Start(new ProcessStartInfo(
            "redis-server", ["--port", _port.ToString(CultureInfo.InvariantCulture), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", _directory])
        { RedirectStandardOutput = true })!;
        for (var i = 0; i < 100 && Ask("PING") != "PONG"; i++)
            Thread.Sleep(50);
    }

    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public void Flush() => Ask("FLUSHALL").ShouldBe("OK");

    /// <summary>Writes down what it has now, to be there when it is started again.</summary>
    public void Save() => Ask("SAVE").ShouldBe("OK");

    /// <summary>Has no more than so many bytes; what it does without is decided by the policy.</summary>
    public void Shrink(int bytes, string policy)
    {
        Ask($"CONFIG SET maxmemory-policy {policy}").ShouldBe("OK");
        Ask($"CONFIG SET maxmemory {bytes}").ShouldBe("OK");
    }

    public void Freeze() => Signal("-STOP");

    public void Thaw() => Signal("-CONT");

    public void Dispose()
    {
        if (_process is { HasExited: false })
            Kill();
        Directory.Delete(_directory, recursive: true);
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private string Ask(string command)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", _port);
            using var stream = client.GetStream();
            stream.Write(System.Text.Encoding.ASCII.GetBytes($"{command}\r\n"));
            using var reader = new StreamReader(stream);
            return reader.ReadLine()!.TrimStart('+');
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
