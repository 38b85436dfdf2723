using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OmniCommerce.Benchmarks.Engine;

/// <summary>
/// One HTTP/1.1 connection that sends requests made beforehand and reads whole answers. Far cheaper than a client of the framework, so that
/// the measured server gets the cores.
/// </summary>
internal sealed class HttpLoad : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[256 * 1024];

    private HttpLoad(Socket socket) => _socket = socket;

    public static async Task<HttpLoad> ConnectAsync(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address);
            return new HttpLoad(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A GraphQL request as it goes over the wire.</summary>
    public static byte[] Post(string body) => Encoding.UTF8.GetBytes(
        $"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/graphql-response+json, application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Sends requests over 16 connections for that time, and answers how many were answered.</summary>
    public static async Task<int> RunAsync(IPEndPoint address, Func<byte[]> nextRequest, TimeSpan time)
    {
        const int connections = 16;
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using var connection = await ConnectAsync(address);
            var count = 0;
            for (; watch.Elapsed < time; count++) await connection.AskAsync(nextRequest());
            return count;
        }));
        return counts.Sum();
    }

    /// <summary>The answer's body, in memory that is used again for the next; an answer that is not 200 or holds errors throws.</summary>
    public async Task<ReadOnlyMemory<byte>> AskAsync(byte[] request)
    {
        await _socket.SendAsync(request);
        var length = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (received == 0) throw new InvalidOperationException("The server has closed the connection.");
            length += received;
            if (Body(_buffer.AsSpan(0, length)) is not { } body) continue;
            var answer = _buffer.AsMemory(body);
            if (!_buffer.AsSpan().StartsWith("HTTP/1.1 200"u8) || answer.Span.StartsWith("{\"errors\""u8))
                throw new InvalidOperationException(Encoding.UTF8.GetString(_buffer.AsSpan(0, length)));
            return Chunked(_buffer.AsSpan(0, length)) ? Unchunk(answer) : answer;
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Where the body lies, once all of it has come.</summary>
    private static Range? Body(ReadOnlySpan<byte> received)
    {
        var headers = received.IndexOf("\r\n\r\n"u8);
        if (headers < 0) return null;
        var start = headers + 4;
        if (Chunked(received)) return received.EndsWith("\r\n0\r\n\r\n"u8) ? start..received.Length : null;

        foreach (var line in received[..headers].Split("\r\n"u8))
        {
            const string name = "Content-Length: ";
            if (!System.Text.Ascii.EqualsIgnoreCase(received[line][..Math.Min(name.Length, received[line].Length)], name)) continue;
            var length = int.Parse(received[line][name.Length..], CultureInfo.InvariantCulture);
            return received.Length == start + length ? start..received.Length : null;
        }

        throw new InvalidOperationException(Encoding.UTF8.GetString(received));
    }

    private static bool Chunked(ReadOnlySpan<byte> received) => received.IndexOf("ransfer-Encoding: chunked"u8) >= 0;

    private static byte[] Unchunk(ReadOnlyMemory<byte> body)
    {
        var whole = new List<byte>();
        for (var rest = body.Span; Utf8Parser.TryParse(rest, out int size, out var digits, 'x') && size > 0; rest = rest[(digits + size + 4)..])
            whole.AddRange(rest.Slice(digits + 2, size));
        return [.. whole];
    }
}
