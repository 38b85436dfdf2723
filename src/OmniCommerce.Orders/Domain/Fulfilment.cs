using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;

namespace OmniCommerce.Orders.Domain;

/// <summary>Goods of one order that leave one location. It is only changed by whoever has taken the row of its order.</summary>
internal sealed class Fulfilment
{
    private readonly List<FulfilmentLine> _lines = [];

    private Fulfilment()
    {
    }

    public FulfilmentId Id { get; private init; }

    public OrderId OrderId { get; private init; }

    /// <summary>Its place among the order's fulfilments, from 1.</summary>
    public int Number { get; private init; }

    public LocationId LocationId { get; private init; }

    public FulfilmentKind Kind { get; private init; }

    public FulfilmentStatus Status { get; private set; } = FulfilmentStatus.Open;

    public string? Carrier { get; private set; }

    public string? TrackingNumber { get; private set; }

    /// <summary>From when it is collected, when a time was chosen.</summary>
    public DateTimeOffset? PickUpFrom { get; private set; }

    public DateTimeOffset? PickUpUntil { get; private set; }

    /// <summary>When its goods are expected where they are collected; null when they are not sent there first.</summary>
    public DateTimeOffset? ExpectedAt { get; private init; }

    /// <summary>What carries its goods to where they are collected, once they have left for there.</summary>
    public TransferId? TransferId { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? ReadyAt { get; private set; }

    /// <summary>Until when it waits to be collected.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>When the last of it left.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    public IReadOnlyList<FulfilmentLine> Lines => _lines;

    /// <summary>How many of its goods are still to leave.</summary>
    public int OpenQuantity => _lines.Sum(line => line.Open);

    public bool HasLeft => _lines.Exists(line => line.Left > 0);

    public bool CanStillChange => Status is FulfilmentStatus.Open or FulfilmentStatus.Picking or FulfilmentStatus.Ready;

    /// <summary>Whether its goods can be handed to the shopper or a carrier as they lie.</summary>
    public bool CanLeave => CanStillChange && Kind != FulfilmentKind.ToStore;

    public static Fulfilment Of(
        FulfilmentId id, Order order, int number, LocationId location, IEnumerable<StockAllocation> parts, DateTimeOffset? expectedAt, DateTimeOffset now, bool isCarriedOut = false)
    {
        var isElsewhere = order.Delivery.Kind == OrderDeliveryKind.Collect && location != order.Delivery.LocationId;
        var fulfilment = new Fulfilment
        {
            Id = id,
            OrderId = order.Id,
            Number = number,
            LocationId = location,
            Kind = order.Delivery.Kind switch
            {
                _ when isCarriedOut => FulfilmentKind.CarryOut,
                OrderDeliveryKind.Collect => isElsewhere ? FulfilmentKind.ToStore : FulfilmentKind.Collect,
                OrderDeliveryKind.CarryOut => FulfilmentKind.CarryOut,
                _ => FulfilmentKind.Ship,
            },
            Status = location == StockAllocation.Nowhere ? FulfilmentStatus.Waiting : FulfilmentStatus.Open,
            PickUpFrom = isElsewhere ? null : order.Delivery.PickUpFrom,
            PickUpUntil = isElsewhere ? null : order.Delivery.PickUpUntil,
            ExpectedAt = isElsewhere ? expectedAt : null,
            CreatedAt = now,
        };
        fulfilment._lines.AddRange(parts.Select(part => new FulfilmentLine { FulfilmentId = id, VariantId = part.VariantId, Quantity = part.Quantity }));
        return fulfilment;
    }

    public int OpenOf(VariantId variant) => _lines.Find(line => line.VariantId == variant)?.Open ?? 0;

    public void StartPicking() => Move(FulfilmentStatus.Picking);

    /// <summary>It waits so long to be collected, from now on or, where that is later, from the time that was chosen.</summary>
    public void BecomeReady(DateTimeOffset now, TimeSpan waits)
    {
        Move(FulfilmentStatus.Ready);
        ReadyAt = now;
        ExpiresAt = (PickUpUntil > now ? PickUpUntil.Value : now) + waits;
    }

    /// <summary>The shopper comes for it at another time; null for any.</summary>
    public void ComeFor(PickUpTime? time) => (PickUpFrom, PickUpUntil) = (time?.StartsAt, time?.EndsAt);

    public void ShipWith(string? carrier, string? trackingNumber)
    {
        Carrier = carrier;
        TrackingNumber = trackingNumber;
    }

    /// <summary>It leaves for where it is collected.</summary>
    public void LeaveForStore(TransferId transfer, DateTimeOffset now)
    {
        Move(FulfilmentStatus.InTransit);
        (TransferId, LeftAt) = (transfer, now);
    }

    /// <summary>What is open of it has come where it is collected: another fulfilment hands it over.</summary>
    public void Arrive(IReadOnlyCollection<StockDemand> came)
    {
        foreach (var part in came)
            Line(part.VariantId).Drop(part.Quantity, comesFromElsewhere: true);
        Move(FulfilmentStatus.Arrived);
    }

    /// <summary>So many leave; with the last of them it is shipped or collected.</summary>
    public void Leave(IEnumerable<StockDemand> parts, DateTimeOffset now)
    {
        foreach (var part in parts)
            Line(part.VariantId).Leave(part.Quantity);
        if (OpenQuantity == 0)
            End(now);
    }

    /// <summary>So many will not leave from here: they are given up, or come from elsewhere.</summary>
    public void Drop(VariantId variant, int quantity, bool comesFromElsewhere, DateTimeOffset now)
    {
        Line(variant).Drop(quantity, comesFromElsewhere);
        if (OpenQuantity == 0)
            End(now);
    }

    public void BecomeDelivered() => Move(FulfilmentStatus.Delivered);

    // What nothing has been handed over of is cancelled; of what was handed over in part, the rest is forgotten.
    private void End(DateTimeOffset now)
    {
        Move(!HasLeft ? FulfilmentStatus.Cancelled : Kind == FulfilmentKind.Ship ? FulfilmentStatus.Shipped : FulfilmentStatus.Collected);
        LeftAt = HasLeft ? now : null;
        ExpiresAt = null;
    }

    private FulfilmentLine Line(VariantId variant) =>
        _lines.Find(line => line.VariantId == variant) ?? throw new InvalidOperationException($"Fulfilment {Id} has no {variant}.");

    private void Move(FulfilmentStatus to)
    {
        if (!FulfilmentMoves.Allows(Status, to))
            throw new InvalidOperationException($"Fulfilment {Id} does not go from {Status} to {to}.");
        Status = to;
    }
}

/// <summary>So many of a variant: each has left, is given up, comes from elsewhere after all, or is open.</summary>
internal sealed class FulfilmentLine
{
    public required FulfilmentId FulfilmentId { get; init; }

    public required VariantId VariantId { get; init; }

    public required int Quantity { get; init; }

    public int Left { get; private set; }

    /// <summary>They are not sold after all, and what was paid for them was given back.</summary>
    public int GivenUp { get; private set; }

    /// <summary>They were not here; another fulfilment of the order has them.</summary>
    public int Moved { get; private set; }

    public int Open => Quantity - Left - GivenUp - Moved;

    public void Leave(int quantity)
    {
        Check(quantity);
        Left += quantity;
    }

    public void Drop(int quantity, bool comesFromElsewhere)
    {
        Check(quantity);
        if (comesFromElsewhere)
            Moved += quantity;
        else
            GivenUp += quantity;
    }

    private void Check(int quantity)
    {
        if (quantity <= 0 || quantity > Open)
            throw new InvalidOperationException($"Of {VariantId} {quantity} were to go and {Open} are open in fulfilment {FulfilmentId}.");
    }
}
