using MediatR;
using OmniCommerce.Kernel;

namespace OmniCommerce.Payments.Contracts;

/// <summary>What was done with the money of a tender.</summary>
public enum TransactionKind
{
    /// <summary>It was promised, to be taken later.</summary>
    Authorization = 1,

    /// <summary>It was taken.</summary>
    Capture = 2,

    /// <summary>It was promised and is not taken any more.</summary>
    Release = 3,

    /// <summary>It was given back.</summary>
    Refund = 4,

    /// <summary>It pays for another order: goods were exchanged. No money has moved.</summary>
    CarryOver = 5,

    /// <summary>The bank of the shopper's card has taken it back.</summary>
    Chargeback = 6,

    /// <summary>That bank has given it to the shop again.</summary>
    ChargebackReversal = 7,
}

/// <summary>How far something is that is done with money.</summary>
public enum TransactionState
{
    /// <summary>It is written down, and perhaps done: no answer is known.</summary>
    Pending = 1,

    /// <summary>It is done.</summary>
    Done = 2,

    /// <summary>It is not done, or was undone: it counts as if it had never been.</summary>
    Failed = 3,
}

/// <summary>Something that was done with the money of a tender, or is to be.</summary>
/// <param name="Kind">What.</param>
/// <param name="Amount">With how much.</param>
/// <param name="State">How far it is.</param>
/// <param name="At">When it was begun.</param>
/// <param name="SettledAt">When it was known to be done or to have failed; null while it is pending.</param>
/// <param name="Reference">For tills: what the payment provider calls the payment, or the dispute; null for what is the shop's own.</param>
/// <param name="FailedBecause">For tills: why it failed, in the provider's word.</param>
public sealed record TenderTransaction(
    TransactionKind Kind, Money Amount, TransactionState State, DateTimeOffset At, DateTimeOffset? SettledAt, string? Reference, string? FailedBecause);

/// <summary>What was done with the money of these tenders, the first first.</summary>
/// <param name="TenderIds">The tenders.</param>
public sealed record TransactionsOf(IReadOnlyCollection<TenderId> TenderIds) : IRequest<ILookup<TenderId, TenderTransaction>>;
