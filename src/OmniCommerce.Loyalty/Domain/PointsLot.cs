using OmniCommerce.Kernel;

namespace OmniCommerce.Loyalty.Domain;

/// <summary>
/// Points that expire together. What an account has beside its lots never expires. Lots follow the ledger's movements by conditional updates on
/// the locked account, and are never changed by this class.
/// </summary>
internal sealed class PointsLot
{
    /// <summary>The movement that brought them.</summary>
    public required Guid Id { get; init; }

    public required LoyaltyAccountId AccountId { get; init; }

    /// <summary>The order that earned them; null when none did.</summary>
    public OrderId? OrderId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What is left of them, what has expired and what holds and orders have: together all that is in the lot.</summary>
    public required long Points { get; init; }

    /// <summary>The member's, to be spent.</summary>
    public required long Left { get; init; }

    /// <summary>What has expired. A lot does so once; what comes back of it later is another lot.</summary>
    public long Expired { get; init; }
}

/// <summary>What of a lot a hold has, or the order that the hold became.</summary>
internal sealed class LotUse
{
    public required HoldId HoldId { get; init; }

    public required Guid LotId { get; init; }

    /// <summary>The order that was paid with it; null while it is only held.</summary>
    public OrderId? OrderId { get; init; }

    /// <summary>What has not come back.</summary>
    public required long Points { get; init; }
}
