using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Platform.Events;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.GraphQL;

[QueryType]
internal static class OrderQueries
{
    /// <summary>An order that the caller may see: their own, or, at the till, any.</summary>
    public static Task<PlacedOrder?> Order(OrderBy by, Caller caller, FindOrders orders, CancellationToken cancellationToken) => by.Id is { } id
        ? orders.ByIdAsync(id, caller, cancellationToken)
        : orders.ByNumberAsync(by.Number!, caller, cancellationToken);
}

[SubscriptionType]
internal static class OrderSubscriptions
{
    /// <summary>Every change of the order, whichever device or channel made it.</summary>
    public static async IAsyncEnumerable<PlacedOrder> OrderChanged(
        OrderId orderId,
        Caller caller,
        FindOrders orders,
        IBroadcast broadcast,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await orders.ByIdAsync(orderId, caller, cancellationToken) is null)
            throw new GraphQLException("There is no such order that the caller may see.", "NOT_FOUND");
        await foreach (var change in broadcast.Listen<OrderChanged>(Contracts.OrderChanged.Topic(orderId), cancellationToken))
        {
            if (await orders.ByIdAsync(change.OrderId, caller, cancellationToken) is { } order)
                yield return order;
        }
    }
}
