using OmniCommerce.Kernel;
using OmniCommerce.Payments.Domain;

namespace OmniCommerce.Payments.Gateway;

/// <summary>
/// The payment provider. Every call carries a key of ours that is stored before the call is made: the same key again is the same call, and is
/// answered alike. No call is made inside a database transaction. An answer that does not come is <see cref="GatewayOutcome.Unknown"/>, never
/// an exception: then nothing may be assumed.
/// </summary>
internal interface IPaymentGateway
{
    /// <summary>Asks for the promise of an amount, to be taken later.</summary>
    Task<GatewayAnswer> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken);

    /// <summary>Asks for the promise of an amount once more, on the card of an earlier payment, without its holder: only when it is kept for that.</summary>
    Task<GatewayAnswer> RenewAsync(RenewalRequest request, CancellationToken cancellationToken);

    /// <summary>Takes a promised amount or a part of it.</summary>
    Task<GatewayAnswer> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken);

    /// <summary>Lets go what of a promise was not taken; what was taken beyond <paramref name="taken"/>, against all rules, is given back.</summary>
    Task<GatewayAnswer> CancelAsync(string key, string intentId, Money taken, CancellationToken cancellationToken);

    /// <summary>Gives a part of what was taken back.</summary>
    Task<GatewayAnswer> RefundAsync(RefundRequest request, CancellationToken cancellationToken);

    /// <summary>What became of an authorisation that was asked for; null when it never arrived.</summary>
    Task<GatewayAnswer?> FindAsync(SoughtPayment sought, CancellationToken cancellationToken);
}

/// <summary>By what a payment is found again.</summary>
/// <param name="Key">The idempotency key of its authorisation.</param>
/// <param name="IntentId">What the provider calls it; null while that is not known.</param>
/// <param name="OpenedAt">When it was written down, before anybody was asked.</param>
internal sealed record SoughtPayment(string Key, string? IntentId, DateTimeOffset OpenedAt);

/// <summary>What is asked of the provider.</summary>
/// <param name="Payment">The payment; when the provider's name for it is known, it was asked for before.</param>
/// <param name="OrderId">The order, for the provider's records.</param>
/// <param name="Amount">How much.</param>
internal sealed record AuthorizationRequest(SoughtPayment Payment, OrderId OrderId, Money Amount)
{
    /// <summary>The card in the shopper's device.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>Who pays, when that is known.</summary>
    public CustomerId? CustomerId { get; init; }

    /// <summary>Whether the card is saved for them.</summary>
    public bool SavesCard { get; init; }

    /// <summary>Where the shopper comes back to from the card's bank; null when the shopper cannot be sent there.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>Or the reader at which the card is.</summary>
    public ReaderId? ReaderId { get; init; }

    /// <summary>Told what the provider calls the payment as soon as that is known, before the payment is promised.</summary>
    public Func<string, Task> Begun { get; init; } = _ => Task.CompletedTask;
}

/// <summary>What is to be promised anew.</summary>
/// <param name="Payment">The new payment.</param>
/// <param name="OrderId">The order, for the provider's records.</param>
/// <param name="IntentId">The payment that it takes the place of.</param>
/// <param name="Amount">How much.</param>
internal sealed record RenewalRequest(SoughtPayment Payment, OrderId OrderId, string IntentId, Money Amount)
{
    /// <summary>The reason of a refusal: nobody may ask the card without its holder.</summary>
    public const string NotKept = "card_not_kept";
}

/// <summary>What is to be taken.</summary>
/// <param name="Number">Its place among the captures of the promise, from 1.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="IntentId">Of which payment.</param>
/// <param name="Amount">How much.</param>
/// <param name="OpenedAt">When it was written down.</param>
internal sealed record CaptureRequest(int Number, string Key, string IntentId, Money Amount, DateTimeOffset OpenedAt)
{
    /// <summary>How much of the promise is taken then, in all.</summary>
    public required Money TakenWithIt { get; init; }

    /// <summary>Whether the rest of the promise is let go with it.</summary>
    public required bool IsLast { get; init; }
}

/// <summary>What is to be given back.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="IntentId">Of which payment.</param>
/// <param name="Amount">How much.</param>
/// <param name="OpenedAt">When it was written down.</param>
internal sealed record RefundRequest(string Key, string IntentId, Money Amount, DateTimeOffset OpenedAt);

internal enum GatewayOutcome
{
    Succeeded = 1,
    Declined = 2,
    Unknown = 3,

    /// <summary>Neither promised nor declined: the shopper is to do something first.</summary>
    Waiting = 4,
}

/// <summary>What the provider said.</summary>
/// <param name="Outcome">Whether it did it.</param>
/// <param name="IntentId">What it calls the payment.</param>
/// <param name="Reason">Why it declined: Stripe's decline code, or <see cref="MissingMethod"/>.</param>
internal sealed record GatewayAnswer(GatewayOutcome Outcome, string? IntentId = null, string? Reason = null)
{
    /// <summary>The reason when there is no such payment method: a mistake of the caller, not of the card.</summary>
    public const string MissingMethod = "payment_method_missing";

    public static GatewayAnswer Unknown { get; } = new(GatewayOutcome.Unknown);

    /// <summary>For a promise: by what it was made.</summary>
    public PromisedBy? By { get; init; }

    /// <summary>With what the shopper's device goes on, while it waits.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Or the page that the shopper is to visit.</summary>
    public string? RedirectUrl { get; init; }

    public static GatewayAnswer Succeeded(string intentId) => new(GatewayOutcome.Succeeded, intentId);

    public static GatewayAnswer Declined(string reason, string? intentId = null) => new(GatewayOutcome.Declined, intentId, reason);
}
