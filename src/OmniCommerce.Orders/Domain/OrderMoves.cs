using OmniCommerce.Orders.Contracts;

namespace OmniCommerce.Orders.Domain;

/// <summary>The life of an order, as a table. From the confirmation on it follows from the order's lines: see <see cref="OrderLineMoves"/>.</summary>
internal static class OrderMoves
{
    private static readonly HashSet<(OrderStatus From, OrderStatus To)> Allowed =
    [
        (OrderStatus.Pending, OrderStatus.Confirmed),
        (OrderStatus.Pending, OrderStatus.Failed),
        (OrderStatus.Confirmed, OrderStatus.PartiallyFulfilled),
        (OrderStatus.Confirmed, OrderStatus.Fulfilled),
        (OrderStatus.PartiallyFulfilled, OrderStatus.Fulfilled),
        (OrderStatus.Confirmed, OrderStatus.Cancelled),
        (OrderStatus.PartiallyFulfilled, OrderStatus.Fulfilled),
    ];

    public static bool Allows(OrderStatus from, OrderStatus to) => Allowed.Contains((from, to));
}
