using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Transport;

namespace OmniCommerce.GraphQL.Tests.Transport;

/// <summary>A real server on a free port, with <see cref="TransportQueries"/> and its companions as the schema.</summary>
internal sealed class TransportServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TransportServer(WebApplication application)
    {
        _application = application;
        Url = new Uri(application.Urls.Single() + "/graphql");
        Http = new HttpClient { BaseAddress = Url };
    }

    public Uri Url { get; }

    public HttpClient Http { get; }

    public Witness Witness => _application.Services.GetRequiredService<Witness>();

    public static async Task<TransportServer> StartAsync(
        Action<GraphQLEndpointOptions>? configure = null,
        Action<ISchemaBuilder>? configureSchema = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? pipeline = null,
        params IEnumerable<Type> types)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Witness>();
        builder.Services.AddScoped<OperationService>();
        services?.Invoke(builder.Services);
        builder.Services.AddGraphQLSchema(schema =>
        {
            // Not the whole assembly: other tests have schemas of their own.
            ((SchemaBuilder)schema).AddTypes(types.Any() ? types : [typeof(TransportQueries), typeof(TransportMutations), typeof(TransportSubscriptions)]);
            configureSchema?.Invoke(schema);
            schema.AddParameter(request => new Caller(request.State.GetValueOrDefault("caller") as string));
        });
        var application = builder.Build();
        pipeline?.Invoke(application);
        application.UseWebSockets();
        application.MapGraphQL("/graphql", configure);
        await application.StartAsync();
        return new TransportServer(application);
    }

    public Task StopAsync() => _application.StopAsync();

    public async Task<HttpResponseMessage> PostAsync(string body, string contentType = "application/json", string? accept = null, string method = "POST")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), "") { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body)) };
        if (contentType != "") request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> QueryAsync(string query, string? accept = null) => PostAsync(JsonSerializer.Serialize(new { query }), accept: accept);

    public async Task<TransportSocket> ConnectAsync(string? protocol = "graphql-transport-ws", bool initialise = true)
    {
        var socket = new ClientWebSocket();
        if (protocol is not null) socket.Options.AddSubProtocol(protocol);
        await socket.ConnectAsync(new Uri(Url.ToString().Replace("http", "ws")), TestContext.Current.CancellationToken);
        var connection = new TransportSocket(socket);
        if (initialise)
        {
            await connection.SendAsync("""{"type":"connection_init"}""");
            (await connection.ReceiveAsync()).ShouldBe("""{"type":"connection_ack"}""");
        }

        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.DisposeAsync();
    }
}

/// <summary>A client's end of a WebSocket.</summary>
internal sealed class TransportSocket(ClientWebSocket socket) : IDisposable
{
    private static CancellationToken Patience
    {
        get
        {
            var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromMinutes(1));
            return patience.Token;
        }
    }

    public ClientWebSocket Raw => socket;

    public Task SendAsync(string message, WebSocketMessageType type = WebSocketMessageType.Text) =>
        socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message), type, true, Patience);

    public Task SubscribeAsync(string id, string query) =>
        SendAsync(JsonSerializer.Serialize(new { id, type = "subscribe", payload = new { query } }));

    /// <summary>The next message; fails when the socket closes instead.</summary>
    public async Task<string> ReceiveAsync()
    {
        var (message, code) = await ReceiveOrCloseAsync();
        return message ?? throw new InvalidOperationException($"Closed with {code}: {socket.CloseStatusDescription}");
    }

    /// <summary>Reads on until the socket closes.</summary>
    public async Task<int> CloseCodeAsync()
    {
        while (true)
        {
            var (message, code) = await ReceiveOrCloseAsync();
            if (message is not null) continue;
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Patience);
            return code;
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task<(string? Message, int Code)> ReceiveOrCloseAsync()
    {
        var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, Patience);
            if (received.MessageType == WebSocketMessageType.Close) return (null, (int)socket.CloseStatus!);
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage) return (System.Text.Encoding.UTF8.GetString(message.ToArray()), 0);
        }
    }
}

internal static class Responses
{
    public static Task<string> TextAsync(this HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) => JsonDocument.Parse(await response.TextAsync()).RootElement;
}
