namespace OmniCommerce.GraphQL.Execution;

/// <summary>The response of one execution as UTF-8 JSON in a pooled buffer; dispose it when it is sent, once.</summary>
public sealed class ExecutionResult : IDisposable
{
    private ResponseBuffer? _buffer;

    internal ExecutionResult(ResponseBuffer buffer, OperationKinds kind)
    {
        _buffer = buffer;
        Kind = kind;
    }

    /// <summary>The whole response, <c>{"data":…}</c> or <c>{"errors":…}</c>. Not to be used after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Memory => (_buffer ?? throw new ObjectDisposedException(nameof(ExecutionResult))).Written;

    /// <summary>The kind of the operation; <see cref="OperationKinds.None"/> when the request did not come as far as to have one.</summary>
    public OperationKinds Kind { get; }

    /// <summary>
    /// Whether nothing was executed because the request is wrong: syntax, validation, variables, operation name, or a kind that is not
    /// allowed here (then <see cref="IsRefusedKind"/> too).
    /// </summary>
    public bool IsRequestError { get; private init; }

    /// <summary>Whether the operation is of a kind that the caller did not allow: a mutation over GET.</summary>
    public bool IsRefusedKind { get; private init; }

    /// <summary>The operation's plan, as far as there is one.</summary>
    internal Plan? Plan { get; set; }

    /// <summary>What the operation costs, where that is counted.</summary>
    internal Cost? Cost { get; init; }

    /// <summary>How many errors there are in the response.</summary>
    internal int ErrorCount { get; init; }

    /// <summary>The code of the first error.</summary>
    internal string? ErrorCode { get; init; }

    /// <summary>The response to a request that is wrong before it has come to an operation: bad JSON, a missing query.</summary>
    /// <param name="message">For people.</param>
    /// <param name="code">For programs, in upper snake case.</param>
    public static ExecutionResult RequestError(string message, string code) => RequestError([new ExecutionError(message, code)]);

    internal static ExecutionResult RequestError(IReadOnlyList<ExecutionError> errors) => RequestError(OperationKinds.None, errors);

    internal static ExecutionResult RequestError(OperationKinds kind, IReadOnlyList<ExecutionError> errors, bool isRefusedKind = false)
    {
        var buffer = new ResponseBuffer();
        buffer.Byte((byte)'{');
        ExecutionError.WriteAll(buffer, errors);
        buffer.Byte((byte)'}');
        return new ExecutionResult(buffer, kind) { IsRequestError = true, IsRefusedKind = isRefusedKind, ErrorCount = errors.Count, ErrorCode = errors[0].Code };
    }

    /// <summary>The same, of an operation that is known.</summary>
    internal ExecutionResult Of(Plan? plan)
    {
        Plan = plan;
        return this;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => Interlocked.Exchange(ref _buffer, null)?.Return();
}

/// <summary>What a subscribe request came to: a stream of responses, or one response that refuses it.</summary>
public sealed class SubscriptionResult
{
    internal SubscriptionResult(ExecutionResult error) => Error = error;

    internal SubscriptionResult(OperationKinds kind, IAsyncEnumerable<ExecutionResult> events)
    {
        Kind = kind;
        Events = events;
    }

    /// <summary>The response that refuses the request; null when there is a stream. The caller disposes it.</summary>
    public ExecutionResult? Error { get; }

    /// <summary>The kind of the operation. A query or mutation is a stream of one response.</summary>
    public OperationKinds Kind { get; }

    /// <summary>
    /// The responses, to be read once; the reader disposes each. The source is let go when the reader stops, and when the cancellation token
    /// of the call ends.
    /// </summary>
    public IAsyncEnumerable<ExecutionResult>? Events { get; }
}
