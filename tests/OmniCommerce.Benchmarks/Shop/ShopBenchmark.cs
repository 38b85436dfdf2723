using System.Diagnostics;
using System.Globalization;

namespace OmniCommerce.Benchmarks.Shop;

/// <summary>Performs the shop's operations over HTTP with 1, 8 and 32 shoppers and says what each costs the server's process.</summary>
internal static class ShopBenchmark
{
    private static readonly int[] ShopperCounts = [1, 8, 32];
    private static readonly TimeSpan WarmUpStep = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(Uri shop, int processId, string[] options)
    {
        var step = TimeSpan.FromSeconds(options.Length > 0 ? double.Parse(options[0], CultureInfo.InvariantCulture) : 4);
        var operations = options.Length > 1 ? [.. Operations.All.Where(operation => operation.Name.Contains(options[1], StringComparison.OrdinalIgnoreCase))] : Operations.All;
        var accounting = new ProcessAccounting(processId);
        using var buyer = new Shopper(shop);
        await buyer.BeginAsync();
        var goods = await Operations.ChooseAsync(buyer);

        Console.WriteLine($"resident memory before load: {accounting.ResidentMegabytes()} MiB");
        Console.WriteLine();
        Console.WriteLine("| operation | CPU ms per operation (wanted) | 1 shopper: op/s, p50, p95, p99 ms | 8 shoppers | 32 shoppers |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var operation in operations)
        {
            await WarmUpAsync(shop, operation, goods, accounting);
            var runs = new List<Run>();
            foreach (var shoppers in ShopperCounts)
                runs.Add(await LoadAsync(shop, operation, goods, shoppers, accounting, step));
            Console.WriteLine(Line(operation, runs));
        }

        Console.WriteLine();
        Console.WriteLine($"resident memory after load: {accounting.ResidentMegabytes()} MiB");
        return 0;
    }

    // A server runs for days, and methods are compiled once: until the compiler has next to nothing left to do.
    private static async Task WarmUpAsync(Uri shop, Operation operation, Goods goods, ProcessAccounting accounting)
    {
        var watch = Stopwatch.StartNew();
        do
        {
            accounting.BeginStep();
            await LoadAsync(shop, operation, goods, 8, accounting, WarmUpStep);
        }
        while (!accounting.CompilerWasQuiet() && watch.Elapsed < LongestWarmUp);
    }

    private static async Task<Run> LoadAsync(Uri shop, Operation operation, Goods goods, int shoppers, ProcessAccounting accounting, TimeSpan time)
    {
        var all = Enumerable.Range(0, shoppers).Select(_ => new Shopper(shop)).ToList();
        foreach (var shopper in all)
        {
            await shopper.BeginAsync();
            await shopper.SendAsync(goods.AddFirst);
            await shopper.SendAsync(goods.AddSecond);
        }

        var cpu = accounting.CpuMilliseconds();
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(all.Select(shopper => Task.Run(() => PerformAsync(operation, shopper, goods, watch, time))));
        var elapsed = watch.Elapsed;
        cpu = accounting.CpuMilliseconds() - cpu;
        all.ForEach(shopper => shopper.Dispose());
        double[] sorted = [.. latencies.SelectMany(one => one).Order()];
        return new Run(cpu / sorted.Length, sorted.Length / elapsed.TotalSeconds, At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99));
    }

    private static async Task<List<double>> PerformAsync(Operation operation, Shopper shopper, Goods goods, Stopwatch watch, TimeSpan time)
    {
        var latencies = new List<double>();
        while (watch.Elapsed < time)
        {
            var started = Stopwatch.GetTimestamp();
            await operation.PerformAsync(shopper, goods);
            latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return latencies;
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static string Line(Operation operation, List<Run> runs) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {operation.Name} | {runs.Min(run => run.CpuPerOperation):0.00} (≤ {operation.WantedCpu}) | {string.Join(" | ", runs.Select(run => $"{run.PerSecond:0}, {run.P50:0.0}, {run.P95:0.0}, {run.P99:0.0}"))} |");

    private sealed record Run(double CpuPerOperation, double PerSecond, double P50, double P95, double P99);
}
