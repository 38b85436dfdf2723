using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OmniCommerce.Kernel;

namespace OmniCommerce.Platform.Outbox;

/// <summary>
/// How events are written, in the outbox and to those outside: as the GraphQL API writes the same facts. Names in camel case, enum values in
/// capitals, ids global, money as an exact decimal text and its currency; what is null is left out.
/// </summary>
public static class EventJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false),
            new GlobalIds(),
            new CurrencyText(),
            new SkuText(),
            new MoneyObject(),
        },
    };

    /// <summary>The event's fields.</summary>
    public static string Write(IEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), Options);

    /// <summary>The event that <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is not one of this type.</exception>
    public static IEvent Read(Type type, string json) => (IEvent)(JsonSerializer.Deserialize(json, type, Options) ?? throw new JsonException("An event is not null."));

    private sealed class CurrencyText : JsonConverter<Currency>
    {
        public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Currency.Of(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
    }

    private sealed class SkuText : JsonConverter<Sku>
    {
        public override Sku Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Sku.Of(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Sku value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class MoneyObject : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var (amount, currency) = JsonSerializer.Deserialize<Parts>(ref reader, options)!;
            return Money.TryFrom(decimal.Parse(amount, CultureInfo.InvariantCulture), currency, out var money) ? money : throw new JsonException($"{amount} is no amount of {currency}.");
        }

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("amount", value.Amount.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("currency", value.Currency.Code);
            writer.WriteEndObject();
        }

        private sealed record Parts(string Amount, Currency Currency);
    }

    private sealed class GlobalIds : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsValueType && typeToConvert.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(GlobalId<>).MakeGenericType(typeToConvert))!;
    }

    /// <summary>The text that the GraphQL API takes as the same thing's id: its type's name and the id's bytes, in base64url.</summary>
    private sealed class GlobalId<TId> : JsonConverter<TId>
        where TId : struct, IId<TId>
    {
        private const int GuidBytes = 16;
        private static readonly byte[] TypeName = Encoding.UTF8.GetBytes(typeof(TId).Name[..^"Id".Length]);

        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var bytes = Base64Url.DecodeFromChars(reader.GetString());
            if (bytes.Length != TypeName.Length + GuidBytes || !bytes.AsSpan().StartsWith(TypeName))
                throw new JsonException($"Not the id of a {Encoding.UTF8.GetString(TypeName)}.");
            return TId.From(new Guid(bytes.AsSpan(TypeName.Length), bigEndian: true));
        }

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
        {
            Span<byte> bytes = stackalloc byte[TypeName.Length + GuidBytes];
            TypeName.CopyTo(bytes);
            value.Value.TryWriteBytes(bytes[TypeName.Length..], bigEndian: true, out _);
            writer.WriteStringValue(Base64Url.EncodeToString(bytes));
        }
    }
}
