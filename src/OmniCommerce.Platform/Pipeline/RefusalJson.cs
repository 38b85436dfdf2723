using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OmniCommerce.Kernel;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>How outcomes are written; a currency, which is no plain record, by its code.</summary>
internal static class OutcomeJson
{
    public static readonly JsonSerializerOptions Options = new() { Converters = { new CurrencyConverter(), new SkuConverter() } };

    private sealed class CurrencyConverter : JsonConverter<Currency>
    {
        public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Currency.TryParse(reader.GetString(), out var currency) ? currency : default;

        public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class SkuConverter : JsonConverter<Sku>
    {
        public override Sku Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Sku.TryParse(reader.GetString(), out var sku) ? sku : default;

        public override void Write(Utf8JsonWriter writer, Sku value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}

/// <summary>Writes refusals with their types and reads them back as what they were.</summary>
internal static class RefusalJson
{
    private static readonly ConcurrentDictionary<string, Type> Types = new();

    public static string Write(IReadOnlyList<Refusal> refusals)
    {
        var array = new JsonArray();
        foreach (var refusal in refusals)
        {
            array.Add(new JsonObject
            {
                ["type"] = refusal.GetType().FullName,
                ["facts"] = JsonSerializer.SerializeToNode(refusal, refusal.GetType(), OutcomeJson.Options),
            });
        }

        return array.ToJsonString();
    }

    public static IReadOnlyList<Refusal> Read(string json)
    {
        var refusals = new List<Refusal>();
        foreach (var entry in JsonNode.Parse(json)!.AsArray())
        {
            var type = Types.GetOrAdd(entry!["type"]!.GetValue<string>(), Find);
            refusals.Add((Refusal)entry["facts"].Deserialize(type, OutcomeJson.Options)!);
        }

        return refusals;
    }

    private static Type Find(string name) =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name!.StartsWith("OmniCommerce.", StringComparison.Ordinal))
            .Select(assembly => assembly.GetType(name))
            .OfType<Type>()
            .First(type => type.IsSubclassOf(typeof(Refusal)));
}
