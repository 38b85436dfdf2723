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

/// <summary>What a hold has of a stock row.</summary>
internal sealed class StockHold
{
    public required HoldId HoldId { get; init; }

    public required VariantId VariantId { get; init; }

    public required LocationId LocationId { get; init; }

    public required int Quantity { get; init; }
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

    /// <summary>The hold, order or return that it was for; empty for none.</summary>
    public required string Reference { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What a movement does.</summary>
internal enum MovementKind
{
    /// <summary>On hand goes up: from a supplier.</summary>
    Receive = 1,

    /// <summary>Held goes up.</summary>
    Hold = 2,

    /// <summary>Held goes down.</summary>
    Release = 3,

    /// <summary>Held goes down, allocated goes up.</summary>
    Allocate = 4,

    /// <summary>Allocated goes down.</summary>
    Deallocate = 5,

    /// <summary>Allocated and on hand go down.</summary>
    Sell = 6,

    /// <summary>On hand goes up: from a shopper.</summary>
    Return = 7,

    /// <summary>On hand goes down without a sale.</summary>
    WriteOff = 8,
}
