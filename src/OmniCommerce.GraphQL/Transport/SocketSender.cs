using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>A message on its way to a client.</summary>
/// <param name="Head">The message, or its beginning.</param>
/// <param name="Payload">The payload that follows the head and comes before the closing brace; empty when the head is all.</param>
/// <param name="Result">What holds the payload's memory.</param>
/// <param name="Operation">The operation; once it is stopped the message is not sent any more.</param>
internal readonly record struct SocketFrame(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Payload = default, ExecutionResult? Result = null, SocketOperation? Operation = null);

/// <summary>
/// Sends a socket's messages one after another out of a bounded queue. Who has much to say waits while the queue is full; a client that takes
/// too long over one message is dropped.
/// </summary>
internal sealed class SocketSender(WebSocket socket, int queueLength, TimeSpan sendTimeout) : IDisposable
{
    // What a client has to take its last messages and the close, and to close in turn.
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(2);

    private readonly Channel<SocketFrame> _queue = Channel.CreateBounded<SocketFrame>(new BoundedChannelOptions(queueLength) { SingleReader = true });
    private readonly CancellationTokenSource _over = new();
    private Closing? _closing;

    private sealed record Closing(WebSocketCloseStatus Status, string Reason);

    /// <summary>Ends when nothing more can be sent or received.</summary>
    public CancellationToken Over => _over.Token;

    public bool IsClosing => _closing is not null;

    /// <summary>Queues a message, when there is room; false when the socket is closing.</summary>
    public async ValueTask<bool> SendAsync(SocketFrame frame, CancellationToken cancellationToken = default)
    {
        try
        {
            await _queue.Writer.WriteAsync(frame, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            frame.Result?.Dispose();
            return false;
        }
    }

    /// <summary>Closes the socket once the queue is empty. The first reason stands.</summary>
    public void Close(int code, string reason)
    {
        // A close frame has 123 bytes for its reason.
        while (Encoding.UTF8.GetByteCount(reason) > 123) reason = reason[..^1];
        if (Interlocked.CompareExchange(ref _closing, new Closing((WebSocketCloseStatus)code, reason), null) is not null) return;
        _queue.Writer.TryComplete();
        _over.CancelAfter(CloseTime);
    }

    /// <summary>Sends until the socket is closed or broken.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_over.Token))
                while (_queue.Reader.TryRead(out var frame)) await SendOneAsync(frame);
            if (_closing is not null && socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(_closing!.Status, _closing.Reason, _over.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The client has gone or is too slow: the socket is of no use to anybody.
            socket.Abort();
            await _over.CancelAsync();
        }
        finally
        {
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out var frame)) frame.Result?.Dispose();
        }
    }

    public void Dispose() => _over.Dispose();

    private async Task SendOneAsync(SocketFrame frame)
    {
        using var result = frame.Result;
        if (frame.Operation is { IsStopped: true }) return;
        var length = frame.Head.Length + (frame.Payload.IsEmpty ? 0 : frame.Payload.Length + 1);
        var message = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            frame.Head.CopyTo(message);
            if (!frame.Payload.IsEmpty)
            {
                frame.Payload.CopyTo(message.AsMemory(frame.Head.Length));
                message[length - 1] = (byte)'}';
            }

            using var deadline = Deadline.Start(sendTimeout, _over.Token);
            await socket.SendAsync(message.AsMemory(0, length), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, deadline.Token);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }
}
