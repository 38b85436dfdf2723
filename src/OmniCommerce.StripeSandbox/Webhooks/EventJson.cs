using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OmniCommerce.StripeSandbox.Contract;
using OmniCommerce.StripeSandbox.Store;

namespace OmniCommerce.StripeSandbox.Webhooks;

/// <summary>Writes an event around the JSON of its object.</summary>
internal static class EventJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(string id, string type, long created, string json, string? before, int pendingWebhooks, EventOrigin origin)
    {
        var buffer = new ArrayBufferWriter<byte>(json.Length + 512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("object", "event");
            writer.WriteString("api_version", StripeContract.Version);
            writer.WriteNumber("created", created);
            writer.WriteStartObject("data");
            writer.WritePropertyName("object");
            writer.WriteRawValue(json, skipInputValidation: true);
            if (before is not null && type.EndsWith(".updated", StringComparison.Ordinal))
            {
                writer.WritePropertyName("previous_attributes");
                PreviousAttributes(before, json).WriteTo(writer);
            }

            writer.WriteEndObject();
            writer.WriteBoolean("livemode", false);
            writer.WriteNumber("pending_webhooks", pendingWebhooks);
            writer.WriteStartObject("request");
            writer.WriteString("id", origin.RequestId);
            writer.WriteString("idempotency_key", origin.IdempotencyKey);
            writer.WriteEndObject();
            writer.WriteString("type", type);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static JsonObject PreviousAttributes(string before, string after)
    {
        var now = JsonNode.Parse(after)!.AsObject();
        return [.. JsonNode.Parse(before)!.AsObject()
            .Where(property => !JsonNode.DeepEquals(property.Value, now[property.Key]))
            .Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone()))];
    }
}
