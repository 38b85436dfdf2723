using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OmniCommerce.StripeSandbox.Objects;

/// <summary>Somebody whose cards are kept.</summary>
internal sealed class Customer : StripeObject
{
    public override string Object => "customer";

    public Address? Address { get; set; }

    public long Balance { get; set; }

    public required long Created { get; init; }

    public string? Currency { get; init; }

    public string? DefaultSource { get; init; }

    public bool Delinquent { get; init; }

    public string? Description { get; set; }

    public JsonNode? Discount { get; init; }

    public string? Email { get; set; }

    public required string InvoicePrefix { get; init; }

    public required InvoiceSettings InvoiceSettings { get; set; }

    public bool Livemode { get; init; }

    public required SortedDictionary<string, string> Metadata { get; set; }

    public string? Name { get; set; }

    public long NextInvoiceSequence { get; init; } = 1;

    public string? Phone { get; set; }

    public List<string> PreferredLocales { get; set; } = [];

    public Shipping? Shipping { get; set; }

    public string? TaxExempt { get; set; } = "none";

    public string? TestClock { get; init; }
}

internal sealed record InvoiceSettings
{
    public JsonNode? CustomFields { get; init; }

    public string? DefaultPaymentMethod { get; init; }

    public string? Footer { get; init; }

    public JsonNode? RenderingOptions { get; init; }
}

/// <summary>What is left of an object that was deleted.</summary>
internal sealed class Deleted : StripeObject
{
    public override string Object => Kind;

    [JsonIgnore]
    public string Kind { get; init; } = "";

    [JsonPropertyName("deleted")]
    public bool IsDeleted { get; } = true;
}
