using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace OmniCommerce.Benchmarks.Engine;

/// <summary>Opens many idle subscriptions, each over a WebSocket of its own, sends one event to all, and says what they cost the server's process.</summary>
internal static partial class SubscriberBenchmark
{
    private static readonly byte[] Init = """{"type":"connection_init"}"""u8.ToArray();
    private static readonly byte[] Subscribe = """{"type":"subscribe","id":"1","payload":{"query":"subscription { stockChanged { sku stock } }"}}"""u8.ToArray();
    private static readonly byte[] Watchers = HttpLoad.Post("""{"query":"{watchers}"}""");
    private static readonly byte[] Change = HttpLoad.Post("""{"query":"mutation { changeStock(input: { sku: \"SKU-00001-1\", stock: 5 }) { variant { stock } } }"}""");

    public static async Task<int> RunAsync(string engine, int count)
    {
        using var server = await ServerProcess.StartAsync("engine", "dotnet", engine);
        using var http = await HttpLoad.ConnectAsync(server.Address);
        var sockets = new List<ClientWebSocket>();

        // A first few, so that the code is loaded before memory is looked at.
        await OpenAsync(server, http, sockets, 50);
        var before = server.Accounting.ResidentMegabytes();
        var watch = Stopwatch.StartNew();
        await OpenAsync(server, http, sockets, count);
        var opened = watch.Elapsed;
        await Task.Delay(TimeSpan.FromSeconds(5));
        var idle = server.Accounting.ResidentMegabytes();

        var receiving = sockets.ConvertAll(ReceiveAsync);
        var cpu = server.Accounting.CpuMilliseconds();
        watch.Restart();
        await http.AskAsync(Change);
        var messages = await Task.WhenAll(receiving);
        var delivered = watch.Elapsed;
        cpu = server.Accounting.CpuMilliseconds() - cpu;
        if (Array.Find(messages, message => !message.Contains("\"stock\":5", StringComparison.Ordinal)) is { } wrong) throw new InvalidOperationException(wrong);

        var after = server.Accounting.ResidentMegabytes();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sockets.Count} subscribers opened in {opened.TotalSeconds:0.0} s"));
        Console.WriteLine($"resident memory: {before} MiB with 50, {idle} MiB with {sockets.Count}, {after} MiB after the event");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory per idle subscriber: {(idle - before) * 1024.0 / (sockets.Count - 50):0.0} KiB"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"one event reached all of them in {delivered.TotalMilliseconds:0} ms, for {cpu * 1000 / sockets.Count:0} µs of the server's CPU each"));
        return 0;
    }

    private static async Task OpenAsync(ServerProcess server, HttpLoad http, List<ClientWebSocket> sockets, int count)
    {
        await Parallel.ForEachAsync(Enumerable.Range(sockets.Count, count - sockets.Count), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, _) =>
        {
            var socket = await SubscribeAsync(server);
            lock (sockets) sockets.Add(socket);
        });
        while (int.Parse(Digits().Match(Encoding.UTF8.GetString((await http.AskAsync(Watchers)).Span)).Value, CultureInfo.InvariantCulture) < count) await Task.Delay(100);
    }

    private static async Task<ClientWebSocket> SubscribeAsync(ServerProcess server)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        socket.Options.SetBuffer(1024, 1024);
        await socket.ConnectAsync(new Uri($"ws://{server.Address}/graphql"), CancellationToken.None);
        await socket.SendAsync(Init, WebSocketMessageType.Text, true, CancellationToken.None);
        await ReceiveAsync(socket);
        await socket.SendAsync(Subscribe, WebSocketMessageType.Text, true, CancellationToken.None);
        return socket;
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[512];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var received = await socket.ReceiveAsync(buffer, patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
