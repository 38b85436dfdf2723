using System.Text.Json;

namespace OmniCommerce.Stripe;

/// <summary>Something happened at Stripe. It comes at least once and in no order: it says where to look, not what is so.</summary>
public sealed record StripeEvent : IStripeObject
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>What happened: payment_intent.succeeded.</summary>
    public required string Type { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The version of the contract by which <see cref="Data"/> is written.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Whether the money is real.</summary>
    public bool Livemode { get; init; }

    /// <summary>To what it happened.</summary>
    public required EventData Data { get; init; }
}

/// <summary>To what something happened.</summary>
public sealed record EventData
{
    /// <summary>The object as it was then.</summary>
    public required JsonElement Object { get; init; }

    /// <summary>The object's id; null when it has none.</summary>
    public string? ObjectId => TextOf("id");

    /// <summary>What kind of object it is: payment_intent.</summary>
    public string? ObjectType => TextOf("object");

    /// <summary>The payment that the object is of; null when it names none.</summary>
    public string? PaymentIntentId => ObjectType == "payment_intent" ? ObjectId : TextOf("payment_intent");

    private string? TextOf(string name) =>
        Object.ValueKind == JsonValueKind.Object && Object.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
