using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace OmniCommerce.Journey;

/// <summary>One device as its user has it: a name, a token, requests over HTTP and live news over its own WebSocket.</summary>
public sealed class Device(string name, Uri shop) : IAsyncDisposable
{
    private static readonly TimeSpan SubscribingTakes = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new() { BaseAddress = shop, Timeout = TimeSpan.FromSeconds(30) };
    private readonly CancellationTokenSource _closing = new();
    private ClientWebSocket? _socket;
    private string? _token;

    /// <summary>What the device calls itself.</summary>
    public string Name { get; } = name;

    /// <summary>The token that the shop gave the device.</summary>
    public string? Token
    {
        get => _token;
        set
        {
            _token = value;
            _http.DefaultRequestHeaders.Authorization = value is null ? null : new AuthenticationHeaderValue("Bearer", value);
        }
    }

    /// <summary>Asks and answers the data; anything in <c>errors</c> is an exception.</summary>
    public async Task<JsonElement> AskAsync(string query, object? variables = null)
    {
        using var response = await _http.PostAsJsonAsync("graphql", new { query, variables });
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        if (body.TryGetProperty("errors", out var errors))
            throw new JourneyException($"{Name}: {errors}");
        return body.GetProperty("data");
    }

    /// <summary>Sends a mutation of one field and answers its payload; a refusal is an exception.</summary>
    public async Task<JsonElement> DoAsync(string mutation, object? variables = null)
    {
        var payload = (await AskAsync(mutation, variables)).EnumerateObject().Single().Value;
        return payload.GetProperty("errors").GetArrayLength() == 0
            ? payload
            : throw new JourneyException($"{Name} was refused: {payload.GetProperty("errors")}");
    }

    /// <summary>Listens from now on; each piece of news carries the moment at which it arrived (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    public async Task<ChannelReader<News>> ListenAsync(string subscription, object variables)
    {
        _socket = new ClientWebSocket();
        _socket.Options.AddSubProtocol("graphql-transport-ws");
        await _socket.ConnectAsync(new UriBuilder(new Uri(shop, "graphql")) { Scheme = shop.Scheme == "https" ? "wss" : "ws" }.Uri, _closing.Token);
        await SendAsync(new { type = "connection_init", payload = new { authorization = $"Bearer {Token}" } });
        if ((await ReceiveAsync()).GetProperty("type").GetString() != "connection_ack")
            throw new JourneyException($"{Name}: the socket was not acknowledged.");
        await SendAsync(new { id = "1", type = "subscribe", payload = new { query = subscription, variables } });

        // The protocol has no word for "the subscription stands"; a storefront reads once more after subscribing, we give it a moment.
        await Task.Delay(SubscribingTakes);

        var news = Channel.CreateUnbounded<News>();
        _ = Task.Run(() => ForwardAsync(news.Writer));
        return news.Reader;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket?.Dispose();
        _http.Dispose();
        _closing.Dispose();
    }

    private async Task ForwardAsync(ChannelWriter<News> news)
    {
        try
        {
            while (true)
            {
                var message = await ReceiveAsync();
                if (message.GetProperty("type").GetString() == "next")
                    await news.WriteAsync(new News(message.GetProperty("payload"), Stopwatch.GetTimestamp()));
                else if (message.GetProperty("type").GetString() == "ping")
                    await SendAsync(new { type = "pong" });
                else if (message.GetProperty("type").GetString() == "error")
                    throw new JourneyException($"{Name}: the subscription was refused: {message.GetProperty("payload")}");
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException or JourneyException)
        {
            news.Complete(_closing.IsCancellationRequested ? null : exception);
        }
    }

    private Task SendAsync(object message) =>
        _socket!.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, _closing.Token);

    private async Task<JsonElement> ReceiveAsync()
    {
        var buffer = new byte[16 * 1024];
        using var text = new MemoryStream();
        while (true)
        {
            var part = await _socket!.ReceiveAsync(buffer, _closing.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new JourneyException($"{Name}: the shop closed the socket: {part.CloseStatus} {part.CloseStatusDescription}");
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(text.ToArray()));
        }
    }
}

/// <summary>Something a subscription told.</summary>
/// <param name="Payload">The execution result.</param>
/// <param name="At">When it arrived.</param>
public sealed record News(JsonElement Payload, long At);

/// <summary>Something on the journey was not as it must be.</summary>
public sealed class JourneyException(string message) : Exception(message);
