using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OmniCommerce.StripeSandbox.Objects;

/// <summary>Anything that Stripe gives an id. The properties of each object are Stripe's, in its words.</summary>
internal abstract class StripeObject
{
    [JsonPropertyOrder(-2)]
    public required string Id { get; init; }

    [JsonPropertyOrder(-1)]
    public abstract string Object { get; }

    /// <summary>By what lists find it: its customer.</summary>
    [JsonIgnore]
    public virtual string? OfCustomer => null;

    /// <summary>By what lists find it: what it is a part of.</summary>
    [JsonIgnore]
    public virtual string? OfParent => null;

    /// <summary>When something becomes of it by itself, in seconds since 1970.</summary>
    [JsonIgnore]
    public long? DueAt { get; set; }

    /// <summary>What the sandbox knows of it and Stripe does not show.</summary>
    [JsonIgnore]
    public string? Hidden { get; set; }
}

/// <summary>Writes an enum's members as Stripe does: <c>requires_payment_method</c>.</summary>
internal sealed class SnakeCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;

/// <summary>How Stripe's objects are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PaymentIntent))]
[JsonSerializable(typeof(SetupIntent))]
[JsonSerializable(typeof(Charge))]
[JsonSerializable(typeof(Refund))]
[JsonSerializable(typeof(BalanceTransaction))]
[JsonSerializable(typeof(Dispute))]
[JsonSerializable(typeof(Balance))]
[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(PaymentMethod))]
[JsonSerializable(typeof(Location))]
[JsonSerializable(typeof(Reader))]
[JsonSerializable(typeof(WebhookEndpoint))]
[JsonSerializable(typeof(Deleted))]
[JsonSerializable(typeof(DeletedReader))]
[JsonSerializable(typeof(DisplayedCart))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class StripeJson : JsonSerializerContext
{
    /// <summary>Plain text is kept readable: the answers are JSON, never part of a page.</summary>
    public static StripeJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(StripeObject value) => JsonSerializer.Serialize(value, value.GetType(), Wire);

    public static T Read<T>(string json)
        where T : StripeObject => (T)JsonSerializer.Deserialize(json, typeof(T), Wire)!;
}
