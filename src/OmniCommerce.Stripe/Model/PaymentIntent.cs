using System.Text.Json.Serialization;

namespace OmniCommerce.Stripe;

/// <summary>A payment from its beginning to its end.</summary>
public sealed record PaymentIntent : IStripeObject
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required PaymentIntentStatus Status { get; init; }

    /// <summary>How much it is about, in the currency's smallest unit.</summary>
    public required long Amount { get; init; }

    /// <summary>How much is promised and can be taken.</summary>
    public long AmountCapturable { get; init; }

    /// <summary>How much was taken.</summary>
    public long AmountReceived { get; init; }

    /// <summary>The currency, in small letters.</summary>
    public required string Currency { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Whether the money is real.</summary>
    public bool Livemode { get; init; }

    /// <summary>With what the shopper's own device goes on with it. Not for logs.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What the shopper is to do.</summary>
    public NextAction? NextAction { get; init; }

    /// <summary>Why it was declined last.</summary>
    public StripeError? LastPaymentError { get; init; }

    /// <summary>The last try to take the amount.</summary>
    [JsonConverter(typeof(ExpandableConverter<Charge>))]
    public Expandable<Charge>? LatestCharge { get; init; }

    /// <summary>Who pays.</summary>
    [JsonConverter(typeof(ExpandableConverter<Customer>))]
    public Expandable<Customer>? Customer { get; init; }

    /// <summary>By what.</summary>
    [JsonConverter(typeof(ExpandableConverter<PaymentMethod>))]
    public Expandable<PaymentMethod>? PaymentMethod { get; init; }

    /// <summary>What the caller noted.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

/// <summary>What the shopper is to do before a payment goes on.</summary>
public sealed record NextAction
{
    /// <summary>redirect_to_url, use_stripe_sdk, or what else Stripe knows.</summary>
    public required string Type { get; init; }

    /// <summary>For redirect_to_url: where to.</summary>
    public RedirectToUrl? RedirectToUrl { get; init; }
}

/// <summary>A page that the shopper is to visit.</summary>
public sealed record RedirectToUrl
{
    /// <summary>The page.</summary>
    public string? Url { get; init; }
}

/// <summary>What went wrong.</summary>
public sealed record StripeError
{
    /// <summary>api_error, card_error, idempotency_error or invalid_request_error.</summary>
    public string? Type { get; init; }

    /// <summary>In a word: card_declined, resource_missing.</summary>
    public string? Code { get; init; }

    /// <summary>Why the card's bank declined: insufficient_funds, lost_card.</summary>
    public string? DeclineCode { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }

    /// <summary>Which parameter is wrong.</summary>
    public string? Param { get; init; }

    /// <summary>The payment that it was about.</summary>
    public PaymentIntent? PaymentIntent { get; init; }
}

/// <summary>One try to take an amount.</summary>
public sealed record Charge : IStripeObject
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>How much was taken.</summary>
    public long AmountCaptured { get; init; }

    /// <summary>How much was given back.</summary>
    public long AmountRefunded { get; init; }

    /// <summary>Whether the shopper's bank wants it back.</summary>
    public bool Disputed { get; init; }

    /// <summary>By what it was paid.</summary>
    public ChargedMethod? PaymentMethodDetails { get; init; }
}

/// <summary>By what a charge was paid.</summary>
public sealed record ChargedMethod
{
    /// <summary>card, card_present, link, …</summary>
    public required string Type { get; init; }

    /// <summary>For a card in the shopper's device.</summary>
    public ChargedCard? Card { get; init; }

    /// <summary>For a card at a reader.</summary>
    public ChargedCard? CardPresent { get; init; }
}

/// <summary>A card that was charged.</summary>
public sealed record ChargedCard
{
    /// <summary>visa, mastercard, …</summary>
    public string? Brand { get; init; }

    /// <summary>The last four digits.</summary>
    public string? Last4 { get; init; }

    /// <summary>Until when what is promised can be taken.</summary>
    public DateTimeOffset? CaptureBefore { get; init; }

    /// <summary>Whether what is promised can be taken in several parts. Only for cards in the shopper's device.</summary>
    public Availability? Multicapture { get; init; }

    /// <summary>The wallet that the card was in; null for a bare card.</summary>
    public CardWallet? Wallet { get; init; }

    /// <summary>For a card at a reader: the saved card that came of it and pays in other channels.</summary>
    public string? GeneratedCard { get; init; }
}

/// <summary>Whether something can be done.</summary>
public sealed record Availability
{
    /// <summary>available or unavailable.</summary>
    public required string Status { get; init; }
}

/// <summary>A wallet that a card was in.</summary>
public sealed record CardWallet
{
    /// <summary>apple_pay, google_pay, link, …</summary>
    public required string Type { get; init; }
}

/// <summary>Money that is given back.</summary>
public sealed record Refund : IStripeObject
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>How much, in the currency's smallest unit.</summary>
    public required long Amount { get; init; }

    /// <summary>The currency, in small letters.</summary>
    public required string Currency { get; init; }

    /// <summary>Where it stands.</summary>
    public RefundStatus? Status { get; init; }

    /// <summary>Why it failed.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The payment.</summary>
    [JsonConverter(typeof(ExpandableConverter<PaymentIntent>))]
    public Expandable<PaymentIntent>? PaymentIntent { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>What the caller noted.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
