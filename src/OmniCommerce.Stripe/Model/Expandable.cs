using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OmniCommerce.Stripe;

/// <summary>Something with an id.</summary>
public interface IStripeObject
{
    /// <summary>What Stripe calls it.</summary>
    string Id { get; }
}

/// <summary>Another object: by its id, and whole where the request asked for it with <c>expand</c>.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="Id">Its id.</param>
/// <param name="Value">The object; null when only its id was sent.</param>
public sealed record Expandable<T>(string Id, T? Value)
    where T : class, IStripeObject;

internal sealed class ExpandableConverter<T> : JsonConverter<Expandable<T>>
    where T : class, IStripeObject
{
    public override Expandable<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new Expandable<T>(reader.GetString()!, null);
        var value = JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)))!;
        return new Expandable<T>(value.Id, value);
    }

    public override void Write(Utf8JsonWriter writer, Expandable<T> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
}
