using Microsoft.Extensions.Logging;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>How a streamed operation ended.</summary>
internal enum StreamEnd
{
    /// <summary>All responses were sent.</summary>
    Completed,

    /// <summary>The one response that was sent refuses the request.</summary>
    Refused,

    /// <summary>The operation is of a kind that may not be run here; nothing was run or sent.</summary>
    KindNotAllowed,

    /// <summary>A query or mutation took too long.</summary>
    TimedOut,

    /// <summary>The client has gone or stopped listening.</summary>
    Stopped,

    /// <summary>The server failed; the log says how.</summary>
    Failed,
}

/// <summary>Runs any operation as a stream of responses, for the transports that can carry one.</summary>
internal sealed partial class OperationStream(GraphQLExecutor executor, GraphQLLimits limits, ILogger logger)
{
    /// <param name="request">The request.</param>
    /// <param name="services">The services of the operation.</param>
    /// <param name="state">What the transport knows.</param>
    /// <param name="allow">The kinds of operation that may be run.</param>
    /// <param name="send">Takes each response over, and disposes it.</param>
    /// <param name="client">Ends when the client goes or stops listening.</param>
    public async Task<StreamEnd> RunAsync(
        GraphQLRequest request,
        IServiceProvider services,
        IReadOnlyDictionary<string, object?> state,
        OperationKinds allow,
        Func<ExecutionResult, ValueTask> send,
        CancellationToken client)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(client);
        cancel.CancelAfter(limits.OperationTimeout);
        try
        {
            var stream = await executor.SubscribeAsync(request, services, state, cancel.Token);
            if (stream.Error is { } refusal)
            {
                await send(refusal);
                return StreamEnd.Refused;
            }

            if ((allow & stream.Kind) == 0) return StreamEnd.KindNotAllowed;
            if (stream.Kind == OperationKinds.Subscription) cancel.CancelAfter(Timeout.InfiniteTimeSpan);
            await foreach (var result in stream.Events!.WithCancellation(cancel.Token)) await send(result);
            return client.IsCancellationRequested ? StreamEnd.Stopped : StreamEnd.Completed;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return client.IsCancellationRequested ? StreamEnd.Stopped : StreamEnd.TimedOut;
        }
        catch (Exception exception)
        {
            if (client.IsCancellationRequested) return StreamEnd.Stopped;
            LogFailure(exception);
            return StreamEnd.Failed;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A GraphQL stream failed.")]
    private partial void LogFailure(Exception exception);
}
