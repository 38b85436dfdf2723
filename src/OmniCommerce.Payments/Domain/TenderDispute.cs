using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Payments.Domain;

/// <summary>The bank of a shopper's card asks about a tender, or has taken it back. Its name at the provider is the key, so that what is told twice is one.</summary>
internal sealed class TenderDispute
{
    public required string ProviderId { get; init; }

    public required TenderId TenderId { get; init; }

    public required OrderId OrderId { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>How much it is about, in minor units.</summary>
    public required long Amount { get; init; }

    public required string Reason { get; init; }

    public required DisputeState State { get; set; }

    public required DateTimeOffset? EvidenceDueBy { get; set; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the shop knew that it had ended.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>What of the tender's money the bank has because of it.</summary>
    public long ChargedBack => DisputeStates.HasTheMoney(State) ? Amount : 0;

    public PaymentDispute ToContract() => new(ProviderId, OrderId, new Money(Amount, Currency), Reason, State, EvidenceDueBy, OpenedAt, ClosedAt);
}

internal static class DisputeStates
{
    public static bool HasTheMoney(DisputeState state) => state is DisputeState.NeedsResponse or DisputeState.UnderReview or DisputeState.Lost;

    /// <summary>
    /// Whether one state may follow another: those of its life in their order, steps left out or not, so that what was read earlier and is written down
    /// later changes nothing. A bank may correct itself at the end.
    /// </summary>
    public static bool MayFollow(DisputeState from, DisputeState to) => to > from || (from, to) is (DisputeState.Lost, DisputeState.Won);
}
