using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;

namespace OmniCommerce.Payments.Contracts;

/// <summary>Where a dispute stands, in the order of its life.</summary>
public enum DisputeState
{
    /// <summary>The bank asks, and waits for evidence. It has taken nothing.</summary>
    InquiryNeedsResponse = 1,

    /// <summary>The bank has asked, and looks at the evidence. It has taken nothing.</summary>
    InquiryUnderReview = 2,

    /// <summary>The bank has asked, and asks no more. It has taken nothing.</summary>
    InquiryClosed = 3,

    /// <summary>The bank has taken the money back, and waits for evidence.</summary>
    NeedsResponse = 4,

    /// <summary>The bank has taken the money back, and looks at the evidence.</summary>
    UnderReview = 5,

    /// <summary>The money is the shop's again.</summary>
    Won = 6,

    /// <summary>The money is gone.</summary>
    Lost = 7,
}

/// <summary>The bank of a shopper's card asks about a payment, or has taken it back.</summary>
/// <param name="Reference">What the payment provider calls it.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Amount">How much it is about.</param>
/// <param name="Reason">Why, in the provider's word: fraudulent, product_not_received, duplicate, …</param>
/// <param name="State">Where it stands.</param>
/// <param name="EvidenceDueBy">Until when evidence is taken, at the provider; null when none is taken any more.</param>
/// <param name="OpenedAt">When it began.</param>
/// <param name="ClosedAt">When the shop knew that it had ended; null while it has not.</param>
public sealed record PaymentDispute(
    string Reference,
    [property: GraphQLIgnore] OrderId OrderId,
    Money Amount,
    string Reason,
    DisputeState State,
    DateTimeOffset? EvidenceDueBy,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt)
{
    /// <summary>Whether it has not ended.</summary>
    public bool IsOpen => State is not (DisputeState.InquiryClosed or DisputeState.Won or DisputeState.Lost);
}

/// <summary>A dispute began or stands otherwise than before. Told in the transaction that writes it down, once for each step.</summary>
/// <param name="Dispute">As it stands now.</param>
/// <param name="Before">How it stood; null when it is new.</param>
public sealed record DisputeMoved(PaymentDispute Dispute, DisputeState? Before) : INotification;

/// <summary>Reads disputes.</summary>
public interface IDisputes
{
    /// <summary>A page of all disputes, the latest first.</summary>
    /// <param name="state">Only those that stand so; null for any.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <exception cref="GraphQLException">The cursor is none of this list.</exception>
    Task<Connection<PaymentDispute>> PageAsync(DisputeState? state, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>
/// The bank of the shopper's card has taken the money back, or is about to, so that it cannot be refunded. Nothing was given back and nothing is
/// booked. Answer the dispute at the payment provider; when it is won, try again. When it is lost, the shopper has the money already.
/// </summary>
/// <param name="Tender">By what was paid.</param>
/// <param name="Disputed">How much the bank has of it.</param>
public sealed record PaymentIsDisputed(TenderKind Tender, Money Disputed) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"The bank of the shopper's card has taken {Disputed} back, so nothing of that payment can be refunded. Answer the dispute at the payment provider; when it is won, try again.";
}
