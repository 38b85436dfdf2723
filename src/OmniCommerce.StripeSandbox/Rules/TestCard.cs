using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Rules;

/// <summary>When a card's bank wants its holder to confirm.</summary>
internal enum Authentication
{
    Never = 1,

    /// <summary>Only when the merchant asks for it.</summary>
    Optional = 2,

    /// <summary>For every payment, until the holder has confirmed once that the card may be kept.</summary>
    UnlessSetUp = 3,

    /// <summary>The holder has agreed elsewhere to payments without him, but confirms those that he makes himself.</summary>
    WhenPresent = 4,

    Always = 5,
}

/// <summary>What becomes of a refund to the card.</summary>
internal enum RefundFate
{
    Succeeds = 1,
    SucceedsLater = 2,
    FailsLater = 3,
}

/// <summary>How a bank disputes what was taken.</summary>
/// <param name="Reason">Stripe's word for it.</param>
/// <param name="NetworkReasonCode">The card network's.</param>
/// <param name="IsInquiry">Whether it only asks at first.</param>
internal sealed record DisputeFate(string Reason, string NetworkReasonCode, bool IsInquiry = false);

/// <summary>Why a bank declines.</summary>
internal sealed record Decline(string Code, string DeclineCode, string Message)
{
    public static readonly Decline AuthenticationRequired =
        new("authentication_required", "authentication_required", "Your card was declined. This transaction requires authentication.");

    public ErrorObject ToError(string? charge, PaymentMethod? method) => ErrorObject.Of("card_error", Code, Message) with
    {
        DeclineCode = DeclineCode,
        Charge = charge,
        PaymentMethod = method,
        AdviceCode = DeclineCode is "processing_error" or "insufficient_funds" ? "try_again_later" : null,
    };
}

/// <summary>A card of https://docs.stripe.com/testing, and what comes of it.</summary>
internal sealed record TestCard(string Name, string Number, string Brand)
{
    private static readonly Decline Generic = new("card_declined", "generic_decline", "Your card was declined.");
    private static readonly Decline InsufficientFunds = new("card_declined", "insufficient_funds", "Your card has insufficient funds.");
    private static readonly Decline Lost = new("card_declined", "lost_card", "Your card was declined.");
    private static readonly Decline Stolen = new("card_declined", "stolen_card", "Your card was declined.");
    private static readonly Decline Velocity = new("card_declined", "card_velocity_exceeded", "Your card was declined for making repeated attempts too often.");
    private static readonly Decline Fraudulent = new("card_declined", "fraudulent", "Your card was declined.");
    private static readonly Decline Expired = new("expired_card", "expired_card", "Your card has expired.");
    private static readonly Decline IncorrectCvc = new("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.");
    private static readonly Decline Processing = new("processing_error", "processing_error", "An error occurred while processing your card. Try again.");

    private static readonly TestCard[] All =
    [
        new("visa", "4242424242424242", "visa"),
        new("visa_debit", "4000056655665556", "visa") { Funding = "debit" },
        new("mastercard", "5555555555554444", "mastercard"),
        new("mastercard_debit", "5200828282828210", "mastercard") { Funding = "debit" },
        new("mastercard_prepaid", "5105105105105100", "mastercard") { Funding = "prepaid" },
        new("amex", "378282246310005", "amex"),
        new("discover", "6011111111111117", "discover"),
        new("diners", "3056930009020004", "diners"),
        new("jcb", "3566002020360505", "jcb"),
        new("unionpay", "6200000000000005", "unionpay"),
        new("bypassPending", "4000000000000077", "visa"),
        new("chargeDeclined", "4000000000000002", "visa") { Decline = Generic },
        new("chargeDeclinedInsufficientFunds", "4000000000009995", "visa") { Decline = InsufficientFunds },
        new("chargeDeclinedLostCard", "4000000000009987", "visa") { Decline = Lost },
        new("chargeDeclinedStolenCard", "4000000000009979", "visa") { Decline = Stolen },
        new("chargeDeclinedExpiredCard", "4000000000000069", "visa") { Decline = Expired },
        new("chargeDeclinedIncorrectCvc", "4000000000000127", "visa") { Decline = IncorrectCvc },
        new("chargeDeclinedProcessingError", "4000000000000119", "visa") { Decline = Processing },
        new("chargeDeclinedVelocityLimitExceeded", "4000000000006975", "visa") { Decline = Velocity },
        new("chargeDeclinedFraudulent", "4100000000000019", "visa") { Decline = Fraudulent },
        new("chargeCustomerFail", "4000000000000341", "visa") { Decline = Generic, CanBeAttached = true },
        new("authenticationRequiredOnSetup", "4000002500003155", "visa") { Authentication = Authentication.UnlessSetUp },
        new("authenticationRequired", "4000002760003184", "visa") { Authentication = Authentication.Always },
        new("authenticationRequiredSetupForOffSession", "4000003800000446", "visa") { Authentication = Authentication.WhenPresent },
        new("authenticationRequiredChargeDeclinedInsufficientFunds", "4000008260003178", "visa")
        {
            Authentication = Authentication.Always, Decline = InsufficientFunds, CanBeAttached = true,
        },
        new("threeDSecure2Required", "4000000000003220", "visa") { Authentication = Authentication.Always },
        new("threeDSecureRequired", "4000000000003063", "visa") { Authentication = Authentication.Always },
        new("threeDSecureRequiredChargeDeclined", "4000008400001629", "visa") { Authentication = Authentication.Always, Decline = Generic, CanBeAttached = true },
        new("threeDSecureOptional", "4000000000003055", "visa") { Authentication = Authentication.Optional },
        new("pendingRefund", "4000000000007726", "visa") { Refund = RefundFate.SucceedsLater },
        new("refundFail", "4000000000005126", "visa") { Refund = RefundFate.FailsLater },
        new("createDispute", "4000000000000259", "visa") { Dispute = new("fraudulent", "10.4") },
        new("createDisputeProductNotReceived", "4000000000002685", "visa") { Dispute = new("product_not_received", "13.1") },
        new("createDisputeInquiry", "4000000000001976", "visa") { Dispute = new("fraudulent", "10.4", IsInquiry: true) },
        new("gb", "4000008260000000", "visa") { Country = "GB" },
        new("gb_debit", "4000058260000005", "visa") { Country = "GB", Funding = "debit" },
    ];

    private static readonly FrozenDictionary<string, TestCard> Tokens = All
        .SelectMany(card => new[] { ($"pm_card_{card.Name}", card), ($"pm_card_visa_{card.Name}", card), ($"tok_{card.Name}", card), ($"tok_visa_{card.Name}", card) })
        .Append(("pm_card_us", All[0])).Append(("tok_us", All[0]))
        .ToFrozenDictionary(token => token.Item1, token => token.Item2, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TestCard> Numbers = All.ToFrozenDictionary(card => card.Number, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TestCard> Fingerprints = All.ToFrozenDictionary(card => card.Fingerprint, StringComparer.Ordinal);

    public string Funding { get; init; } = "credit";

    /// <summary>What its bank says to a payment; null when it approves.</summary>
    public Decline? Decline { get; init; }

    /// <summary>A card that is declined can usually not be saved either.</summary>
    public bool CanBeAttached { get => field || Decline is null; init; }

    public Authentication Authentication { get; init; } = Authentication.Never;

    public RefundFate Refund { get; init; } = RefundFate.Succeeds;

    /// <summary>How its bank takes a payment back; null when it does not.</summary>
    public DisputeFate? Dispute { get; init; }

    public string Country { get; init; } = "US";

    public string Last4 => Number[^4..];

    /// <summary>The same for every payment method made of the card.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Number)))[..16];

    /// <summary>By <c>pm_card_visa</c> or <c>tok_visa</c>.</summary>
    public static TestCard? ByToken(string token) => Tokens.GetValueOrDefault(token);

    public static TestCard? ByNumber(string number) => Numbers.GetValueOrDefault(number.Replace(" ", "", StringComparison.Ordinal));

    public static TestCard ByFingerprint(string fingerprint) => Fingerprints[fingerprint];

    /// <summary>The card that a payment method was made of; a plain good one for methods that are no cards.</summary>
    public static TestCard Of(PaymentMethod method) => method.Fingerprint is { } fingerprint ? ByFingerprint(fingerprint) : All[0];

    /// <summary>The card in the shopper's device that a charge was of; null when it was of none.</summary>
    public static TestCard? Of(Charge charge) => charge.PaymentMethodDetails.Card?.Fingerprint is { } fingerprint ? ByFingerprint(fingerprint) : null;

    public PaymentMethod ToPaymentMethod(string id, long now, BillingDetails? billing = null, SortedDictionary<string, string>? metadata = null) => new()
    {
        Id = id,
        BillingDetails = billing ?? new BillingDetails(),
        Created = now,
        Metadata = metadata ?? [],
        Type = "card",
        Card = ToCard(now),
    };

    public Card ToCard(long now, GeneratedFrom? generatedFrom = null) => new()
    {
        Brand = Brand,
        Country = Country,
        DisplayBrand = Brand,
        ExpMonth = ExpMonth,
        ExpYear = ExpYear(now),
        Fingerprint = Fingerprint,
        Funding = Funding,
        Last4 = Last4,
        Networks = new CardNetworks([Brand]),
        GeneratedFrom = generatedFrom,
    };

    public PaymentMethod ToCardPresent(string id, long now) => new()
    {
        Id = id,
        BillingDetails = new BillingDetails(),
        Created = now,
        Metadata = [],
        Type = "card_present",
        CardPresent = new CardPresent
        {
            Brand = Brand,
            ExpMonth = ExpMonth,
            ExpYear = ExpYear(now),
            Fingerprint = Fingerprint,
            Funding = Funding,
            Last4 = Last4,
            Networks = new CardNetworks([Brand]),
        },
    };

    private const int ExpMonth = 12;

    private static int ExpYear(long now) => DateTimeOffset.FromUnixTimeSeconds(now).Year + 4;
}
