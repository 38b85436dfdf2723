using System.Text.Json.Serialization;

namespace OmniCommerce.StripeSandbox.Objects;

/// <summary>Money given back.</summary>
internal sealed class Refund : StripeObject
{
    public const string Pending = "pending";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Canceled = "canceled";

    public override string Object => "refund";

    public required long Amount { get; init; }

    public string? BalanceTransaction { get; set; }

    public required string Charge { get; init; }

    public required long Created { get; init; }

    public required string Currency { get; init; }

    public string? Customer { get; init; }

    public string? CustomerAccount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RefundDestination? DestinationDetails { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FailureBalanceTransaction { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FailureReason { get; set; }

    public required SortedDictionary<string, string> Metadata { get; set; }

    public required string PaymentIntent { get; init; }

    public string? PaymentMethod { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PendingReason { get; set; }

    public string? Reason { get; init; }

    public string? ReceiptNumber { get; init; }

    public string? SourceTransferReversal { get; init; }

    public required string Status { get; set; }

    public string? TransferReversal { get; init; }

    [JsonIgnore]
    public override string? OfCustomer => Customer;

    [JsonIgnore]
    public override string? OfParent => PaymentIntent;
}

internal sealed record RefundDestination(RefundedCard? Card, string Type = "card");

internal sealed record RefundedCard(string Type, string ReferenceStatus = "pending", string ReferenceType = "acquirer_reference_number");

/// <summary>One line of the account's books.</summary>
internal sealed class BalanceTransaction : StripeObject
{
    public override string Object => "balance_transaction";

    public required long Amount { get; init; }

    public required long AvailableOn { get; init; }

    public string BalanceType { get; init; } = "payments";

    public required long Created { get; init; }

    public required string Currency { get; init; }

    public string? Description { get; init; }

    public decimal? ExchangeRate { get; init; }

    public required long Fee { get; init; }

    public required List<FeeDetail> FeeDetails { get; init; }

    public required long Net { get; init; }

    public required string ReportingCategory { get; init; }

    public required string Source { get; init; }

    public string Status { get; init; } = "pending";

    public required string Type { get; init; }

    [JsonIgnore]
    public override string? OfParent => Source;
}

internal sealed record FeeDetail(long Amount, string Currency)
{
    public string? Application { get; init; }

    public string? Description { get; init; } = "Processing fee";

    public string Type { get; init; } = "stripe_fee";
}
