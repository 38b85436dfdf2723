using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>How a GraphQL endpoint meets its clients: who they are, and what they get.</summary>
public sealed class GraphQLEndpointOptions
{
    /// <summary>
    /// What resolvers find in <see cref="Authoring.IRequestContext.State"/> for an HTTP request: usually its caller. Null: nothing.
    /// </summary>
    public Func<HttpContext, ValueTask<IReadOnlyDictionary<string, object?>>>? OnRequest { get; set; }

    /// <summary>
    /// Decides over a WebSocket by the payload of its <c>connection_init</c>, which is null when the client sent none.
    /// Null: every socket is accepted, with the state that <see cref="OnRequest"/> makes of the request that opened it.
    /// </summary>
    public Func<HttpContext, JsonElement?, ValueTask<ConnectionDecision>>? OnConnect { get; set; }

    /// <summary>What the endpoint bears of its clients; null for what the schema bears.</summary>
    public GraphQLLimits? Limits { get; set; }

    /// <summary>How often an idle stream shows that it is alive: a ping on WebSockets, a comment on event streams. 12 seconds by default.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>The page that browsers get at the endpoint; null for none.</summary>
    public GraphQLIdeOptions? Ide { get; set; } = new();
}

/// <summary>What the page for browsers shows at first.</summary>
public sealed class GraphQLIdeOptions
{
    /// <summary>The page's title.</summary>
    public string Title { get; set; } = "GraphQL";

    /// <summary>The query in the editor on the first visit.</summary>
    public string ExampleQuery { get; set; } = "query {\n  __typename\n}\n";

    /// <summary>The variables of that query, a JSON object; empty for none.</summary>
    public string ExampleVariables { get; set; } = "";
}

/// <summary>Whether a WebSocket is let in.</summary>
public sealed class ConnectionDecision
{
    private ConnectionDecision()
    {
    }

    internal bool IsAccepted { get; private init; }

    internal IReadOnlyDictionary<string, object?> State { get; private init; } = NoState;

    internal CancellationToken Revoked { get; private init; }

    internal static IReadOnlyDictionary<string, object?> NoState { get; } = new Dictionary<string, object?>();

    /// <summary>Lets the socket in.</summary>
    /// <param name="state">What resolvers of its operations find in <see cref="Authoring.IRequestContext.State"/>.</param>
    /// <param name="revoked">Ends the socket with close code 4403, for a token that expires or is taken back.</param>
    public static ConnectionDecision Accept(IReadOnlyDictionary<string, object?> state, CancellationToken revoked = default) =>
        new() { IsAccepted = true, State = state, Revoked = revoked };

    /// <summary>Closes the socket with code 4403.</summary>
    public static ConnectionDecision Refuse() => new();
}
