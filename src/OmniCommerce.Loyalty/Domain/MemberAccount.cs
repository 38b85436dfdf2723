using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Loyalty.Domain;

/// <summary>
/// A member's account. The ledger is the truth; the sums kept here are changed by conditional updates in the same transaction as each
/// movement, and never by this class.
/// </summary>
internal sealed class MemberAccount : IVersioned
{
    public required LoyaltyAccountId Id { get; init; }

    public required CustomerId CustomerId { get; init; }

    public required string Number { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>What is in the pots of the member and of holds.</summary>
    public long Balance { get; init; }

    /// <summary>What is in the pot of holds.</summary>
    public long Held { get; init; }

    /// <summary>What is in the pot of pending points.</summary>
    public long Pending { get; init; }

    /// <summary>What was ever issued, less what was taken back.</summary>
    public long Earned { get; init; }

    public long Version { get; init; }
}

/// <summary>What an order earned and its member cannot spend yet. Gone once it has become active.</summary>
internal sealed class WaitingPoints
{
    public required OrderId OrderId { get; init; }

    public required LoyaltyAccountId AccountId { get; init; }

    public required DateTimeOffset ActiveFrom { get; init; }
}
