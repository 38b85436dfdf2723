using System.Text.Json.Serialization;

namespace OmniCommerce.Stripe;

/// <summary>A shopper's bank wants money back that was taken.</summary>
public sealed record Dispute : IStripeObject
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>How much it wants, in the currency's smallest unit.</summary>
    public required long Amount { get; init; }

    /// <summary>The currency, in small letters.</summary>
    public required string Currency { get; init; }

    /// <summary>Where it stands.</summary>
    public required DisputeStatus Status { get; init; }

    /// <summary>Why: fraudulent, product_not_received, duplicate, …</summary>
    public required string Reason { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The payment; null for charges that were made without one.</summary>
    [JsonConverter(typeof(ExpandableConverter<PaymentIntent>))]
    public Expandable<PaymentIntent>? PaymentIntent { get; init; }

    /// <summary>Until when the bank takes evidence.</summary>
    public DisputeEvidenceDetails? EvidenceDetails { get; init; }
}

/// <summary>Until when a bank takes evidence.</summary>
public sealed record DisputeEvidenceDetails
{
    /// <summary>Until when; null when it takes none any more.</summary>
    public DateTimeOffset? DueBy { get; init; }
}
