using System.Text.Json;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>One GraphQL request, as it came over the wire: nothing in it is decoded before it is needed.</summary>
public sealed class GraphQLRequest
{
    /// <summary>
    /// The document: the bytes between the quotes of the JSON string, escapes and all. They are the key of the plan cache, so that a known
    /// document is never unescaped.
    /// </summary>
    public required ReadOnlyMemory<byte> Query { get; set; }

    /// <summary>The id of a trusted document that stands for the query; null when none is named.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The SHA-256 of the document in hexadecimal, beside the query or instead of it; null when the client does not say it.</summary>
    public string? DocumentHash { get; init; }

    /// <summary>Which operation of the document is meant; null when it has only one.</summary>
    public string? OperationName { get; init; }

    /// <summary>The JSON object of the variables as UTF-8; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Variables { get; init; }

    /// <summary>The JSON object of the request's extensions as UTF-8; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Extensions { get; init; }

    /// <summary>Whether the response is to say what the operation costs, as <c>operationCost</c> of its extensions.</summary>
    public bool ReportsCost { get; set; }

    /// <summary>A request from plain text, for callers inside the process.</summary>
    /// <param name="query">The document.</param>
    /// <param name="operationName">Which operation of the document is meant.</param>
    /// <param name="variables">The variables as a JSON object.</param>
    public static GraphQLRequest FromText(string query, string? operationName = null, string? variables = null) => new()
    {
        Query = JsonEncodedText.Encode(query).EncodedUtf8Bytes.ToArray(),
        OperationName = operationName,
        Variables = variables is null ? default : System.Text.Encoding.UTF8.GetBytes(variables),
    };
}

/// <summary>The kinds of operation, as flags: what a transport allows.</summary>
[Flags]
public enum OperationKinds
{
    /// <summary>No operation.</summary>
    None = 0,

    /// <summary>Reads.</summary>
    Query = 1,

    /// <summary>Writes, one after another.</summary>
    Mutation = 2,

    /// <summary>A stream of events.</summary>
    Subscription = 4,
}
