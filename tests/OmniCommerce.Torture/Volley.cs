using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>Requests that leave in one write on one HTTP/2 connection, so that no network keeps them apart.</summary>
internal sealed class Volley : IDisposable
{
    private readonly HttpClient _http;
    private HeldStream? _stream;

    public Volley(Shop shop)
    {
        var handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync, EnableMultipleHttp2Connections = false, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10) };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri($"http://127.0.0.1:{shop.Http2Port}/"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    /// <summary>Fires, and answers the payloads in the order of the requests.</summary>
    public async Task<JsonElement[]> FireAsync(IEnumerable<(string? Token, string Mutation, object Variables)> requests)
    {
        using (var ready = await _http.GetAsync(new Uri("readyz", UriKind.Relative)))
            ready.IsSuccessStatusCode.ShouldBeTrue();
        _stream!.Hold();
        var answers = requests.Select(request => SendAsync(request.Token, request.Mutation, request.Variables)).ToArray();
        await _stream.ReleaseAsync();
        return await Task.WhenAll(answers);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(string? token, string query, object variables)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Content = JsonContent.Create(new { query, variables });
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        body.TryGetProperty("errors", out var errors).ShouldBeFalse($"{errors}");
        return body.GetProperty("data").EnumerateObject().Single().Value;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return _stream = new HeldStream(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>A connection whose writes can be kept back and then leave as one.</summary>
    private sealed class HeldStream(NetworkStream inner) : Stream
    {
        private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(40);

        private readonly SemaphoreSlim _turn = new(1);
        private MemoryStream? _held;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void Hold() => _held = new MemoryStream();

        /// <summary>Waits until nothing more is written, and lets it go.</summary>
        public async Task ReleaseAsync()
        {
            for (long seen = -1; seen != _held!.Length || seen == 0; await Task.Delay(Quiet))
                seen = _held.Length;
            await _turn.WaitAsync();
            try
            {
                var held = _held.ToArray();
                _held = null;
                await inner.WriteAsync(held);
            }
            finally
            {
                _turn.Release();
            }
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                await (_held ?? (Stream)inner).WriteAsync(buffer, cancellationToken);
            }
            finally
            {
                _turn.Release();
            }
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.ReadAsync(buffer, offset, count, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
                _turn.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
