using System.Globalization;
using System.Text;

namespace OmniCommerce.Benchmarks.Engine;

/// <summary>
/// Measures the engine's server beside an endpoint that is written by hand for the same requests and, for documents that nobody has seen
/// before, beside the reference implementation. All run at once and are loaded in turns, so that whatever else the machine does hits all
/// alike; what counts is the ratio of CPU time per request, as the kernel books it, and its median over the rounds.
/// </summary>
internal sealed class EngineComparison(string engine, string json, string? reference)
{
    private const string Product = "id sku name description price{amount currency} variants{id sku stock}";

    private const string Mutation =
        """{"query":"mutation($i:AddItemInput!){addItem(input:$i){id totalQuantity lines{sku quantity}}}","variables":{"i":{"cartId":"c1","sku":"SKU-00001","quantity":1}}}""";

    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    private static readonly (string Name, double Bar, string Body)[] Known =
    [
        ("a: {__typename}", 1.3, Query("{__typename}")),
        ("b: 20 products, nested", 1.0, Query("{products(first:20){" + Product + "}}")),
        ("bc: the same and their categories by a loader", 1.0, Query("{products(first:20){" + Product + " category{id name}}}")),
        ("c: a mutation with variables", 1.5, Mutation),
    ];

    private int _unseen = 1_000_000;

    public async Task<int> RunAsync(int rounds)
    {
        await CompareStartsAsync(rounds);
        using var ours = await ServerProcess.StartAsync("engine", "dotnet", engine);
        using var byHand = await ServerProcess.StartAsync("by hand", "dotnet", json);
        foreach (var (name, _, body) in Known) await CheckSameAsync(name, body.Replace("c1", "check"), ours, byHand);

        Console.WriteLine("| operation | engine | by hand | ratio: median (quartiles) | bar |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (name, bar, body) in Known)
        {
            var request = HttpLoad.Post(body);
            Print(name, bar, await MeasureAsync(ours, byHand, () => request, rounds));
        }

        PrintMemory(ours, byHand);
        if (reference is not null) await CompareUnseenAsync(ours, rounds);
        return 0;
    }

    private static string Query(string document) => "{\"query\":\"" + document + "\"}";

    private async Task CompareUnseenAsync(ServerProcess ours, int rounds)
    {
        Console.WriteLine();
        Console.WriteLine("| operation | engine | graphql-js | ratio: median (quartiles) | bar |");
        Console.WriteLine("|---|---|---|---|---|");
        using var theirs = await ServerProcess.StartAsync("graphql-js", "node", reference!);
        Print("d: a document never seen before", 1.0, await MeasureAsync(ours, theirs, Unseen, rounds));
    }

    private byte[] Unseen() => HttpLoad.Post(Query("{x" + Interlocked.Increment(ref _unseen) + ":products(first:1){" + Product + "}}"));

    private static async Task CheckSameAsync(string name, string body, ServerProcess ours, ServerProcess theirs)
    {
        using var first = await HttpLoad.ConnectAsync(ours.Address);
        using var second = await HttpLoad.ConnectAsync(theirs.Address);
        var request = HttpLoad.Post(body);
        var (answer, expected) = (await first.AskAsync(request), await second.AskAsync(request));
        if (!answer.Span.SequenceEqual(expected.Span))
            throw new InvalidOperationException($"{name}: {Encoding.UTF8.GetString(answer.Span)}\ninstead of\n{Encoding.UTF8.GetString(expected.Span)}");
    }

    /// <summary>CPU microseconds per request, a pair for each round.</summary>
    private static async Task<(double Ours, double Theirs)[]> MeasureAsync(ServerProcess ours, ServerProcess theirs, Func<byte[]> request, int rounds)
    {
        // Tiered compilation is done when the code has run some ten thousand times and a while has passed.
        for (var i = 0; i < 4; i++)
        {
            await CostAsync(ours, request);
            await CostAsync(theirs, request);
        }

        var pairs = new (double Ours, double Theirs)[rounds];
        for (var i = 0; i < rounds; i++)
        {
            var first = await CostAsync(ours, request);
            pairs[i] = (first, await CostAsync(theirs, request));
        }

        return pairs;
    }

    private static async Task<double> CostAsync(ServerProcess server, Func<byte[]> request)
    {
        var before = server.Accounting.CpuMilliseconds();
        var count = await HttpLoad.RunAsync(server.Address, request, Slice);
        return (server.Accounting.CpuMilliseconds() - before) * 1000 / count;
    }

    private async Task CompareStartsAsync(int rounds)
    {
        var starts = new List<(double Ours, double Theirs)>();
        var cpu = new List<(double Ours, double Theirs)>();
        for (var i = 0; i < rounds; i++)
        {
            using var ours = await ServerProcess.StartAsync("engine", "dotnet", engine);
            using var theirs = await ServerProcess.StartAsync("by hand", "dotnet", json);
            starts.Add((ours.FirstAnswer.TotalMilliseconds, theirs.FirstAnswer.TotalMilliseconds));
            cpu.Add((ours.FirstAnswerCpu, theirs.FirstAnswerCpu));
        }

        Console.WriteLine("| cold start to the first answer | engine | by hand | ratio: median (quartiles) | bar |");
        Console.WriteLine("|---|---|---|---|---|");
        Print("time", 1.5, starts, "ms");
        Print("CPU", 1.5, cpu, "ms");
        Console.WriteLine();
    }

    private static void PrintMemory(ServerProcess ours, ServerProcess theirs)
    {
        var (mine, other) = (ours.Accounting.ResidentMegabytes(), theirs.Accounting.ResidentMegabytes());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| resident memory after load | {mine} MiB | {other} MiB | {(double)mine / other:0.00} | ≤ 1.25 |"));
    }

    private static void Print(string name, double bar, IReadOnlyCollection<(double Ours, double Theirs)> pairs, string unit = "µs")
    {
        double[] ratios = [.. pairs.Select(pair => pair.Ours / pair.Theirs).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Median(pairs.Select(pair => pair.Ours)):0.0} {unit} | {Median(pairs.Select(pair => pair.Theirs)):0.0} {unit} | {Median(ratios):0.00} ({ratios[ratios.Length / 4]:0.00}–{ratios[ratios.Length * 3 / 4]:0.00}) | ≤ {bar:0.00} |"));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
