using OmniCommerce.Orders.Contracts;

namespace OmniCommerce.Orders.Domain;

/// <summary>The life of a fulfilment, as a table.</summary>
internal static class FulfilmentMoves
{
    private static readonly HashSet<(FulfilmentStatus From, FulfilmentStatus To)> Allowed =
    [
        (FulfilmentStatus.Open, FulfilmentStatus.Picking),
        (FulfilmentStatus.Open, FulfilmentStatus.Ready),
        (FulfilmentStatus.Open, FulfilmentStatus.Shipped),
        (FulfilmentStatus.Open, FulfilmentStatus.Collected),
        (FulfilmentStatus.Open, FulfilmentStatus.Cancelled),
        (FulfilmentStatus.Picking, FulfilmentStatus.Ready),
        (FulfilmentStatus.Picking, FulfilmentStatus.Shipped),
        (FulfilmentStatus.Picking, FulfilmentStatus.Collected),
        (FulfilmentStatus.Picking, FulfilmentStatus.Cancelled),
        (FulfilmentStatus.Ready, FulfilmentStatus.Collected),
        (FulfilmentStatus.Ready, FulfilmentStatus.Cancelled),
        (FulfilmentStatus.Shipped, FulfilmentStatus.Delivered),
        (FulfilmentStatus.Waiting, FulfilmentStatus.Cancelled),
        (FulfilmentStatus.Open, FulfilmentStatus.InTransit),
        (FulfilmentStatus.Picking, FulfilmentStatus.InTransit),
        (FulfilmentStatus.InTransit, FulfilmentStatus.Arrived),
        (FulfilmentStatus.InTransit, FulfilmentStatus.Cancelled),
    ];

    public static bool Allows(FulfilmentStatus from, FulfilmentStatus to) => Allowed.Contains((from, to));
}
