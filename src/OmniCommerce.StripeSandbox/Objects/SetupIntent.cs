using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OmniCommerce.StripeSandbox.Objects;

/// <summary>A card saved for later, without a payment.</summary>
internal sealed class SetupIntent : StripeObject
{
    public override string Object => "setup_intent";

    public string? Application { get; init; }

    public AutomaticPaymentMethods? AutomaticPaymentMethods { get; init; }

    public string? CancellationReason { get; set; }

    public required string ClientSecret { get; init; }

    public required long Created { get; init; }

    public string? Customer { get; set; }

    public string? Description { get; set; }

    public List<string>? ExcludedPaymentMethodTypes { get; init; }

    public ErrorObject? LastSetupError { get; set; }

    public string? LatestAttempt { get; init; }

    public bool Livemode { get; init; }

    public string? Mandate { get; init; }

    public required SortedDictionary<string, string> Metadata { get; set; }

    public NextAction? NextAction { get; set; }

    public string? PaymentMethod { get; set; }

    public JsonNode? PaymentMethodConfigurationDetails { get; init; }

    public SetupOptions? PaymentMethodOptions { get; set; }

    public required List<string> PaymentMethodTypes { get; set; }

    public string? SingleUseMandate { get; init; }

    public IntentStatus Status { get; set; } = IntentStatus.RequiresPaymentMethod;

    public required string Usage { get; init; }

    [JsonIgnore]
    public override string? OfCustomer => Customer;

    [JsonIgnore]
    public override string? OfParent => PaymentMethod;
}

/// <summary>Settings by the kind of payment method.</summary>
internal sealed record SetupOptions
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SetupCardOptions? Card { get; init; }
}

internal sealed record SetupCardOptions
{
    public JsonNode? MandateOptions { get; init; }

    public string? Network { get; init; }

    public string? RequestThreeDSecure { get; init; } = "automatic";
}
