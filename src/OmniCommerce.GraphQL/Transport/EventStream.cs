using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>
/// An answer as server-sent events, graphql-sse's distinct connections mode: <c>next</c> for each response, then <c>complete</c>.
/// It starts with the first event or the first sign of life; until then the answer can be another one.
/// </summary>
internal sealed class EventStream : IAsyncDisposable
{
    private static readonly byte[] Next = "event: next\ndata: "u8.ToArray();
    private static readonly byte[] End = "\n\n"u8.ToArray();
    // EventSource in browsers passes over events without data.
    private static readonly byte[] Complete = "event: complete\ndata:\n\n"u8.ToArray();
    private static readonly byte[] SignOfLife = ":\n\n"u8.ToArray();

    private readonly HttpResponse _response;
    private readonly CancellationToken _ended;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _keepingAlive;

    public EventStream(HttpResponse response, TimeSpan keepAlive, CancellationToken ended)
    {
        _response = response;
        _ended = ended;
        _keepingAlive = KeepAliveAsync(keepAlive);
    }

    public async ValueTask SendAsync(ExecutionResult result)
    {
        using (result) await SendAsync(result.Memory);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> json) => WriteAsync(Next, json, End);

    public ValueTask CompleteAsync() => WriteAsync(Complete);

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _keepingAlive;
        _disposed.Dispose();
        _turn.Dispose();
    }

    private async Task KeepAliveAsync(TimeSpan interval)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_ended, _disposed.Token);
        // The first comes soon, so that a client of a quiet subscription learns that it is connected.
        var wait = TimeSpan.FromMilliseconds(500) < interval ? TimeSpan.FromMilliseconds(500) : interval;
        try
        {
            while (true)
            {
                await Task.Delay(wait, stop.Token);
                await WriteAsync(SignOfLife);
                wait = interval;
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async ValueTask WriteAsync(params ReadOnlyMemory<byte>[] parts)
    {
        await _turn.WaitAsync(_ended);
        try
        {
            if (!_response.HasStarted)
            {
                _response.ContentType = "text/event-stream; charset=utf-8";
                _response.Headers.CacheControl = "no-store";
                // Proxies that collect answers would keep the events to themselves.
                _response.Headers["X-Accel-Buffering"] = "no";
                _response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            }

            foreach (var part in parts) _response.BodyWriter.Write(part.Span);
            await _response.BodyWriter.FlushAsync(_ended);
        }
        finally
        {
            _turn.Release();
        }
    }
}
