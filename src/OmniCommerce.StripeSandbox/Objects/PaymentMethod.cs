using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OmniCommerce.StripeSandbox.Objects;

/// <summary>A means of payment.</summary>
internal sealed class PaymentMethod : StripeObject
{
    /// <summary>In <see cref="StripeObject.Hidden"/>: the cardholder has agreed to later payments without being asked.</summary>
    public const string SetUp = "set_up";

    /// <summary>In <see cref="StripeObject.Hidden"/>: its customer has forgotten it, and nobody may use it again.</summary>
    public const string Detached = "detached";

    public override string Object => "payment_method";

    public string AllowRedisplay { get; set; } = "unspecified";

    public required BillingDetails BillingDetails { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Card? Card { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CardPresent? CardPresent { get; init; }

    public required long Created { get; init; }

    public string? Customer { get; set; }

    public string? CustomerAccount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Klarna { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Link? Link { get; init; }

    public bool Livemode { get; init; }

    public required SortedDictionary<string, string> Metadata { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Paypal? Paypal { get; init; }

    public required string Type { get; init; }

    [JsonIgnore]
    public override string? OfCustomer => Customer;

    /// <summary>By which of the test cards it is known again.</summary>
    [JsonIgnore]
    public string? Fingerprint => Card?.Fingerprint ?? CardPresent?.Fingerprint;
}

internal sealed record BillingDetails
{
    public Address? Address { get; init; } = new();

    public string? Email { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? TaxId { get; init; }
}

internal sealed record Card
{
    public required string Brand { get; init; }

    public CardChecks? Checks { get; init; } = new();

    public string? Country { get; init; } = "US";

    public string? DisplayBrand { get; init; }

    public required long ExpMonth { get; init; }

    public required long ExpYear { get; init; }

    public required string Fingerprint { get; init; }

    public required string Funding { get; init; }

    public GeneratedFrom? GeneratedFrom { get; init; }

    public required string Last4 { get; init; }

    public CardNetworks? Networks { get; init; }

    public string? RegulatedStatus { get; init; } = "unregulated";

    public ThreeDSecureUsage? ThreeDSecureUsage { get; init; } = new(true);

    public JsonNode? Wallet { get; init; }
}

internal sealed record CardChecks
{
    public string? AddressLine1Check { get; init; }

    public string? AddressPostalCodeCheck { get; init; }

    public string? CvcCheck { get; init; } = "pass";
}

/// <summary>The payment at a reader from which a card on file was made.</summary>
internal sealed record GeneratedFrom(string? Charge, GeneratedFromDetails? PaymentMethodDetails, string? SetupAttempt);

internal sealed record GeneratedFromDetails(ChargedCardPresent CardPresent, string Type);

internal sealed record CardNetworks(List<string> Available, string? Preferred = null);

internal sealed record ThreeDSecureUsage(bool Supported);

internal sealed record Link(string? Email);

internal sealed record Paypal(string? Country, string? PayerEmail, string? PayerId);

/// <summary>A card at a reader.</summary>
internal sealed record CardPresent
{
    public required string Brand { get; init; }

    public string? BrandProduct { get; init; }

    public string? CardholderName { get; init; }

    public string? Country { get; init; } = "US";

    public required long ExpMonth { get; init; }

    public required long ExpYear { get; init; }

    public required string Fingerprint { get; init; }

    public required string Funding { get; init; }

    public required string Last4 { get; init; }

    public CardNetworks? Networks { get; init; }

    public JsonNode? Offline { get; init; }

    public List<string>? PreferredLocales { get; init; }

    public string? ReadMethod { get; init; } = "contactless_emv";
}
