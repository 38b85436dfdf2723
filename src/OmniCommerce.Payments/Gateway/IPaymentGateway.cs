using OmniCommerce.Kernel;

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

    /// <summary>Takes a promised amount or a part of it; the rest is let go.</summary>
    Task<GatewayAnswer> CaptureAsync(string key, string intentId, Money amount, CancellationToken cancellationToken);

    /// <summary>Lets a promise go.</summary>
    Task<GatewayAnswer> CancelAsync(string key, string intentId, CancellationToken cancellationToken);

    /// <summary>Gives a part of what was taken back.</summary>
    Task<GatewayAnswer> RefundAsync(string key, string intentId, Money amount, CancellationToken cancellationToken);

    /// <summary>What became of the authorisation that was asked for by this key; null when it never arrived.</summary>
    Task<GatewayAnswer?> FindAsync(string key, CancellationToken cancellationToken);
}

/// <summary>What is asked of the provider.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="OrderId">The order, for the provider's records.</param>
/// <param name="Amount">How much.</param>
/// <param name="PaymentMethod">The card in the shopper's device.</param>
/// <param name="ReaderId">Or the reader at which the card is.</param>
internal sealed record AuthorizationRequest(string Key, OrderId OrderId, Money Amount, string? PaymentMethod, ReaderId? ReaderId);

internal enum GatewayOutcome
{
    Succeeded = 1,
    Declined = 2,
    Unknown = 3,
}

/// <summary>What the provider said.</summary>
/// <param name="Outcome">Whether it did it.</param>
/// <param name="IntentId">What it calls the payment.</param>
/// <param name="Reason">Why it declined: Stripe's decline code, or <see cref="MissingMethod"/>.</param>
internal sealed record GatewayAnswer(GatewayOutcome Outcome, string? IntentId = null, string? Reason = null)
{
    /// <summary>The reason when there is no such payment method: a mistake of the caller, not of the card.</summary>
    public const string MissingMethod = "resource_missing";

    public static GatewayAnswer Unknown { get; } = new(GatewayOutcome.Unknown);

    public static GatewayAnswer Succeeded(string intentId) => new(GatewayOutcome.Succeeded, intentId);

    public static GatewayAnswer Declined(string reason) => new(GatewayOutcome.Declined, null, reason);
}
