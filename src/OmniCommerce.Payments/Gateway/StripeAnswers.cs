using System.Net;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments.Gateway;

/// <summary>What Stripe's answers mean to the shop.</summary>
internal static class StripeAnswers
{
    /// <summary>The note on a payment that names its order.</summary>
    public const string OrderNote = "order_id";

    /// <summary>The note on a payment that carries its authorisation's key.</summary>
    public const string TenderNote = "tender_key";

    /// <summary>The note on a refund that carries its key.</summary>
    public const string RefundNote = "refund_key";

    /// <summary>What of a payment is wanted whole: by what it was made.</summary>
    public static readonly IReadOnlyList<string> WithCharge = ["latest_charge"];

    private const string Missing = "resource_missing";
    private const string MethodParameter = "payment_method";
    private const string Generic = "generic_decline";

    /// <summary>Where a payment stands, as to its promise.</summary>
    public static GatewayAnswer ToAnswer(this PaymentIntent intent)
    {
        if (intent.IsPromised())
            return GatewayAnswer.Succeeded(intent.Id) with { By = intent.LatestCharge?.Value?.PaymentMethodDetails?.ToPromise() };
        if (intent.Status == PaymentIntentStatus.Canceled)
            return GatewayAnswer.Declined("payment_intent_canceled", intent.Id);
        if (intent.Status == PaymentIntentStatus.RequiresPaymentMethod && intent.LastPaymentError is { } error)
            return GatewayAnswer.Declined(error.ToReason(), intent.Id);
        if (intent.Status == PaymentIntentStatus.Processing)
            return GatewayAnswer.Unknown with { IntentId = intent.Id };
        return new GatewayAnswer(GatewayOutcome.Waiting, intent.Id) { ClientSecret = intent.ClientSecret, RedirectUrl = intent.NextAction?.RedirectToUrl?.Url };
    }

    private static PromisedBy ToPromise(this ChargedMethod method)
    {
        var card = method.Card ?? method.CardPresent;
        return new PromisedBy(method.Card?.Multicapture?.Status == "available", card?.Brand, card?.Last4, WalletOf(card?.Wallet?.Type ?? method.Type), card?.CaptureBefore);
    }

    private static Wallet? WalletOf(string type) => type switch
    {
        "apple_pay" => Wallet.ApplePay,
        "google_pay" => Wallet.GooglePay,
        "link" => Wallet.Link,
        "card" or "card_present" => null,
        _ => Wallet.Other,
    };

    public static bool IsPromised(this PaymentIntent intent) =>
        intent.Status == PaymentIntentStatus.RequiresCapture || intent.Status == PaymentIntentStatus.Succeeded;

    /// <summary>A call that was answered with no.</summary>
    public static GatewayAnswer ToAnswer(this StripeException refused) => refused is { Code: Missing, Param: MethodParameter }
        ? GatewayAnswer.Declined(GatewayAnswer.MissingMethod)
        : GatewayAnswer.Declined(ReasonOf(refused.Code, refused.DeclineCode), refused.PaymentIntent?.Id);

    /// <summary>Whether a failure leaves open what became of the call; or says that it is we who may not ask, or not now, and nothing of the payment.</summary>
    public static bool SaysNothing(this StripeException failure) =>
        failure.Outcome == StripeOutcome.Unknown
        || failure.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests;

    public static string ToReason(this StripeError error) => ReasonOf(error.Code, error.DeclineCode);

    /// <summary>An amount as Stripe counts it. Stripe keeps two digits for two currencies that have given theirs up.</summary>
    public static long ToStripe(this Money money) => money.MinorUnits * PerMinorUnit(money.Currency);

    /// <summary>An amount of Stripe's in minor units.</summary>
    public static long FromStripe(this Currency currency, long amount) => amount / PerMinorUnit(currency);

    public static string ToStripe(this Currency currency) => currency.Code.ToLowerInvariant();

    private static long PerMinorUnit(Currency currency) => currency.Code is "ISK" or "UGX" ? 100 : 1;

    // A bank that gives no reason is no reason.
    private static string ReasonOf(string? code, string? declineCode) => (declineCode is Generic ? null : declineCode) ?? code ?? PaymentDeclined.ProcessingError;
}
