using System.Text.Json.Nodes;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Operations;

namespace OmniCommerce.StripeSandbox.Rules;

/// <summary>Asks a card's bank for an intent's money, and writes down what it said.</summary>
internal static class Charging
{
    private static readonly TimeSpan OnlineAuthorization = TimeSpan.FromDays(7);
    private static readonly TimeSpan VisaAtReaderAuthorization = TimeSpan.FromDays(5);
    private static readonly TimeSpan OtherAtReaderAuthorization = TimeSpan.FromDays(2);

    /// <summary>The reader at which the card is, and what may be shown of the card that is kept of it.</summary>
    internal sealed record Tap(Reader Reader, string AllowRedisplay);

    /// <summary>The intent afterwards; or the decline, with which it is stored too.</summary>
    public static Outcome Charge(Call call, PaymentIntent intent, PaymentMethod method, PaymentIntentMove move, bool authenticated = false, Tap? tap = null)
    {
        var card = TestCard.Of(method);
        if (card.Decline is { } decline)
            return Decline(call, intent, method, move, decline, tap);

        var manual = IsManual(intent, method);
        var charge = NewCharge(call, intent, method, null, tap);
        intent.Move(move, manual ? IntentStatus.RequiresCapture : IntentStatus.Succeeded);
        intent.LatestCharge = charge.Id;
        intent.LastPaymentError = null;
        intent.PaymentMethod = method.Id;
        intent.Hidden = null;
        charge.PaymentMethodDetails.Card = charge.PaymentMethodDetails.Card is { } charged && authenticated ? charged with { ThreeDSecure = new() } : charge.PaymentMethodDetails.Card;
        if (tap is not null)
            KeepForLater(call, intent, charge, tap);
        else if (intent.SetupFutureUsage is { } usage && intent.Customer is { } customer && method.Customer is null)
            Keep(call, method, customer, usage);

        if (manual)
        {
            intent.AmountCapturable = intent.Amount;
            intent.DueAt = CaptureBefore(call.Now, method, tap);
            call.Work.Save(charge, "charge.succeeded");
            call.Work.Save(intent, "payment_intent.amount_capturable_updated");
        }
        else
        {
            charge.Captured = true;
            charge.AmountCaptured = charge.Amount;
            charge.BalanceTransaction = Ledger.Charged(call, charge, charge.Amount);
            intent.AmountReceived = intent.Amount;
            Disputes.Expect(call, charge);
            call.Work.Save(charge, "charge.succeeded");
            call.Work.Save(intent, "payment_intent.succeeded");
        }

        return intent;
    }

    /// <summary>The bank, or the rule given, declines: the intent waits for another card.</summary>
    public static StripeError Decline(Call call, PaymentIntent intent, PaymentMethod method, PaymentIntentMove move, Decline decline, Tap? tap = null)
    {
        var charge = NewCharge(call, intent, method, decline, tap);
        call.Work.Save(charge, "charge.failed");
        var error = decline.ToError(charge.Id, method);
        intent.Move(move, IntentStatus.RequiresPaymentMethod);
        intent.LatestCharge = charge.Id;
        Fail(call, intent, error);
        return StripeError.Card(error with { PaymentIntent = intent });
    }

    /// <summary>The intent waits for another card because of the error.</summary>
    public static void Fail(Call call, PaymentIntent intent, ErrorObject error)
    {
        intent.LastPaymentError = error;
        intent.PaymentMethod = null;
        intent.Hidden = null;
        call.Work.Save(intent, "payment_intent.payment_failed");
    }

    /// <summary>Attaches the method to the customer, for later payments.</summary>
    public static void Keep(Call call, PaymentMethod method, string customer, string usage)
    {
        method.Customer = customer;
        if (usage == "off_session")
            method.Hidden = PaymentMethod.SetUp;
        call.Work.Save(method, "payment_method.attached");
    }

    private static bool IsManual(PaymentIntent intent, PaymentMethod method) =>
        intent.CaptureMethod == "manual"
        || (method.Card is not null && intent.PaymentMethodOptions?.Card?.CaptureMethod == "manual")
        || (method.CardPresent is not null && intent.PaymentMethodOptions?.CardPresent?.CaptureMethod is "manual" or "manual_preferred");

    private static long CaptureBefore(long now, PaymentMethod method, Tap? tap)
    {
        var life = tap is null ? OnlineAuthorization : method.CardPresent?.Brand == "visa" ? VisaAtReaderAuthorization : OtherAtReaderAuthorization;
        return now + (long)life.TotalSeconds;
    }

    // A card tapped at a till becomes a card on file with which the same customer can pay in the app.
    private static void KeepForLater(Call call, PaymentIntent intent, Charge charge, Tap tap)
    {
        if (intent.SetupFutureUsage is not { } usage || charge.PaymentMethodDetails.CardPresent is not { } tapped)
            return;
        var kept = GeneratedCard(call, charge.Id, tapped, tap.AllowRedisplay);
        charge.PaymentMethodDetails.CardPresent = tapped with { GeneratedCard = kept.Id };
        if (intent.Customer is { } customer)
            Keep(call, kept, customer, usage);
        else
            call.Work.Save(kept);
    }

    private static PaymentMethod GeneratedCard(Call call, string charge, ChargedCardPresent tapped, string allowRedisplay) => new()
    {
        Id = call.Work.NewId("pm"),
        AllowRedisplay = allowRedisplay,
        BillingDetails = new BillingDetails(),
        Created = call.Now,
        Metadata = [],
        Type = "card",
        Card = TestCard.ByFingerprint(tapped.Fingerprint!).ToCard(call.Now, new GeneratedFrom(charge, new GeneratedFromDetails(tapped, "card_present"), null)),
    };

    private static Charge NewCharge(Call call, PaymentIntent intent, PaymentMethod method, Decline? decline, Tap? tap) => new()
    {
        Id = call.Work.NewId("ch"),
        Amount = intent.Amount,
        BillingDetails = method.BillingDetails,
        Created = call.Now,
        Currency = intent.Currency,
        Customer = intent.Customer,
        Description = intent.Description,
        FailureCode = decline?.Code,
        FailureMessage = decline?.Message,
        Metadata = intent.Metadata,
        Outcome = OutcomeOf(decline),
        Paid = decline is null,
        PaymentIntent = intent.Id,
        PaymentMethod = method.Id,
        PaymentMethodDetails = DetailsOf(call.Now, intent, method, tap),
        ReceiptEmail = intent.ReceiptEmail,
        Shipping = intent.Shipping,
        StatementDescriptor = intent.StatementDescriptor,
        StatementDescriptorSuffix = intent.StatementDescriptorSuffix,
        Status = decline is null ? "succeeded" : "failed",
    };

    private static ChargeOutcome OutcomeOf(Decline? decline) => decline switch
    {
        null => new() { NetworkStatus = "approved_by_network", SellerMessage = "Payment complete.", Type = "authorized" },
        { DeclineCode: "fraudulent" } =>
            new() { NetworkStatus = "not_sent_to_network", Reason = "highest_risk_level", SellerMessage = "Stripe blocked this payment as too risky.", Type = "blocked" },
        _ => new()
        {
            NetworkStatus = "declined_by_network",
            Reason = decline.DeclineCode,
            SellerMessage = "The bank did not return any further details with this decline.",
            Type = "issuer_declined",
        },
    };

    private static ChargeDetails DetailsOf(long now, PaymentIntent intent, PaymentMethod method, Tap? tap)
    {
        var before = IsManual(intent, method) ? CaptureBefore(now, method, tap) : (long?)null;
        if (method.CardPresent is { } tapped)
            return new ChargeDetails { Type = method.Type, CardPresent = TappedCard(intent, tapped, tap!, before) };
        if (method.Card is { } card)
            return new ChargeDetails { Type = method.Type, Card = PaidCard(intent, card, before) };
        return method.Type switch
        {
            "link" => new ChargeDetails { Type = method.Type, Link = new JsonObject { ["country"] = null } },
            "klarna" => new ChargeDetails
            {
                Type = method.Type,
                Klarna = new JsonObject { ["payer_details"] = null, ["payment_method_category"] = "pay_now", ["preferred_locale"] = "en-US" },
            },
            _ => new ChargeDetails
            {
                Type = method.Type,
                Paypal = new JsonObject
                {
                    ["country"] = null,
                    ["payer_email"] = method.Paypal?.PayerEmail,
                    ["payer_id"] = method.Paypal?.PayerId,
                    ["payer_name"] = null,
                    ["seller_protection"] = null,
                    ["transaction_id"] = null,
                },
            },
        };
    }

    private static ChargedCard PaidCard(PaymentIntent intent, Card card, long? captureBefore) => new()
    {
        AmountAuthorized = intent.Amount,
        AuthorizationCode = "123456",
        Brand = card.Brand,
        CaptureBefore = captureBefore,
        Checks = card.Checks,
        Country = card.Country,
        ExpMonth = card.ExpMonth,
        ExpYear = card.ExpYear,
        Fingerprint = card.Fingerprint,
        Funding = card.Funding,
        IncrementalAuthorization = Availability.Of(intent.PaymentMethodOptions?.Card?.RequestIncrementalAuthorization == CardOptions.IfAvailable),
        Last4 = card.Last4,
        Multicapture = Availability.Of(intent.PaymentMethodOptions?.Card?.RequestMulticapture == CardOptions.IfAvailable && TakesParts(card.Brand)),
        Network = card.Brand,
        Overcapture = new Overcapture(intent.Amount),
        Wallet = card.Wallet?.DeepClone(),
    };

    // https://docs.stripe.com/payments/multicapture: JCB and UnionPay take parts in few countries only, and not in Europe.
    private static bool TakesParts(string brand) => brand is not ("jcb" or "unionpay");

    private static ChargedCardPresent TappedCard(PaymentIntent intent, CardPresent card, Tap tap, long? captureBefore) => new()
    {
        AmountAuthorized = intent.Amount,
        Brand = card.Brand,
        CaptureBefore = captureBefore,
        Country = card.Country,
        ExpMonth = card.ExpMonth,
        ExpYear = card.ExpYear,
        Fingerprint = card.Fingerprint,
        Funding = card.Funding,
        IncrementalAuthorizationSupported = intent.PaymentMethodOptions?.CardPresent?.RequestIncrementalAuthorizationSupport == true,
        Last4 = card.Last4,
        Location = tap.Reader.Location,
        Network = card.Brand,
        ReadMethod = card.ReadMethod,
        Reader = tap.Reader.Id,
    };
}
