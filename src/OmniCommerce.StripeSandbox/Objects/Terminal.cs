using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OmniCommerce.StripeSandbox.Objects;

/// <summary>A store with readers.</summary>
internal sealed class Location : StripeObject
{
    public override string Object => "terminal.location";

    public required Address Address { get; set; }

    public required string DisplayName { get; set; }

    public bool Livemode { get; init; }

    public required SortedDictionary<string, string> Metadata { get; set; }
}

/// <summary>A card reader.</summary>
internal sealed class Reader : StripeObject
{
    public const string Online = "online";
    public const string Offline = "offline";

    /// <summary>A key in its metadata: the test card that is presented by itself whenever a payment begins, so that nobody has to tap.</summary>
    public const string PresentsByItself = "sandbox_presents";

    public override string Object => "terminal.reader";

    public ReaderAction? Action { get; set; }

    public string? DeviceSwVersion { get; init; } = "";

    public required string DeviceType { get; init; }

    public string? IpAddress { get; init; } = "127.0.0.1";

    public required string Label { get; set; }

    public long? LastSeenAt { get; set; }

    public bool Livemode { get; init; }

    public string? Location { get; init; }

    public required SortedDictionary<string, string> Metadata { get; set; }

    public required string SerialNumber { get; init; }

    public string Status { get; set; } = Online;

    [JsonIgnore]
    public override string? OfParent => Location;
}

/// <summary>What a reader does, or did last.</summary>
internal sealed record ReaderAction
{
    public const string InProgress = "in_progress";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";

    public ErrorObject? ApiError { get; init; }

    public string? FailureCode { get; init; }

    public string? FailureMessage { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProcessPaymentIntent? ProcessPaymentIntent { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProcessSetupIntent? ProcessSetupIntent { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SetReaderDisplay? SetReaderDisplay { get; init; }

    public required string Status { get; init; }

    public required string Type { get; init; }
}

internal sealed record ProcessPaymentIntent(string PaymentIntent)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? ProcessConfig { get; init; }
}

internal sealed record ProcessSetupIntent(string SetupIntent)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GeneratedCard { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? ProcessConfig { get; init; }
}

internal sealed record SetReaderDisplay(DisplayedCart? Cart, string Type = "cart");

/// <summary>What the shopper sees on the reader.</summary>
internal sealed record DisplayedCart
{
    public required string Currency { get; init; }

    public required List<DisplayedLine> LineItems { get; init; }

    public long? Tax { get; init; }

    public required long Total { get; init; }
}

internal sealed record DisplayedLine(long Amount, string Description, long Quantity);

/// <summary>What is left of a reader that was deleted.</summary>
internal sealed class DeletedReader : StripeObject
{
    public override string Object => "terminal.reader";

    [JsonPropertyName("deleted")]
    public bool IsDeleted { get; } = true;

    public required string DeviceType { get; init; }

    public required string SerialNumber { get; init; }
}
