using OmniCommerce.Kernel;

namespace OmniCommerce.Loyalty.Domain;

/// <summary>
/// One movement of points from one pot to another. What one pot gives the other gets, so the ledger sums to zero by its form. Movements are
/// only ever added; a correction is another movement.
/// </summary>
internal sealed class PointsMovement
{
    public required Guid Id { get; init; }

    public required LoyaltyAccountId AccountId { get; init; }

    public required PointsMovementKind Kind { get; init; }

    /// <summary>What it is for. An account has one movement of a kind and a reference, so that nothing is booked twice.</summary>
    public required string Reference { get; init; }

    public required PointsPot From { get; init; }

    public required PointsPot To { get; init; }

    /// <summary>Positive.</summary>
    public required long Points { get; init; }

    public HoldId? HoldId { get; init; }

    public OrderId? OrderId { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Where points are. Those of the member are a member's own; the others are the shop's, one over all members.</summary>
internal enum PointsPot
{
    /// <summary>Where all points come from: below zero by what the shop has ever issued.</summary>
    Issue = 1,

    /// <summary>The member's, not to be spent yet.</summary>
    Pending = 2,

    /// <summary>The member's, to be spent.</summary>
    Member = 3,

    /// <summary>The member's, held by a cart.</summary>
    Holds = 4,

    /// <summary>Paid with.</summary>
    Spent = 5,

    /// <summary>Not spent in time.</summary>
    Expired = 6,
}

/// <summary>Why points move.</summary>
internal enum PointsMovementKind
{
    Grant = 1,
    Earn = 2,
    Activate = 3,
    Hold = 4,
    Release = 5,
    Spend = 6,
    GiveBack = 7,
    ReversePending = 8,
    Reverse = 9,
    Expire = 10,
}
