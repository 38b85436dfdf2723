using OmniCommerce.Orders.Contracts;

namespace OmniCommerce.Orders.Domain;

/// <summary>The life of each item of an order's line, as a table. Of a line, so many are in each state; where the order stands follows from its lines.</summary>
internal static class OrderLineMoves
{
    private static readonly HashSet<(OrderLineState From, OrderLineState To)> Allowed =
    [
        (OrderLineState.Allocated, OrderLineState.Fulfilled),
        (OrderLineState.Allocated, OrderLineState.Cancelled),
        (OrderLineState.Fulfilled, OrderLineState.Returned),
    ];

    public static bool Allows(OrderLineState from, OrderLineState to) => Allowed.Contains((from, to));

    /// <summary>Where an order stands whose lines stand so, and of which perhaps parts have left that make no whole item yet.</summary>
    public static OrderStatus StatusOf(IReadOnlyCollection<OrderLine> lines, bool someLeft = false)
    {
        someLeft |= lines.Any(line => line.FulfilledQuantity + line.ReturnedQuantity > 0);
        var someWait = lines.Any(line => line.AllocatedQuantity > 0);
        return (someLeft, someWait) switch
        {
            (false, true) => OrderStatus.Confirmed,
            (true, true) => OrderStatus.PartiallyFulfilled,
            (true, false) => OrderStatus.Fulfilled,
            (false, false) => OrderStatus.Cancelled,
        };
    }
}
