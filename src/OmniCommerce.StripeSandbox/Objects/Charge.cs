using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OmniCommerce.StripeSandbox.Objects;

/// <summary>One try to take an intent's money.</summary>
internal sealed class Charge : StripeObject
{
    public override string Object => "charge";

    public required long Amount { get; set; }

    public long AmountCaptured { get; set; }

    public long AmountRefunded { get; set; }

    public string? Application { get; init; }

    public string? BalanceTransaction { get; set; }

    public required BillingDetails BillingDetails { get; init; }

    public string? CalculatedStatementDescriptor { get; init; } = "SANDBOX";

    public bool Captured { get; set; }

    public required long Created { get; init; }

    public required string Currency { get; init; }

    public string? Customer { get; init; }

    public string? Description { get; init; }

    public bool Disputed { get; set; }

    public string? FailureBalanceTransaction { get; init; }

    public string? FailureCode { get; init; }

    public string? FailureMessage { get; init; }

    public JsonObject FraudDetails { get; init; } = [];

    public bool Livemode { get; init; }

    public required SortedDictionary<string, string> Metadata { get; init; }

    public required ChargeOutcome Outcome { get; init; }

    public required bool Paid { get; init; }

    public required string PaymentIntent { get; init; }

    public required string PaymentMethod { get; init; }

    public required ChargeDetails PaymentMethodDetails { get; init; }

    public string? ReceiptEmail { get; init; }

    public string? ReceiptNumber { get; init; }

    public string? ReceiptUrl { get; init; }

    public bool Refunded { get; set; }

    /// <summary>Only where it is asked for by <c>expand</c>.</summary>
    public JsonNode? Refunds { get; init; }

    public string? Review { get; init; }

    public Shipping? Shipping { get; init; }

    public JsonNode? Source { get; init; }

    public string? StatementDescriptor { get; init; }

    public string? StatementDescriptorSuffix { get; init; }

    public required string Status { get; set; }

    [JsonIgnore]
    public override string? OfCustomer => Customer;

    [JsonIgnore]
    public override string? OfParent => PaymentIntent;

    [JsonIgnore]
    public long Refundable => Captured ? AmountCaptured - AmountRefunded : 0;
}

internal sealed record ChargeOutcome
{
    public string? AdviceCode { get; init; }

    public string? NetworkAdviceCode { get; init; }

    public string? NetworkDeclineCode { get; init; }

    public string? NetworkStatus { get; init; }

    public string? Reason { get; init; }

    public string? SellerMessage { get; init; }

    public required string Type { get; init; }
}

internal sealed record ChargeDetails
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChargedCard? Card { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChargedCardPresent? CardPresent { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Link { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Klarna { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Paypal { get; init; }

    public required string Type { get; init; }
}

internal sealed record Availability(string Status)
{
    public static Availability Of(bool available) => new(available ? "available" : "unavailable");
}

internal sealed record Overcapture(long MaximumAmountCapturable, string Status = "unavailable");

internal sealed record NetworkToken(bool Used);

internal sealed record ThreeDSecure
{
    public string? AuthenticationFlow { get; init; } = "challenge";

    public string? ElectronicCommerceIndicator { get; init; } = "05";

    public string? ExemptionIndicator { get; init; }

    public string? Result { get; init; } = "authenticated";

    public string? ResultReason { get; init; }

    public string? TransactionId { get; init; }

    public string? Version { get; init; } = "2.2.0";
}

internal sealed record ChargedCard
{
    public long? AmountAuthorized { get; init; }

    public string? AuthorizationCode { get; init; }

    public required string Brand { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CaptureBefore { get; init; }

    public CardChecks? Checks { get; init; }

    public string? Country { get; init; }

    public required long ExpMonth { get; init; }

    public required long ExpYear { get; init; }

    public Availability ExtendedAuthorization { get; init; } = new("disabled");

    public string? Fingerprint { get; init; }

    public string? Funding { get; init; }

    public required Availability IncrementalAuthorization { get; init; }

    public JsonNode? Installments { get; init; }

    public required string Last4 { get; init; }

    public string? Mandate { get; init; }

    public required Availability Multicapture { get; init; }

    public string? Network { get; init; }

    public NetworkToken? NetworkToken { get; init; } = new(false);

    public string? NetworkTransactionId { get; init; }

    public required Overcapture Overcapture { get; init; }

    public string? RegulatedStatus { get; init; } = "unregulated";

    public ThreeDSecure? ThreeDSecure { get; init; }

    public string? TransactionLinkId { get; init; }

    public JsonNode? Wallet { get; init; }
}

internal sealed record ChargedCardPresent
{
    public long? AmountAuthorized { get; init; }

    public required string Brand { get; init; }

    public string? BrandProduct { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CaptureBefore { get; init; }

    public string? CardholderName { get; init; }

    public string? Country { get; init; }

    public string? EmvAuthData { get; init; }

    public required long ExpMonth { get; init; }

    public required long ExpYear { get; init; }

    public string? Fingerprint { get; init; }

    public string? Funding { get; init; }

    /// <summary>The card on file that was made of it.</summary>
    public string? GeneratedCard { get; init; }

    public required bool IncrementalAuthorizationSupported { get; init; }

    public required string Last4 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Location { get; init; }

    public string? Network { get; init; }

    public string? NetworkTransactionId { get; init; }

    public JsonNode? Offline { get; init; }

    public bool OvercaptureSupported { get; init; }

    public List<string>? PreferredLocales { get; init; }

    public string? ReadMethod { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reader { get; init; }

    public Receipt? Receipt { get; init; } = new();
}

internal sealed record Receipt
{
    public string AccountType { get; init; } = "credit";

    public string? ApplicationCryptogram { get; init; }

    public string? ApplicationPreferredName { get; init; }

    public string? AuthorizationCode { get; init; }

    public string? AuthorizationResponseCode { get; init; } = "3030";

    public string? CardholderVerificationMethod { get; init; }

    public string? DedicatedFileName { get; init; }

    public string? TerminalVerificationResults { get; init; }

    public string? TransactionStatusInformation { get; init; }
}
