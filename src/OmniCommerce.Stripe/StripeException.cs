using System.Net;

namespace OmniCommerce.Stripe;

/// <summary>What may be assumed of a call that failed.</summary>
public enum StripeOutcome
{
    /// <summary>It was answered: what was asked for is not done.</summary>
    Definite = 1,

    /// <summary>It may have been done. Read the truth before anything else is tried.</summary>
    Unknown = 2,
}

/// <summary>A call failed. The message is Stripe's, for logs and not for shoppers.</summary>
public sealed class StripeException : Exception
{
    /// <summary>Makes an exception.</summary>
    public StripeException(string message, StripeOutcome outcome, Exception? cause = null)
        : base(message, cause) => Outcome = outcome;

    /// <summary>What may be assumed.</summary>
    public StripeOutcome Outcome { get; }

    /// <summary>The answer's status; null when none came.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>api_error, card_error, idempotency_error or invalid_request_error.</summary>
    public string? Type { get; init; }

    /// <summary>What went wrong, in a word: card_declined, resource_missing, terminal_reader_busy.</summary>
    public string? Code { get; init; }

    /// <summary>Why the card's bank declined.</summary>
    public string? DeclineCode { get; init; }

    /// <summary>Which parameter is wrong.</summary>
    public string? Param { get; init; }

    /// <summary>What Stripe calls the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The payment that it was about, as it stands.</summary>
    public PaymentIntent? PaymentIntent { get; init; }
}
