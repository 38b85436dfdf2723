using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>An entry of the response's <c>errors</c>.</summary>
/// <param name="Message">For people.</param>
/// <param name="Code">For programs: <c>extensions.code</c>.</param>
/// <param name="Locations">Where in the document.</param>
/// <param name="Path">Where in the response: names and indexes; null for request errors.</param>
internal sealed record ExecutionError(string Message, string? Code = null, IReadOnlyList<Location>? Locations = null, IReadOnlyList<object>? Path = null)
{
    public void Write(ResponseBuffer buffer)
    {
        buffer.Raw("{\"message\":"u8);
        buffer.String(Message);
        if (Locations is { Count: > 0 }) WriteLocations(buffer, Locations);
        if (Path is not null) WritePath(buffer, Path);
        if (Code is not null)
        {
            buffer.Raw(",\"extensions\":{\"code\":"u8);
            buffer.String(Code);
            buffer.Byte((byte)'}');
        }

        buffer.Byte((byte)'}');
    }

    public static void WriteAll(ResponseBuffer buffer, IReadOnlyList<ExecutionError> errors)
    {
        buffer.Raw("\"errors\":["u8);
        for (var i = 0; i < errors.Count; i++)
        {
            if (i > 0) buffer.Byte((byte)',');
            errors[i].Write(buffer);
        }

        buffer.Byte((byte)']');
    }

    private static void WriteLocations(ResponseBuffer buffer, IReadOnlyList<Location> locations)
    {
        buffer.Raw(",\"locations\":["u8);
        for (var i = 0; i < locations.Count; i++)
        {
            buffer.Raw(i > 0 ? ",{\"line\":"u8 : "{\"line\":"u8);
            buffer.Number(locations[i].Line);
            buffer.Raw(",\"column\":"u8);
            buffer.Number(locations[i].Column);
            buffer.Byte((byte)'}');
        }

        buffer.Byte((byte)']');
    }

    private static void WritePath(ResponseBuffer buffer, IReadOnlyList<object> path)
    {
        buffer.Raw(",\"path\":["u8);
        for (var i = 0; i < path.Count; i++)
        {
            if (i > 0) buffer.Byte((byte)',');
            if (path[i] is int index) buffer.Number(index);
            else buffer.String((string)path[i]);
        }

        buffer.Byte((byte)']');
    }
}

/// <summary>The codes of errors that the engine itself answers.</summary>
internal static class ErrorCodes
{
    public const string Syntax = "GRAPHQL_PARSE_FAILED";
    public const string Validation = "GRAPHQL_VALIDATION_FAILED";
    public const string Input = "BAD_USER_INPUT";
    public const string Operation = "OPERATION_RESOLUTION_FAILURE";
    public const string InvalidId = "INVALID_ID";
    public const string Introspection = "INTROSPECTION_DISABLED";
    public const string Cost = "COST_EXCEEDED";
    public const string Internal = "INTERNAL";
    public const string Unavailable = "UNAVAILABLE";
}
