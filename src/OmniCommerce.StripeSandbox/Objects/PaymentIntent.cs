using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OmniCommerce.StripeSandbox.Objects;

/// <summary>Where an intent stands. A SetupIntent knows all but <see cref="RequiresCapture"/>.</summary>
[JsonConverter(typeof(SnakeCase<IntentStatus>))]
internal enum IntentStatus
{
    RequiresPaymentMethod = 1,
    RequiresConfirmation = 2,
    RequiresAction = 3,
    RequiresCapture = 4,
    Succeeded = 5,
    Canceled = 6,
}

/// <summary>A payment, from the wish to the money.</summary>
internal sealed class PaymentIntent : StripeObject
{
    /// <summary>In <see cref="StripeObject.Hidden"/>: the cardholder has confirmed, and the next confirmation need not ask again.</summary>
    public const string Authenticated = "authenticated";

    public override string Object => "payment_intent";

    public required long Amount { get; set; }

    public long AmountCapturable { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AmountDetails? AmountDetails { get; set; }

    public long AmountReceived { get; set; }

    public string? Application { get; init; }

    public AutomaticPaymentMethods? AutomaticPaymentMethods { get; init; }

    public long? CanceledAt { get; set; }

    public string? CancellationReason { get; set; }

    public required string CaptureMethod { get; set; }

    public required string ClientSecret { get; init; }

    public required string ConfirmationMethod { get; init; }

    public required long Created { get; init; }

    public required string Currency { get; set; }

    public string? Customer { get; set; }

    public string? CustomerAccount { get; init; }

    public string? Description { get; set; }

    public List<string>? ExcludedPaymentMethodTypes { get; init; }

    public ErrorObject? LastPaymentError { get; set; }

    public string? LatestCharge { get; set; }

    public bool Livemode { get; init; }

    public required SortedDictionary<string, string> Metadata { get; set; }

    public NextAction? NextAction { get; set; }

    public string? PaymentMethod { get; set; }

    public JsonNode? PaymentMethodConfigurationDetails { get; init; }

    public PaymentMethodOptions? PaymentMethodOptions { get; set; }

    public required List<string> PaymentMethodTypes { get; set; }

    public JsonNode? Processing { get; init; }

    public string? ReceiptEmail { get; set; }

    public string? Review { get; init; }

    public string? SetupFutureUsage { get; set; }

    public Shipping? Shipping { get; set; }

    public string? Source { get; init; }

    public string? StatementDescriptor { get; set; }

    public string? StatementDescriptorSuffix { get; set; }

    public IntentStatus Status { get; set; } = IntentStatus.RequiresPaymentMethod;

    [JsonIgnore]
    public override string? OfCustomer => Customer;
}

/// <summary>What an amount is made of.</summary>
internal sealed record AmountDetails(Tip Tip);

/// <summary>What the shopper gave on top, at a reader.</summary>
internal sealed record Tip(long Amount);

/// <summary>Whether Stripe chooses the payment methods.</summary>
internal sealed record AutomaticPaymentMethods(bool Enabled, string AllowRedirects = "always");

/// <summary>What the shopper has to do next.</summary>
internal sealed record NextAction
{
    public required string Type { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RedirectToUrl? RedirectToUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UseStripeSdk? UseStripeSdk { get; init; }
}

/// <summary>To open this page, and come back to the other.</summary>
internal sealed record RedirectToUrl(string? ReturnUrl, string Url);

/// <summary>To let Stripe.js open this page.</summary>
internal sealed record UseStripeSdk(string Type, string StripeJs);

/// <summary>Settings by the kind of payment method.</summary>
internal sealed record PaymentMethodOptions
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CardOptions? Card { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CardPresentOptions? CardPresent { get; init; }
}

internal sealed record CardOptions
{
    public const string IfAvailable = "if_available";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CaptureMethod { get; init; }

    public Installments? Installments { get; init; }

    public JsonNode? MandateOptions { get; init; }

    public string? Network { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestIncrementalAuthorization { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestMulticapture { get; init; }

    public string? RequestThreeDSecure { get; init; } = "automatic";
}

/// <summary>Whether the card may be charged in instalments, and which of them were chosen.</summary>
internal sealed record Installments
{
    public JsonNode? AvailablePlans { get; init; }

    public bool Enabled { get; init; }

    public InstallmentPlan? Plan { get; init; }
}

internal sealed record InstallmentPlan
{
    public long? Count { get; init; }

    public string? Interval { get; init; }

    public required string Type { get; init; }
}

internal sealed record CardPresentOptions
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CaptureMethod { get; init; }

    public bool? RequestExtendedAuthorization { get; init; } = false;

    public bool? RequestIncrementalAuthorizationSupport { get; init; } = false;
}

/// <summary>Where something is sent.</summary>
internal sealed record Shipping
{
    public Address? Address { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Carrier { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TrackingNumber { get; init; }
}

internal sealed record Address
{
    public string? City { get; init; }

    public string? Country { get; init; }

    public string? Line1 { get; init; }

    public string? Line2 { get; init; }

    public string? PostalCode { get; init; }

    public string? State { get; init; }
}
