using System.Text.Json;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>A message of graphql-transport-ws as it came.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Id">The operation it is about; null on messages about the connection.</param>
/// <param name="Payload">The JSON of the payload, within the message; empty when there is none or it is null.</param>
internal readonly record struct SocketMessage(SocketMessageType Type, string? Id, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Reads a message; null, and why, when it is none that a client may send.</summary>
    public static SocketMessage? Parse(ReadOnlyMemory<byte> json, out string problem)
    {
        problem = "Invalid message: not well-formed JSON";
        if (JsonText.HasHalfSurrogate(json.Span)) return null;
        try
        {
            return ParseObject(json, ref problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SocketMessage? ParseObject(ReadOnlyMemory<byte> json, ref string problem)
    {
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return Invalid("it must be a JSON object", ref problem);
        string? type = null, id = null;
        var payload = ReadOnlyMemory<byte>.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            if (isType || reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String) return Invalid("type and id must be strings", ref problem);
                if (isType) type = reader.GetString();
                else id = reader.GetString();
            }
            else if (reader.ValueTextEquals("payload"u8))
            {
                reader.Read();
                if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null)) return Invalid("payload must be an object", ref problem);
                var start = (int)reader.TokenStartIndex;
                var isNull = reader.TokenType == JsonTokenType.Null;
                reader.Skip();
                payload = isNull ? default : json[start..(int)reader.BytesConsumed];
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (reader.Read()) return null;
        return Of(type, id, payload, ref problem);
    }

    private static SocketMessage? Of(string? type, string? id, ReadOnlyMemory<byte> payload, ref string problem)
    {
        SocketMessageType? known = type switch
        {
            "connection_init" => SocketMessageType.ConnectionInit,
            "ping" => SocketMessageType.Ping,
            "pong" => SocketMessageType.Pong,
            "subscribe" => SocketMessageType.Subscribe,
            "complete" => SocketMessageType.Complete,
            _ => null,
        };
        if (known is null) return Invalid(type is null ? "it has no type" : "its type is unknown", ref problem);
        var isOperation = known is SocketMessageType.Subscribe or SocketMessageType.Complete;
        if (isOperation && string.IsNullOrEmpty(id)) return Invalid("it has no id", ref problem);
        return new SocketMessage(known.Value, isOperation ? id : null, payload);
    }

    private static SocketMessage? Invalid(string why, ref string problem)
    {
        problem = "Invalid message: " + why;
        return null;
    }
}

/// <summary>The messages that a client may send.</summary>
internal enum SocketMessageType
{
    ConnectionInit,
    Ping,
    Pong,
    Subscribe,
    Complete,
}
