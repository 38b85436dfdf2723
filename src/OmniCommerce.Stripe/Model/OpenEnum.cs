using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniCommerce.Stripe;

/// <summary>A word out of a list that Stripe may lengthen at any time: an unknown word is read and kept, never an error.</summary>
/// <typeparam name="TSelf">The list.</typeparam>
public interface IOpenEnum<TSelf>
    where TSelf : struct, IOpenEnum<TSelf>
{
    /// <summary>The word.</summary>
    string Value { get; }

    /// <summary>The member with this word.</summary>
    static abstract TSelf Of(string value);
}

internal sealed class OpenEnumConverter<T> : JsonConverter<T>
    where T : struct, IOpenEnum<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.Of(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
