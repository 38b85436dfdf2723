using System.Diagnostics;
using System.Net.Sockets;
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
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

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
        < 4 => GetAsync(random, sent),
        < 5 => PostAsync(random, sent, "text/event-stream"),
        < 10 => PostAsync(random, sent, null),
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

    private Task PostAsync(Random random, List<byte[]> sent, string? accept)
    {
        var cases = new FuzzCases(_programs[1].Executor.Schema, random);
        var body = cases.Body();
        var type = cases.Pick("application/json", "application/json", "application/json", "application/json; charset=utf-8", "text/plain", "application/json; charset=", ";");
        accept ??= cases.Pick("application/json", "*/*", "application/graphql-response+json", "text/html;q=0.1, */*;q=0.01", "q=;,,", "image/png", "text/event-stream;q=0");
        var head = $"POST /graphql HTTP/1.0\r\nHost: localhost\r\nContent-Type: {type}\r\nAccept: {accept}\r\nContent-Length: {body.Length}\r\n\r\n";
        return AnswerAsync(Sent(sent, [.. Encoding.ASCII.GetBytes(head), .. body]));
    }

    private Task GetAsync(Random random, List<byte[]> sent)
    {
        var query = new FuzzCases(_programs[1].Executor.Schema, random).QueryString();
        return AnswerAsync(Sent(sent, Encoding.ASCII.GetBytes($"GET /graphql{query} HTTP/1.0\r\nHost: localhost\r\n\r\n")));
    }

    private async Task AnswerAsync(byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_server.Url.Host, _server.Url.Port);
        var stream = client.GetStream();
        var received = new MemoryStream();
        try
        {
            await stream.WriteAsync(request);
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer) is var count and > 0)
            {
                received.Write(buffer, 0, count);
                if (buffer.AsSpan(0, count).IndexOf("\n:\n\n"u8) >= 0) break; // a subscription that says nothing; going away is what ends it
            }
        }
        catch (IOException)
        {
            // It was refused and closed before all of it was sent.
        }

        if (received.Length > 0) CheckAnswer(Encoding.UTF8.GetString(received.ToArray()));
    }

    private static void CheckAnswer(string answer)
    {
        var head = answer[..(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)];
        Statuses.ShouldContain(int.Parse(head.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture));
        if (!head.Contains("text/event-stream", StringComparison.Ordinal))
        {
            Check(Encoding.UTF8.GetBytes(answer[head.Length..]));
            return;
        }

        foreach (var line in answer[head.Length..].Split('\n'))
            if (line.StartsWith("data: {", StringComparison.Ordinal)) Check(Encoding.UTF8.GetBytes(line[6..]));
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
