using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Domain;

/// <summary>
/// How many of a variant may be sold before they are there. What is held and allocated here is nowhere yet: as with stock, it is only ever changed
/// by conditional updates.
/// </summary>
internal sealed class BackOrder
{
    public required VariantId VariantId { get; init; }

    /// <summary>So many may wait at once. It may be lowered below what waits already: then no more are sold.</summary>
    public required int Limit { get; init; }

    public DateTimeOffset? AvailableOn { get; init; }

    public int Held { get; init; }

    public int Allocated { get; init; }
}

/// <summary>Goods that a supplier has promised: so many are still to come by a delivery.</summary>
internal sealed class ExpectedStock
{
    public required VariantId VariantId { get; init; }

    public required LocationId LocationId { get; init; }

    public required string Reference { get; init; }

    public required int Quantity { get; init; }

    public required DateTimeOffset DueAt { get; init; }
}

/// <summary>From how many on there is little of a variant at a location, and whether somebody was told.</summary>
internal sealed class StockThreshold
{
    public required VariantId VariantId { get; init; }

    public required LocationId LocationId { get; init; }

    public required int Threshold { get; init; }

    public bool IsLow { get; init; }
}
