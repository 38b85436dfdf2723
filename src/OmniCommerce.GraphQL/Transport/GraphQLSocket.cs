using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>One WebSocket that speaks graphql-transport-ws, from its acceptance to its close.</summary>
internal sealed partial class GraphQLSocket(
    WebSocket socket,
    HttpContext http,
    OperationStream streams,
    GraphQLEndpointOptions options,
    GraphQLLimits limits,
    IServiceScopeFactory scopes,
    ILogger logger,
    CancellationToken stopping)
    : IDisposable
{
    public const string Protocol = "graphql-transport-ws";

    private static readonly byte[] Ack = "{\"type\":\"connection_ack\"}"u8.ToArray();
    private static readonly byte[] Pong = "{\"type\":\"pong\"}"u8.ToArray();
    private static readonly byte[] PongHead = "{\"type\":\"pong\",\"payload\":"u8.ToArray();

    private readonly SocketSender _sender = new(socket, limits.SendQueueLength, limits.SendTimeout);
    private readonly Dictionary<string, SocketOperation> _operations = new(StringComparer.Ordinal);
    private readonly List<Task> _running = [];
    private volatile bool _initReceived;
    private ConnectionDecision? _connection;
    private CancellationTokenRegistration _revocation;

    /// <summary>Serves the socket until it is closed.</summary>
    /// <param name="protocolKnown">Whether the client speaks the protocol; if not it is told so and closed.</param>
    public async Task RunAsync(bool protocolKnown)
    {
        var sending = _sender.RunAsync();
        using var initTimer = new Timer(_ => { if (!_initReceived) _sender.Close(4408, "Connection initialisation timeout"); });
        await using var shutdown = stopping.UnsafeRegister(sender => ((SocketSender)sender!).Close(1001, "Going away"), _sender);
        if (protocolKnown) initTimer.Change(limits.ConnectionInitTimeout, Timeout.InfiniteTimeSpan);
        else _sender.Close(4406, "Subprotocol not acceptable");
        try
        {
            await ReceiveAllAsync();
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The client has gone without a word; there is nobody to tell.
        }
        catch (Exception exception)
        {
            LogFailure(exception);
            _sender.Close(1011, "Internal server error");
        }
        finally
        {
            _sender.Close(1000, "");
            foreach (var operation in OpenOperations()) operation.Stop();
            await sending;
            await Task.WhenAll(_running);
            await _revocation.DisposeAsync();
        }
    }

    public void Dispose() => _sender.Dispose();

    private SocketOperation[] OpenOperations()
    {
        lock (_operations) return [.. _operations.Values];
    }

    private async Task ReceiveAllAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(limits.MaxSocketMessageBytes, 4096));
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length) buffer = Grow(buffer, length);
                var received = await socket.ReceiveAsync(buffer.AsMemory(length), _sender.Over);
                if (received.MessageType == WebSocketMessageType.Close) return;
                length += received.Count;
                // Nothing counts any more that comes after we said good-bye.
                if (_sender.IsClosing) length = 0;
                else if (received.MessageType == WebSocketMessageType.Binary) _sender.Close(4400, "Invalid message: it must be text");
                else if (length > limits.MaxSocketMessageBytes) _sender.Close(1009, $"A message may have at most {limits.MaxSocketMessageBytes} bytes");
                else if (received.EndOfMessage)
                {
                    await ReceiveAsync(buffer.AsMemory(0, length));
                    length = 0;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private async ValueTask ReceiveAsync(ReadOnlyMemory<byte> json)
    {
        if (SocketMessage.Parse(json, out var problem) is not { } message)
        {
            _sender.Close(4400, problem);
            return;
        }

        switch (message.Type)
        {
            case SocketMessageType.ConnectionInit:
                await ConnectAsync(message.Payload);
                break;
            case SocketMessageType.Ping:
                await _sender.SendAsync(message.Payload.IsEmpty ? new SocketFrame(Pong) : new SocketFrame(PongHead, message.Payload.ToArray()));
                break;
            case SocketMessageType.Subscribe:
                await SubscribeAsync(message.Id!, message.Payload);
                break;
            case SocketMessageType.Complete:
                Forget(message.Id!)?.Stop();
                break;
            case SocketMessageType.Pong:
                break;
        }
    }

    private async ValueTask ConnectAsync(ReadOnlyMemory<byte> payload)
    {
        if (_initReceived)
        {
            _sender.Close(4429, "Too many initialisation requests");
            return;
        }

        _initReceived = true;
        var decision = await DecideAsync(payload);
        if (!decision.IsAccepted)
        {
            _sender.Close(4403, "Forbidden");
            return;
        }

        _connection = decision;
        await _sender.SendAsync(new SocketFrame(Ack));
        _revocation = decision.Revoked.UnsafeRegister(sender => ((SocketSender)sender!).Close(4403, "Forbidden"), _sender);
    }

    private async ValueTask<ConnectionDecision> DecideAsync(ReadOnlyMemory<byte> payload)
    {
        if (options.OnConnect is null) return ConnectionDecision.Accept(options.OnRequest is null ? ConnectionDecision.NoState : await options.OnRequest(http));
        using var document = payload.IsEmpty ? null : JsonDocument.Parse(payload);
        return await options.OnConnect(http, document?.RootElement);
    }

    private async ValueTask SubscribeAsync(string id, ReadOnlyMemory<byte> payload)
    {
        if (_connection is null)
        {
            _sender.Close(4401, "Unauthorized");
            return;
        }

        // The buffer is used for the next message, while the operation reads its request as long as it lives.
        var refusal = RequestParser.ParseJson(payload.ToArray(), out var request);
        if (refusal is not null)
        {
            _sender.Close(4400, "Invalid message: " + (payload.IsEmpty ? "it has no payload" : refusal.Message));
            return;
        }

        SocketOperation operation;
        lock (_operations)
        {
            if (_operations.ContainsKey(id))
            {
                _sender.Close(4409, $"Subscriber for {id} already exists");
                return;
            }

            operation = new SocketOperation(id, _sender.Over);
            if (_operations.Count < limits.MaxOperationsPerSocket) _operations.Add(id, operation);
            else refusal = RequestRefusal.TooManyOperations(limits.MaxOperationsPerSocket);
        }

        if (refusal is not null)
        {
            operation.Dispose();
            await _sender.SendAsync(new SocketFrame(operation.ErrorHead, refusal.ToErrorList()));
            return;
        }

        _running.RemoveAll(task => task.IsCompleted);
        // Away from this loop: a resolver that computes for long must not keep the socket from reading pings and stops.
        _running.Add(Task.Run(() => RunAsync(operation, request!)));
    }

    private async Task RunAsync(SocketOperation operation, GraphQLRequest request)
    {
        using var running = operation;
        await using var scope = scopes.CreateAsyncScope();
        var end = await streams.RunAsync(
            request, scope.ServiceProvider, _connection!.State, All, result => SendAsync(operation, result), operation.Stopped);
        // Its id is free for the client from the moment it reads of the end, so it must be free here before.
        Forget(operation.Id, operation);
        switch (end)
        {
            case StreamEnd.Completed:
                await _sender.SendAsync(new SocketFrame(operation.Complete, Operation: operation));
                break;
            case StreamEnd.TimedOut:
                await _sender.SendAsync(new SocketFrame(operation.ErrorHead, RequestRefusal.Timeout.ToErrorList(), Operation: operation));
                break;
            case StreamEnd.Failed:
                await _sender.SendAsync(new SocketFrame(operation.ErrorHead, RequestRefusal.Internal.ToErrorList(), Operation: operation));
                break;
        }
    }

    private const OperationKinds All = OperationKinds.Query | OperationKinds.Mutation | OperationKinds.Subscription;

    private async ValueTask SendAsync(SocketOperation operation, ExecutionResult result)
    {
        var frame = result.IsRequestError
            ? new SocketFrame(operation.ErrorHead, ErrorList(result.Memory), result, operation)
            : new SocketFrame(operation.NextHead, result.Memory, result, operation);
        if (result.IsRequestError) Forget(operation.Id, operation);
        if (!await _sender.SendAsync(frame, operation.Stopped)) operation.Stop();
    }

    // The protocol wants the bare list of errors.
    private static ReadOnlyMemory<byte> ErrorList(ReadOnlyMemory<byte> response)
    {
        var reader = new Utf8JsonReader(response.Span);
        reader.Read();
        while (reader.Read() && !reader.ValueTextEquals("errors"u8))
        {
            reader.Read();
            reader.Skip();
        }

        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return response[start..(int)reader.BytesConsumed];
    }

    /// <summary>Takes the operation off the list, if it is still the one that has the id.</summary>
    private SocketOperation? Forget(string id, SocketOperation? expected = null)
    {
        lock (_operations)
        {
            if (!_operations.TryGetValue(id, out var operation) || (expected is not null && operation != expected)) return null;
            _operations.Remove(id);
            return operation;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A GraphQL WebSocket failed.")]
    private partial void LogFailure(Exception exception);
}
