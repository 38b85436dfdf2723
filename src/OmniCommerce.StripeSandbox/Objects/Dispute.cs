using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OmniCommerce.StripeSandbox.Objects;

/// <summary>Where a dispute stands. Those that begin with a warning are inquiries: the bank asks, and no money has moved.</summary>
[JsonConverter(typeof(SnakeCase<DisputeStatus>))]
internal enum DisputeStatus
{
    NeedsResponse = 1,
    UnderReview = 2,
    Won = 3,
    Lost = 4,
    WarningNeedsResponse = 5,
    WarningUnderReview = 6,
    WarningClosed = 7,
}

/// <summary>The cardholder wants the money of a charge back, by the card's bank.</summary>
internal sealed class Dispute : StripeObject
{
    public override string Object => "dispute";

    public required long Amount { get; init; }

    /// <summary>The money that the bank took, and gave back.</summary>
    public List<BalanceTransaction> BalanceTransactions { get; init; } = [];

    public required string Charge { get; init; }

    public required long Created { get; init; }

    public required string Currency { get; init; }

    public List<string> EnhancedEligibilityTypes { get; init; } = [];

    public required JsonObject Evidence { get; init; }

    public required EvidenceDetails EvidenceDetails { get; set; }

    public required bool IsChargeRefundable { get; set; }

    public bool Livemode { get; init; }

    public required SortedDictionary<string, string> Metadata { get; set; }

    public string? NetworkReasonCode { get; init; }

    public required string PaymentIntent { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DisputedMethod? PaymentMethodDetails { get; set; }

    public required string Reason { get; init; }

    public required DisputeStatus Status { get; set; }

    [JsonIgnore]
    public override string? OfParent => PaymentIntent;

    [JsonIgnore]
    public bool IsInquiry => Status is DisputeStatus.WarningNeedsResponse or DisputeStatus.WarningUnderReview or DisputeStatus.WarningClosed;

    [JsonIgnore]
    public bool NeedsResponse => Status is DisputeStatus.NeedsResponse or DisputeStatus.WarningNeedsResponse;

    [JsonIgnore]
    public bool IsClosed => Status is DisputeStatus.Won or DisputeStatus.Lost or DisputeStatus.WarningClosed;
}

/// <summary>Until when the bank waits for evidence, and whether it has some.</summary>
internal sealed record EvidenceDetails(long? DueBy, bool HasEvidence = false, bool PastDue = false, long SubmissionCount = 0)
{
    public JsonObject EnhancedEligibility { get; init; } = [];
}

/// <summary>By what the disputed charge was paid.</summary>
internal sealed record DisputedMethod(DisputedCard Card, string Type = "card");

/// <summary>The card, and what kind of case its network makes of it.</summary>
internal sealed record DisputedCard(string Brand, string CaseType, string Network, string? NetworkReasonCode);

/// <summary>What the merchant says to a dispute, by Stripe's names.</summary>
internal static class DisputeEvidence
{
    /// <summary>The field in which test mode is told how the dispute ends.</summary>
    public const string Text = "uncategorized_text";

    public static readonly string[] Names =
    [
        "access_activity_log", "billing_address", "cancellation_policy", "cancellation_policy_disclosure", "cancellation_rebuttal", "customer_communication",
        "customer_email_address", "customer_name", "customer_purchase_ip", "customer_signature", "duplicate_charge_documentation", "duplicate_charge_explanation",
        "duplicate_charge_id", "product_description", "receipt", "refund_policy", "refund_policy_disclosure", "refund_refusal_explanation", "service_date",
        "service_documentation", "shipping_address", "shipping_carrier", "shipping_date", "shipping_documentation", "shipping_tracking_number", "uncategorized_file", Text,
    ];

    public static JsonObject None() => new([.. Names.Select(name => KeyValuePair.Create(name, (JsonNode?)null)), KeyValuePair.Create("enhanced_evidence", (JsonNode?)new JsonObject())]);
}

/// <summary>What the account has, by currency. It has no id.</summary>
internal sealed record Balance(IReadOnlyList<Funds> Available, IReadOnlyList<Funds> Pending, bool Livemode = false)
{
    [JsonPropertyOrder(-1)]
    public string Object { get; } = "balance";

    public string ToJson() => JsonSerializer.Serialize(this, typeof(Balance), StripeJson.Wire);
}

/// <summary>An amount of one currency, and from what it came.</summary>
internal sealed record Funds(long Amount, string Currency, SourceTypes SourceTypes);

/// <summary>All of it came by cards.</summary>
internal sealed record SourceTypes(long Card);
