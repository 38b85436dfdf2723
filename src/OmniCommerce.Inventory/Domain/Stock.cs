using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Domain;

/// <summary>
/// The stock of a variant at a location. It is only ever changed by conditional updates that carry the rule in their WHERE, never loaded,
/// changed and saved: two who do that at once sell the same thing twice.
/// </summary>
internal sealed class StockRow
{
    public required VariantId VariantId { get; init; }

    public required LocationId LocationId { get; init; }

    public int OnHand { get; init; }

    public int Held { get; init; }

    public int Allocated { get; init; }

    public int SafetyStock { get; init; }
}

/// <summary>So many of a variant at a location are kept back from one channel: they are there, but that channel promises them to nobody.</summary>
internal sealed class ChannelBuffer
{
    public required VariantId VariantId { get; init; }

    public required LocationId LocationId { get; init; }

    public required Channel Channel { get; init; }

    public required int Quantity { get; init; }
}

/// <summary>What a hold has of a stock row.</summary>
internal sealed class StockHold
{
    public required HoldId HoldId { get; init; }

    public required VariantId VariantId { get; init; }

    public required LocationId LocationId { get; init; }

    public required int Quantity { get; init; }

    /// <summary>Why it comes from there, as JSON; on one row of the hold, and only where there was something to choose.</summary>
    public string? Trace { get; init; }
}

/// <summary>What of a stock row belongs to an order and has not left.</summary>
internal sealed class OrderStock
{
    public required OrderId OrderId { get; init; }

    public required VariantId VariantId { get; init; }

    public required LocationId LocationId { get; init; }

    public required int Quantity { get; init; }
}

/// <summary>One change of the stock. Never changed, never deleted.</summary>
internal sealed class StockMovement
{
    public required Guid Id { get; init; }

    public required VariantId VariantId { get; init; }

    public required LocationId LocationId { get; init; }

    public required MovementKind Kind { get; init; }

    /// <summary>How many, positive; the kind says which way.</summary>
    public required int Quantity { get; init; }

    /// <summary>The hold, order, return, transfer, count or delivery note that it was for; empty for none.</summary>
    public required string Reference { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Why, from the list; null where the kind says it.</summary>
    public StockReason? ReasonCode { get; init; }

    /// <summary>The device at which somebody did it; null when the shop did.</summary>
    public DeviceId? DeviceId { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Which way the numbers of a level go by one movement of one.</summary>
/// <param name="OnHand">1, 0 or -1.</param>
/// <param name="Held">1, 0 or -1.</param>
/// <param name="Allocated">1, 0 or -1.</param>
internal readonly record struct MovementEffect(int OnHand, int Held, int Allocated)
{
    public static MovementEffect Of(MovementKind kind) => kind switch
    {
        MovementKind.Receive or MovementKind.Return or MovementKind.AdjustUp or MovementKind.TransferIn or MovementKind.CountUp => new(1, 0, 0),
        MovementKind.WriteOff or MovementKind.AdjustDown or MovementKind.TransferOut or MovementKind.CountDown => new(-1, 0, 0),
        MovementKind.Hold => new(0, 1, 0),
        MovementKind.Release => new(0, -1, 0),
        MovementKind.Allocate => new(0, -1, 1),
        MovementKind.Deallocate => new(0, 0, -1),
        MovementKind.Sell => new(-1, 0, -1),
        MovementKind.Serve => new(0, 0, 1),
        _ => throw new InvalidOperationException($"{kind} is no kind of movement."),
    };
}
