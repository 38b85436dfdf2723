using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OmniCommerce.IntegrationTests.Support;

/// <summary>A redis-server of the test's own, which can be killed, frozen and emptied. Without the program the test is skipped.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private Process? _process;

    /// <summary>A server that does not run yet.</summary>
    public RedisServer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    /// <summary>What to set <c>Redis:Configuration</c> to.</summary>
    public string Configuration => $"127.0.0.1:{Port}";

    public static async Task<RedisServer> StartedAsync()
    {
        var server = new RedisServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, empty, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        try
        {
            _process = Process.Start(new ProcessStartInfo("redis-server", $"--bind 127.0.0.1 --port {Port} --save \"\" --appendonly no")
            {
                RedirectStandardOutput = true,
                WorkingDirectory = Path.GetTempPath(),
            })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("redis-server is not installed (Debian: apt-get install redis-server).");
        }

        _process.BeginOutputReadLine();
        for (var deadline = Stopwatch.StartNew(); ; await Task.Delay(10))
        {
            try
            {
                await CommandAsync("PING");
                return;
            }
            catch (SocketException) when (deadline.Elapsed < TimeSpan.FromMinutes(1))
            {
            }
        }
    }

    /// <summary>Ends it without a farewell; what it held is gone.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it from doing anything, with all its connections open.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Removes all keys and scripts.</summary>
    public async Task FlushAsync()
    {
        await CommandAsync("FLUSHALL");
        await CommandAsync("SCRIPT FLUSH");
    }

    /// <summary>Sends a command as a plain line and answers the first line of the answer.</summary>
    public async Task<string> CommandAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }
}
