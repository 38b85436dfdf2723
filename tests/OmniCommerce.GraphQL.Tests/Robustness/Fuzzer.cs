using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Tests.Conformance;
using OmniCommerce.GraphQL.Tests.Execution;
using OmniCommerce.GraphQL.Tests.Transport;
using OmniCommerce.GraphQL.Transport;

namespace OmniCommerce.GraphQL.Tests.Robustness;

/// <summary>
/// Sends cases to the executor and, a share of them, through a real server: by POST, GET, server-sent events and WebSocket. Each case is made
/// of the seed and its number alone.
/// </summary>
internal sealed class Fuzzer : IAsyncDisposable
{
    // No case comes near it on an idle machine; tests run beside others.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly int[] Statuses = [200, 400, 405, 406, 413, 415];

    private static readonly Dictionary<string, object?> s_noState = [];

    // Small, so that they are full before memory is measured.
    private static readonly GraphQLLimits s_limits = GraphQLLimits.Default with { MaxPlanBytes = 1024 * 1024, MaxPersistedBytes = 64 * 1024 };

    private readonly int _seed;
    private readonly TransportServer _server;
    private readonly TestProgram[] _programs;

    private Fuzzer(int seed, TransportServer server)
    {
        _seed = seed;
        _server = server;
        var objects = BeingsModel.CreateObjects(new Random(seed), count: 40);
        _programs =
        [
            new(TestProgram.Nested(typeof(BeingsModel)), services: services => services.AddSingleton(new BeingsModel.Graph(objects)), limits: s_limits),
            new(TestProgram.Nested(typeof(CoercionModel)).Append(typeof(FuzzSubscriptions)), limits: s_limits),
        ];
    }

    /// <summary>The case that took longest.</summary>
    public (TimeSpan Time, int Number) Slowest { get; private set; }

    public static async Task<Fuzzer> StartAsync(int seed) =>
        new(seed, await TransportServer.StartAsync(services: services => services.AddSingleton(s_limits), types: TestProgram.Nested(typeof(CoercionModel)).Append(typeof(FuzzSubscriptions))));

    /// <summary>Runs the cases of these numbers on all cores; fails with the first that goes wrong.</summary>
    public Task RunAsync(int first, int count) => Parallel.ForEachAsync(Enumerable.Range(first, count), async (number, cancellationToken) =>
    {
        var started = Stopwatch.GetTimestamp();
        var random = new Random(unchecked((_seed * 1_000_003) + number));
        var sent = new List<byte[]>();
        try
        {
            await RunAsync(number, random, sent).WaitAsync(Patience, cancellationToken);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {_seed}, case {number}: {exception.Message}\n{string.Join('\n', sent.Select(bytes => Convert.ToBase64String(bytes)))}", exception);
        }

        var time = Stopwatch.GetElapsedTime(started);
        lock (_server)
        {
            if (time > Slowest.Time) Slowest = (time, number);
        }
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task RunAsync(int number, Random random, List<byte[]> sent) => (number % 200) switch
    {
        0 => SocketAsync(random, sent),
        < 8 => GetAsync(random, sent),
        < 10 => PostAsync(random, sent, "text/event-stream"),
        < 20 => PostAsync(random, sent, null),
        _ => ExecuteAsync(random, sent),
    };

    private async Task ExecuteAsync(Random random, List<byte[]> sent)
    {
        var program = _programs[random.Next(_programs.Length)];
        var body = Sent(sent, new FuzzCases(program.Executor.Schema, random).Body());
        var refusal = RequestParser.ParseJson(body, out var request);
        if (refusal is not null)
        {
            refusal.Status.ShouldBe(400);
            return;
        }

        using var result = await program.Executor.ExecuteAsync(request!, program.Services, s_noState);
        Check(result.Memory);
        var failures = program.Log.Exceptions;
        lock (failures)
        {
            failures.Find(exception => !exception.Message.Contains("null came", StringComparison.Ordinal)).ShouldBeNull();
            failures.Clear();
        }
    }

    private async Task PostAsync(Random random, List<byte[]> sent, string? accept)
    {
        var cases = new FuzzCases(_programs[1].Executor.Schema, random);
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new ByteArrayContent(Sent(sent, cases.Body())) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", cases.Pick("application/json", "application/json", "application/json", "application/json; charset=utf-8", "text/plain", "application/json; charset=", ";"));
        request.Headers.TryAddWithoutValidation("Accept", accept ?? cases.Pick("application/json", "*/*", "application/graphql-response+json", "text/html;q=0.1, */*;q=0.01", "q=;,,", "image/png", "text/event-stream;q=0"));
        await AnswerAsync(request);
    }

    private async Task GetAsync(Random random, List<byte[]> sent)
    {
        var query = new FuzzCases(_programs[1].Executor.Schema, random).QueryString();
        sent.Add(Encoding.UTF8.GetBytes(query));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Url + query));
        await AnswerAsync(request);
    }

    private async Task AnswerAsync(HttpRequestMessage request)
    {
        using var response = await _server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Statuses.ShouldContain((int)response.StatusCode);
        await using var stream = await response.Content.ReadAsStreamAsync();
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            var body = new MemoryStream();
            await stream.CopyToAsync(body);
            Check(body.ToArray());
            return;
        }

        using var events = new StreamReader(stream);
        while (await events.ReadLineAsync() is { } line)
        {
            if (line == ":") return; // a subscription that says nothing; going away is what ends it
            if (line.StartsWith("data: ", StringComparison.Ordinal)) Check(Encoding.UTF8.GetBytes(line[6..]));
        }
    }

    private async Task SocketAsync(Random random, List<byte[]> sent)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new Uri(_server.Url.ToString().Replace("http", "ws", StringComparison.Ordinal)), CancellationToken.None);
        var reading = ReadAllAsync(socket);
        try
        {
            foreach (var message in new FuzzCases(_programs[1].Executor.Schema, random).Messages())
                await socket.SendAsync(Sent(sent, message), random.Next(20) == 0 ? WebSocketMessageType.Binary : WebSocketMessageType.Text, random.Next(20) > 0, CancellationToken.None);
            if (random.Next(4) == 0) socket.Abort();
            else await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The server has closed it meanwhile.
        }

        await reading;
        if (socket.CloseStatus is { } status) new[] { 1000, 1002, 1007, 1009, 4400, 4401, 4409, 4429 }.ShouldContain((int)status);
    }

    private static async Task ReadAllAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
                // What comes is looked at by the tests of the protocol.
            }

            if (socket.State is WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Aborted by ourselves, or by the server because bytes were sent that are none of the protocol.
        }
    }

    private static byte[] Sent(List<byte[]> sent, byte[] bytes)
    {
        sent.Add(bytes);
        return bytes;
    }

    /// <summary>An answer is JSON with data or errors, and no error is the engine's own.</summary>
    private static void Check(ReadOnlyMemory<byte> answer)
    {
        if (answer.IsEmpty) return; // a Not Acceptable
        using var json = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 1_000 });
        var hasErrors = json.RootElement.TryGetProperty("errors", out var errors);
        (hasErrors || json.RootElement.TryGetProperty("data", out _)).ShouldBeTrue();
        if (!hasErrors) return;
        foreach (var error in errors.EnumerateArray())
        {
            if (error.TryGetProperty("path", out _)) continue; // a resolver's
            error.GetProperty("extensions").GetProperty("code").GetString().ShouldNotBeOneOf("INTERNAL", "TIMEOUT");
        }
    }
}
