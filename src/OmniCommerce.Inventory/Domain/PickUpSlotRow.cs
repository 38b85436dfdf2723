using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Domain;

/// <summary>How many have a place in a slot. It is only ever changed by conditional updates, and there from when the first had one.</summary>
internal sealed class PickUpSlotRow
{
    public required LocationId LocationId { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required int Taken { get; init; }
}

/// <summary>A place in a slot: a hold's, and, once that is ordered, the order's.</summary>
internal sealed class PickUpClaim
{
    public required HoldId HoldId { get; init; }

    public OrderId? OrderId { get; init; }

    public required LocationId LocationId { get; init; }

    public required DateTimeOffset StartsAt { get; init; }
}
