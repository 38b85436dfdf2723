using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.GraphQL;

[QueryType]
internal static class DisputeQueries
{
    /// <summary>For tills: what the banks of shoppers' cards ask about or have taken back, the latest first.</summary>
    /// <param name="state">Only those that stand so.</param>
    /// <param name="first">How many; 20 unless said otherwise, 100 at most.</param>
    /// <param name="after">Begin behind this cursor.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="disputes">Reads them.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    public static Task<Connection<PaymentDispute>> Disputes(
        DisputeState? state, int? first, string? after, Caller caller, IDisputes disputes, CancellationToken cancellationToken) =>
        caller.IsTill
            ? disputes.PageAsync(state, PageRequest.Of(first, after), cancellationToken)
            : throw new GraphQLException("Disputes are shown at tills.", "FORBIDDEN");
}

[ObjectType<PaymentDispute>]
internal static class DisputeType
{
    /// <summary>The order whose payment it is about.</summary>
    public static async ValueTask<PlacedOrder> Order([Parent] PaymentDispute dispute, OrdersById orders, CancellationToken cancellationToken) =>
        await orders.LoadAsync(dispute.OrderId, cancellationToken) ?? throw new InvalidOperationException($"{dispute.OrderId} is disputed, and there is no such order.");
}

/// <summary>Loads the orders of one level's disputes together.</summary>
internal sealed class OrdersById(FindOrders orders) : DataLoader<OrderId, PlacedOrder>
{
    protected override Task<IReadOnlyDictionary<OrderId, PlacedOrder>> LoadBatchAsync(IReadOnlyList<OrderId> keys, CancellationToken cancellationToken) =>
        orders.ForTillsAsync(keys, cancellationToken);
}
