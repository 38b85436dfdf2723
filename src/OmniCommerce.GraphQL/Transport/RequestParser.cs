using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>
/// Reads GraphQL requests out of JSON and out of query strings. Of JSON nothing is decoded but the operation's name: the request points into
/// the bytes it was read from.
/// </summary>
internal static class RequestParser
{
    /// <summary>Reads <c>{"query":…,"operationName":…,"variables":…,"extensions":…}</c>; exactly one of request and refusal is there.</summary>
    public static RequestRefusal? ParseJson(ReadOnlyMemory<byte> json, out GraphQLRequest? request)
    {
        request = null;
        // The JSON reader leaves the inside of strings unchecked, and nobody behind it should meet broken UTF-8.
        if (!Utf8.IsValid(json.Span)) return RequestRefusal.Bad("The request is not UTF-8.");
        if (JsonText.HasHalfSurrogate(json.Span)) return RequestRefusal.Bad("The request holds half of a surrogate pair.");
        try
        {
            return ParseObject(json, out request);
        }
        catch (JsonException)
        {
            return RequestRefusal.MalformedJson;
        }
    }

    /// <summary>Reads the parameters of a GET request; exactly one of request and refusal is there.</summary>
    public static RequestRefusal? ParseQueryString(IQueryCollection parameters, out GraphQLRequest? request)
    {
        request = null;
        foreach (var name in (ReadOnlySpan<string>)["query", "operationName", "variables", "extensions", "documentId", "id"])
            if (parameters[name].Count > 1) return GivenTwice(name);

        var query = (string?)parameters["query"];
        var documentId = (string?)parameters["documentId"] ?? parameters["id"];
        if (ParseParameter(parameters, "variables", out var variables) is { } badVariables) return badVariables;
        if (ParseParameter(parameters, "extensions", out var extensions) is { } badExtensions) return badExtensions;
        if (ReadHash(extensions, out var hash) is { } badHash) return badHash;
        if (string.IsNullOrEmpty(query) && documentId is null && hash is null) return RequestRefusal.Bad("\"query\" is missing: it must hold a GraphQL document.");
        var operationName = (string?)parameters["operationName"];
        request = new GraphQLRequest
        {
            // Escaped as little as browsers do, so that one document has one key whichever way it comes.
            Query = JsonEncodedText.Encode(query ?? "", System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray(),
            OperationName = string.IsNullOrEmpty(operationName) ? null : operationName,
            Variables = variables,
            Extensions = extensions,
            DocumentId = documentId,
            DocumentHash = hash,
        };
        return null;
    }

    private static RequestRefusal? ParseObject(ReadOnlyMemory<byte> json, out GraphQLRequest? request)
    {
        request = null;
        var reader = new Utf8JsonReader(json.Span);
        if (!reader.Read()) return RequestRefusal.MalformedJson;
        if (reader.TokenType == JsonTokenType.StartArray) return RequestRefusal.Batch;
        if (reader.TokenType != JsonTokenType.StartObject) return RequestRefusal.Bad("The request must be a JSON object.");

        ReadOnlyMemory<byte>? query = null, variables = null, extensions = null;
        string? operationName = null, documentId = null, unknown = null;
        var nameGiven = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            RequestRefusal? refusal = null;
            if (reader.ValueTextEquals("query"u8)) refusal = ReadQuery(ref reader, json, ref query);
            else if (reader.ValueTextEquals("variables"u8)) refusal = ReadObject(ref reader, json, "variables", ref variables);
            else if (reader.ValueTextEquals("operationName"u8)) refusal = ReadName(ref reader, ref nameGiven, ref operationName);
            else if (reader.ValueTextEquals("extensions"u8)) refusal = ReadObject(ref reader, json, "extensions", ref extensions);
            else if (reader.ValueTextEquals("documentId"u8) || reader.ValueTextEquals("id"u8)) ReadDocumentId(ref reader, ref documentId);
            else SkipUnknown(ref reader, ref unknown);
            if (refusal is not null) return refusal;
        }

        if (reader.Read()) return RequestRefusal.MalformedJson;
        if (ReadHash(extensions ?? default, out var hash) is { } badHash) return badHash;
        if (query is null && documentId is null && hash is null)
            return RequestRefusal.Bad("\"query\" is missing: it must be a string with a GraphQL document." + (unknown is null ? "" : $" There is \"{unknown}\"."));
        request = new GraphQLRequest
        {
            Query = query ?? default,
            OperationName = operationName,
            Variables = variables ?? default,
            Extensions = extensions ?? default,
            DocumentId = documentId,
            DocumentHash = hash,
        };
        return null;
    }

    private static RequestRefusal? ReadQuery(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, ref ReadOnlyMemory<byte>? query)
    {
        if (query is not null) return GivenTwice("query");
        reader.Read();
        if (reader.TokenType != JsonTokenType.String) return RequestRefusal.Bad("\"query\" must be a string.");
        query = json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        return null;
    }

    // What is no plain string is none of ours; clients have put other things under "id".
    private static void ReadDocumentId(ref Utf8JsonReader reader, ref string? documentId)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped) documentId ??= reader.GetString();
        else reader.Skip();
    }

    /// <summary>Reads the hash of Apollo's persisted queries out of a request's extensions: <c>{"persistedQuery":{"version":1,"sha256Hash":…}}</c>.</summary>
    private static RequestRefusal? ReadHash(ReadOnlyMemory<byte> extensions, out string? hash)
    {
        hash = null;
        if (extensions.Span.IndexOf("persistedQuery"u8) < 0) return null;
        using var json = JsonDocument.Parse(extensions);
        if (!json.RootElement.TryGetProperty("persistedQuery", out var persisted)) return null;
        if (persisted.ValueKind == JsonValueKind.Object
            && persisted.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1
            && persisted.TryGetProperty("sha256Hash", out var given) && given.ValueKind == JsonValueKind.String)
        {
            hash = given.GetRawText()[1..^1]; // as it stands: neither digits nor ids need escapes
            return null;
        }

        return RequestRefusal.Bad("\"persistedQuery\" must have version 1 and a sha256Hash.");
    }

    private static RequestRefusal? ReadName(ref Utf8JsonReader reader, ref bool given, ref string? name)
    {
        if (given) return GivenTwice("operationName");
        given = true;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) return RequestRefusal.Bad("\"operationName\" must be a string or null.");
        name = reader.GetString();
        return null;
    }

    private static RequestRefusal? ReadObject(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, string name, ref ReadOnlyMemory<byte>? value)
    {
        if (value is not null) return GivenTwice(name);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        value = ReadOnlyMemory<byte>.Empty;
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartObject) return RequestRefusal.Bad($"\"{name}\" must be an object or null.");
        reader.Skip();
        value = json[start..(int)reader.BytesConsumed];
        return null;
    }

    // GraphQL over HTTP: properties that a server does not know are to be ignored. They are named where "query" is missing, for it may be a typo.
    private static void SkipUnknown(ref Utf8JsonReader reader, ref string? unknown)
    {
        var name = reader.ValueSpan;
        if (unknown is null && name.Length <= 64 && System.Text.Ascii.IsValid(name)) unknown = System.Text.Encoding.ASCII.GetString(name);
        reader.Read();
        reader.Skip();
    }

    private static RequestRefusal? ParseParameter(IQueryCollection parameters, string name, out ReadOnlyMemory<byte> value)
    {
        value = default;
        var text = (string?)parameters[name];
        if (string.IsNullOrEmpty(text)) return null;
        var json = System.Text.Encoding.UTF8.GetBytes(text);
        if (JsonText.HasHalfSurrogate(json)) return RequestRefusal.Bad($"\"{name}\" holds half of a surrogate pair.");
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null) return null;
            if (reader.TokenType != JsonTokenType.StartObject) return RequestRefusal.Bad($"\"{name}\" must be a JSON object.");
            reader.Skip();
            if (reader.Read()) return RequestRefusal.Bad($"\"{name}\" must be one JSON object.");
            value = json;
            return null;
        }
        catch (JsonException)
        {
            return RequestRefusal.Bad($"\"{name}\" is not well-formed JSON.");
        }
    }

    private static RequestRefusal GivenTwice(string name) => RequestRefusal.Bad($"\"{name}\" is given twice.");
}
