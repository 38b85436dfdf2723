using System.Diagnostics;
using System.Globalization;
using OmniCommerce.Benchmarks.Engine;

namespace OmniCommerce.Benchmarks.Truth;

/// <summary>
/// What being right costs: holds and orders per second beside what the bare database commits in the same run, and how long the shop takes to be
/// right again after it was killed. The server takes its settings from the environment, so that it is the same database here and there.
/// </summary>
/// <param name="program">The server's program.</param>
/// <param name="database">Its database.</param>
/// <param name="step">How long each rate is measured.</param>
internal sealed class TruthBenchmark(string program, BareDatabase database, TimeSpan step)
{
    private const double WantedRatio = 0.25;
    private const int WantedRecoverySeconds = 10;
    private const int CartsAtOnce = 25;

    private static readonly int[] ClientCounts = [1, 8];
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(45);

    public async Task<int> RunAsync()
    {
        var table = new List<(string What, string Format, double[] Values)>();
        using (var server = await StartAsync())
        {
            await WarmUpAsync(server);
            var bare = await EachAsync(clients => database.CommitPerSecondAsync(clients, step));
            table.Add(("commits of a single row per second, bare driver", "0", bare));
            table.Add(("holds per second, one variant", "0", await EachAsync(async clients => (await RateAsync(server, clients, PreparedCarts.ToHoldOne)).PerSecond)));
            table.Add(("holds per second, many variants", "0", await EachAsync(async clients => (await RateAsync(server, clients, PreparedCarts.ToHoldAny)).PerSecond)));

            var orders = new List<Rate>();
            foreach (var clients in ClientCounts)
                orders.Add(await RateAsync(server, clients, PreparedCarts.ToOrder));
            table.Add(("orders of two lines per second", "0", [.. orders.Select(order => order.PerSecond)]));
            table.Add(("commits per order", "0.0", [.. orders.Select(order => order.CommitsEach)]));
            table.Add(($"orders × commits ÷ bare commits (wanted ≥ {WantedRatio})", "0.00", [.. orders.Select((order, i) => order.PerSecond * order.CommitsEach / bare[i])]));
        }

        Print(table);
        return await RecoverAsync() ? 0 : 1;
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync("shop", "dotnet", program);

    private static async Task<double[]> EachAsync(Func<int, Task<double>> measure)
    {
        var values = new List<double>();
        foreach (var clients in ClientCounts)
            values.Add(await measure(clients));
        return [.. values];
    }

    // As in the other benchmark: until the just-in-time compiler has next to nothing left to do.
    private async Task WarmUpAsync(ServerProcess server)
    {
        var watch = Stopwatch.StartNew();
        do
        {
            server.Accounting.BeginStep();
            await RateAsync(server, ClientCounts[^1], PreparedCarts.ToHoldOne, TimeSpan.FromSeconds(0.5));
            await RateAsync(server, ClientCounts[^1], PreparedCarts.ToOrder, TimeSpan.FromSeconds(2));
        }
        while (!server.Accounting.CompilerWasQuiet() && watch.Elapsed < LongestWarmUp);
    }

    /// <summary>Carts are prepared and then, on the clock, used up, until the time on the clock is over.</summary>
    private async Task<Rate> RateAsync(ServerProcess server, int clients, PreparedCarts.Kind kind, TimeSpan? time = null)
    {
        var carts = Enumerable.Range(0, clients).Select(client => new PreparedCarts(server.Url, kind, client)).ToList();
        var (done, commits, clock) = (0, 0L, new Stopwatch());
        while (clock.Elapsed < (time ?? step))
        {
            await Task.WhenAll(carts.Select(each => each.PrepareAsync(CartsAtOnce)));
            var before = await database.CommitsAsync();
            clock.Start();
            await Task.WhenAll(carts.Select(each => Task.Run(each.UseUpAsync)));
            clock.Stop();
            commits += await database.CommitsAsync() - before;
            done += clients * CartsAtOnce;
        }

        carts.ForEach(each => each.Dispose());
        return new Rate(done / clock.Elapsed.TotalSeconds, (double)commits / done);
    }

    private async Task<bool> RecoverAsync()
    {
        Task[] load;
        Stopwatch watch;
        using (var server = await StartAsync())
        {
            load = [.. Enumerable.Range(0, ClientCounts[^1]).Select(client => Task.Run(() => OrderUntilItDiesAsync(server.Url, client)))];
            await Task.Delay(step);
            watch = Stopwatch.StartNew();
        }

        await Task.WhenAll(load);
        using var again = await StartAsync();
        var answered = watch.Elapsed;
        while (!await BooksAreRightAsync() && watch.Elapsed < TimeSpan.FromMinutes(1))
            await Task.Delay(100);
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"killed under the load of {load.Length} clients: the first answer after {answered.TotalSeconds:0.0} s, nothing under way and the books right after {watch.Elapsed.TotalSeconds:0.0} s (wanted < {WantedRecoverySeconds})"));
        return watch.Elapsed < TimeSpan.FromMinutes(1);
    }

    private static async Task OrderUntilItDiesAsync(Uri shop, int client)
    {
        using var carts = new PreparedCarts(shop, PreparedCarts.ToOrder, client);
        try
        {
            while (true)
            {
                await carts.PrepareAsync(1);
                await carts.UseUpAsync();
            }
        }
        catch (HttpRequestException)
        {
            // That was the kill.
        }
    }

    // Without any patience, so that what the dead process left half done is not right until it has been taken up.
    private async Task<bool> BooksAreRightAsync()
    {
        var start = new ProcessStartInfo("dotnet", [program, "check", "--Check:PatienceSeconds=0"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var check = Process.Start(start)!;
        await Task.WhenAll(check.StandardOutput.ReadToEndAsync(), check.StandardError.ReadToEndAsync());
        await check.WaitForExitAsync();
        return check.ExitCode == 0;
    }

    private void Print(List<(string What, string Format, double[] Values)> table)
    {
        Console.WriteLine($"| {database.Name} | {string.Join(" | ", ClientCounts.Select(count => count == 1 ? "1 client" : $"{count} clients"))} |");
        Console.WriteLine($"|---|{string.Concat(ClientCounts.Select(_ => "---|"))}");
        foreach (var (what, format, values) in table)
            Console.WriteLine($"| {what} | {string.Join(" | ", values.Select(value => value.ToString(format, CultureInfo.InvariantCulture)))} |");
    }

    private sealed record Rate(double PerSecond, double CommitsEach);
}
