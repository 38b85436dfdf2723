using System.Text.Json;
using System.Text.Json.Nodes;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Contract;

/// <summary>An operation's parameters after the contract was checked: a name the contract does not know is a mistake of ours.</summary>
internal sealed class Parameters(JsonObject values)
{
    private const int MaxMetadata = 50;
    private const int MaxMetadataKey = 40;
    private const int MaxMetadataValue = 500;

    /// <summary>Whether it was given, be it to unset it.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    public string? Text(string name) => values[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public long? Long(string name) => values[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    /// <summary>True when it is <c>true</c>, or one of the words that may stand for it.</summary>
    public bool Flag(string name) => values[name] is JsonValue value && (!value.TryGetValue<bool>(out var flag) || flag);

    public List<string>? Texts(string name) => values[name] is JsonArray list ? [.. list.Select(item => item!.GetValue<string>())] : null;

    public Parameters? Fields(string name) => values[name] is JsonObject fields ? new Parameters(fields) : null;

    /// <summary>Those of these parameters that were given, to be shown again.</summary>
    public JsonObject Copy(params ReadOnlySpan<string> names)
    {
        var copy = new JsonObject();
        foreach (var name in names)
        {
            if (values[name] is { } value)
                copy.Add(name, value.DeepClone());
        }

        return copy;
    }

    /// <summary>The value in the shape of one of Stripe's objects.</summary>
    public T? As<T>(string name)
        where T : class => values[name] is JsonObject fields ? (T?)fields.Deserialize(typeof(T), StripeJson.Wire) : null;

    /// <summary>The value in the shape of one of Stripe's objects, laid over what was there before: what is not named stays as it was.</summary>
    public T Over<T>(string name, T before)
        where T : class
    {
        if (values[name] is not JsonObject given)
            return before;
        var merged = (JsonObject)JsonSerializer.SerializeToNode(before, typeof(T), StripeJson.Wire)!;
        Lay(given, merged);
        return (T)merged.Deserialize(typeof(T), StripeJson.Wire)!;
    }

    /// <summary>The metadata after these were merged into it: an empty value drops its key, empty metadata drops all.</summary>
    public SortedDictionary<string, string> MergedInto(SortedDictionary<string, string>? before)
    {
        var merged = before is null ? new SortedDictionary<string, string>(StringComparer.Ordinal) : new(before, StringComparer.Ordinal);
        if (!Has("metadata"))
            return merged;
        if (values["metadata"] is not JsonObject given)
            return new(StringComparer.Ordinal);
        foreach (var (key, value) in given)
        {
            if (value is null)
                merged.Remove(key);
            else
                merged[key] = value.GetValue<string>();
            if (key.Length > MaxMetadataKey)
                throw StripeError.Invalid("metadata", $"Metadata keys have at most {MaxMetadataKey} characters.");
            if (merged.TryGetValue(key, out var text) && text.Length > MaxMetadataValue)
                throw StripeError.Invalid($"metadata[{key}]", $"Metadata values have at most {MaxMetadataValue} characters.");
        }

        return merged.Count <= MaxMetadata ? merged : throw StripeError.Invalid("metadata", $"There are at most {MaxMetadata} metadata keys.");
    }

    private static void Lay(JsonObject given, JsonObject over)
    {
        foreach (var (name, value) in given)
        {
            if (value is JsonObject fields && over[name] is JsonObject below)
                Lay(fields, below);
            else
                over[name] = value?.DeepClone();
        }
    }
}
