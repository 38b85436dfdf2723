using System.Text.Json.Serialization;

namespace OmniCommerce.Stripe;

/// <summary>Whoever saves means of payment.</summary>
public sealed record Customer : IStripeObject
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the customer is gone.</summary>
    public bool Deleted { get; init; }

    /// <summary>What the caller noted.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

/// <summary>A means of payment.</summary>
public sealed record PaymentMethod : IStripeObject
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>card, card_present, link, …</summary>
    public required string Type { get; init; }

    /// <summary>For a card: which.</summary>
    public CardDetails? Card { get; init; }

    /// <summary>To whom it may be shown again.</summary>
    public AllowRedisplay? AllowRedisplay { get; init; }

    /// <summary>Whose it is.</summary>
    [JsonConverter(typeof(ExpandableConverter<Customer>))]
    public Expandable<Customer>? Customer { get; init; }
}

/// <summary>What is known of a card: never its number.</summary>
public sealed record CardDetails
{
    /// <summary>visa, mastercard, …</summary>
    public required string Brand { get; init; }

    /// <summary>The last four digits.</summary>
    public required string Last4 { get; init; }

    /// <summary>The month of its expiry, 1 to 12.</summary>
    public required int ExpMonth { get; init; }

    /// <summary>The year of its expiry.</summary>
    public required int ExpYear { get; init; }

    /// <summary>The same for the same card, whoever saved it.</summary>
    public string? Fingerprint { get; init; }
}

/// <summary>The saving of a means of payment.</summary>
public sealed record SetupIntent : IStripeObject
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required SetupIntentStatus Status { get; init; }

    /// <summary>With what the shopper's own device goes on with it. Not for logs.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What the shopper is to do.</summary>
    public NextAction? NextAction { get; init; }

    /// <summary>Why it failed last.</summary>
    public StripeError? LastSetupError { get; init; }

    /// <summary>Whose it will be.</summary>
    [JsonConverter(typeof(ExpandableConverter<Customer>))]
    public Expandable<Customer>? Customer { get; init; }

    /// <summary>What is saved.</summary>
    [JsonConverter(typeof(ExpandableConverter<PaymentMethod>))]
    public Expandable<PaymentMethod>? PaymentMethod { get; init; }
}
