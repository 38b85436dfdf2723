using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Executes requests against one schema. One instance serves all requests of the process.</summary>
public sealed class GraphQLExecutor
{
    internal GraphQLExecutor(Schema schema) => Schema = schema;

    /// <summary>The schema.</summary>
    public Schema Schema { get; }

    /// <summary>Executes a query or mutation. Never throws for what a client or a resolver does wrong; throws when cancelled.</summary>
    /// <param name="request">The request; its memory must stay valid until the call is done.</param>
    /// <param name="requestServices">The services of the request, for resolvers.</param>
    /// <param name="state">What the transport knows, see <see cref="Authoring.IRequestContext.State"/>.</param>
    /// <param name="allow">The kinds of operation that may be executed.</param>
    /// <param name="cancellationToken">Ends when the client goes or the time-out strikes.</param>
    public ValueTask<ExecutionResult> ExecuteAsync(
        GraphQLRequest request,
        IServiceProvider requestServices,
        IReadOnlyDictionary<string, object?> state,
        OperationKinds allow = OperationKinds.Query | OperationKinds.Mutation,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>
    /// Executes any operation as a stream: a subscription answers one response per event, a query or mutation one in all. Nothing of a query
    /// or mutation runs before the stream is read.
    /// </summary>
    /// <param name="request">The request; its memory must stay valid until the stream has ended.</param>
    /// <param name="requestServices">The services, which live as long as the stream.</param>
    /// <param name="state">What the transport knows.</param>
    /// <param name="cancellationToken">Ends when the client goes.</param>
    public ValueTask<SubscriptionResult> SubscribeAsync(
        GraphQLRequest request,
        IServiceProvider requestServices,
        IReadOnlyDictionary<string, object?> state,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
