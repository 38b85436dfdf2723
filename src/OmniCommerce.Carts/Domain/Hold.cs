using OmniCommerce.Kernel;

namespace OmniCommerce.Carts.Domain;

/// <summary>
/// Everything a cart has taken, under one id in every capability that gave something. It ends once, by compare-and-swap on its status: never
/// by this class.
/// </summary>
internal sealed class Hold
{
    public required HoldId Id { get; init; }

    public required CartId CartId { get; init; }

    public HoldStatus Status { get; init; } = HoldStatus.Held;

    public required DateTimeOffset TakenAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public OrderId? OrderId { get; init; }
}

/// <summary>HELD becomes one of the others, and none of the others becomes anything.</summary>
internal enum HoldStatus
{
    Held = 1,
    Committed = 2,
    Released = 3,
    Expired = 4,
}
