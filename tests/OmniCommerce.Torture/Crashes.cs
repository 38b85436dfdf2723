using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>Shops that die, and databases that are away.</summary>
internal static class Crashes
{
    public static readonly Scenario[] All =
    [
        new("C1", "killed at a named step, it recovers by itself", 1, 50, AtEachStepAsync),
        new("C2", "killed at random under load, no acknowledged order is lost", 3, 300, AtRandomAsync),
        new("C4", "a database that is busy for others delays and harms nothing", 1, 50, BusyAsync),
    ];

    /// <summary>The bar: so long after a start everything is as if nothing had happened.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);

    private static readonly string[] Steps =
    [
        "AddCartLines.saved", "AddCartLines.committed", "HoldStock.done", "HoldCart.saved", "HoldCart.committed", "ReleaseStock.done", "ReleaseCart.saved", "ReleaseCart.committed",
        "StartOrder.begun", "StartCheckout.done", "OpenTenders.done", "StartOrder.saved", "StartOrder.committed",
        "RecordAuthorization.begun", "RecordAuthorization.saved", "RecordAuthorization.committed",
        "ConfirmOrder.begun", "AllocateHeldStock.done", "CommitHold.done", "TakeTenders.done", "SellAllocatedStock.done", "ConfirmOrder.saved", "ConfirmOrder.committed",
        "RecordCapture.begun", "RecordCapture.saved", "RecordCapture.committed",
        "OpenRefunds.done", "BookReturn.saved", "BookReturn.committed", "RecordRefund.begun", "RecordRefund.saved", "RecordRefund.committed",
        "Outbox.handled", "Outbox.noted",
    ];

    /// <summary>In a quick run each database has every other step; with both databases all are walked.</summary>
    private static async Task<string> AtEachStepAsync(Arena arena, List<string> violations)
    {
        var steps = arena.Runs > 1 ? Steps : [.. Steps.Where((_, i) => i % 3 == (arena.IsSqlite ? 0 : 1))];
        var slowest = TimeSpan.Zero;
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", 10_000));
        using var till = await arena.ClientAsync(shop, "POS");
        await shop.StopAsync();
        var left = 10_000;
        foreach (var step in Enumerable.Range(0, arena.Runs).SelectMany(_ => steps))
        {
            shop.CrashesAt = step;
            await shop.RestartAsync(arena.Settings);
            var purchase = new Purchase();
            var died = await purchase.TryAsync(till);
            if (!await shop.DiesWithinAsync(TimeSpan.FromSeconds(died ? 10 : 4)))
            {
                violations.Add($"{step} was not reached");
                shop.Kill();
                await shop.DiesWithinAsync(TimeSpan.FromSeconds(10));
            }

            shop.CrashesAt = null;
            var watch = Stopwatch.StartNew();
            await shop.RestartAsync(arena.Settings);
            var wrong = await arena.WrongAsync(shop, patienceSeconds: 0);
            while (wrong != "" && watch.Elapsed < Recovery)
                wrong = await arena.WrongAsync(shop, patienceSeconds: 0);
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            if (wrong != "")
                violations.Add($"{step}: after {watch.Elapsed.TotalSeconds:0.0} s {wrong}");

            violations.AddRange((await purchase.FinishAsync(till)).Select(what => $"{step}: {what}"));
            Races.Expect(violations, --left, await Arena.FreeAsync(shop, "GOODS"), $"{step}: left");
            Console.Error.WriteLine($"  {step}: clean after {watch.Elapsed.TotalSeconds:0.0} s, {violations.Count} violations so far");
            await shop.StopAsync();
        }

        return $"{steps.Length} steps; clean at most {slowest.TotalSeconds:0.0} s after the start, the start and the check included";
    }

    private static async Task<string> AtRandomAsync(Arena arena, List<string> violations)
    {
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", 100_000));
        var acknowledged = new ConcurrentDictionary<Guid, string>();
        var buyers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => arena.ClientAsync(shop, i % 2 == 0 ? "POS" : "WEB")));
        var owners = new ConcurrentDictionary<Guid, Client>();
        for (var run = 0; run < arena.Runs; run++)
        {
            using var stop = new CancellationTokenSource();
            var load = buyers.Select(buyer => BuyUntilAsync(buyer, stop.Token)).ToArray();
            await Task.Delay(Random.Shared.Next(1000, 2500));
            shop.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(load);
            await shop.DiesWithinAsync(TimeSpan.FromSeconds(10));
            await shop.RestartAsync(arena.Settings);
        }

        foreach (var (key, number) in acknowledged)
        {
            var again = await owners[key].OrderByCardAsync(key);
            if (again.Errors().Count > 0 || again.GetProperty("order").GetProperty("number").GetString() != number)
                violations.Add($"{number} was acknowledged, and its repeat answered {again}");
        }

        await Task.Delay(TimeSpan.FromSeconds(3));
        if (await arena.WrongAsync(shop, patienceSeconds: 3) is { Length: > 0 } wrong)
            violations.Add(wrong);
        Array.ForEach(buyers, buyer => buyer.Dispose());
        return $"{acknowledged.Count} orders acknowledged";

        async Task BuyUntilAsync(Client buyer, CancellationToken stopped)
        {
            while (!stopped.IsCancellationRequested)
            {
                try
                {
                    var key = Guid.NewGuid();
                    await buyer.AddAsync("GOODS", 1);
                    var answer = await buyer.OrderByCardAsync(key);
                    if (answer.Errors().Count == 0 && owners.TryAdd(key, buyer))
                        acknowledged[key] = answer.GetProperty("order").GetProperty("number").GetString()!;
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or JsonException)
                {
                    // It was killed, perhaps in the middle of the answer.
                }
            }
        }
    }

    /// <summary>Another program writes to the same SQLite file half of the time.</summary>
    private static async Task<string> BusyAsync(Arena arena, List<string> violations)
    {
        if (!arena.IsSqlite)
            return "skipped: other databases have no single writer";
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", 1000 * arena.Runs));
        var buyers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => arena.ClientAsync(shop)));
        for (var run = 0; run < arena.Runs; run++)
        {
            using var stop = new CancellationTokenSource();
            var storm = Task.Run(
                async () =>
                {
                    await using var other = new SqliteConnection($"Data Source={Path.Combine(shop.Data, "commerce.db")};Default Timeout=30");
                    await other.OpenAsync();
                    while (!stop.IsCancellationRequested)
                    {
                        using (other.BeginTransaction())
                            await Task.Delay(150);
                        await Task.Delay(150);
                    }
                });
            await Task.WhenAll(buyers.Select(async buyer =>
            {
                for (var i = 0; i < 3; i++)
                {
                    await buyer.AddAsync("GOODS", 1);
                    var answer = await buyer.OrderByCardAsync();
                    if (answer.Errors().Count > 0)
                        violations.Add($"a buyer was told {answer}");
                }
            }));
            await stop.CancelAsync();
            await storm;
        }

        Races.Expect(violations, 1000 * arena.Runs - (24 * arena.Runs), await Arena.FreeAsync(shop, "GOODS"), "left");
        Array.ForEach(buyers, buyer => buyer.Dispose());
        return "8 buyers beside a writer of 150 ms in 300";
    }

    /// <summary>Two of something bought at a till and one of them brought back, each step of which may be the last of the shop's life.</summary>
    private sealed class Purchase
    {
        private readonly Guid _add = Guid.NewGuid();
        private readonly Guid _place = Guid.NewGuid();
        private readonly Guid _return = Guid.NewGuid();

        /// <returns>Whether the shop died over it.</returns>
        public async Task<bool> TryAsync(Client till)
        {
            try
            {
                await till.AddAsync("GOODS", 2, _add);
                await till.MutateAsync("mutation { holdCart(input: {}) { errors { __typename } } }");
                await till.MutateAsync("mutation { releaseCart(input: {}) { errors { __typename } } }");
                var order = (await till.OrderByCardAsync(_place)).GetProperty("order");
                await Races.ReturnOneAsync(till, order, _return);
                return false;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                return true;
            }
        }

        /// <summary>Repeats everything under the same keys; answers what is not as if nothing had happened.</summary>
        public async Task<List<string>> FinishAsync(Client till)
        {
            var wrong = new List<string>();
            if ((await till.AddAsync("GOODS", 2, _add)) is var added && added.Errors().Count > 0)
                wrong.Add($"adding was answered {added}");
            var key = _place;
            var placed = await till.OrderByCardAsync(key);

            // Nobody had promised to pay: the shop gave it up, and the shopper orders anew.
            if (placed.Errors() is ["PaymentDeclined"])
                placed = await till.OrderByCardAsync(key = Guid.NewGuid());
            if (placed.Errors().Count > 0)
                return [.. wrong, $"placing was answered {placed}"];
            var again = await till.OrderByCardAsync(key);
            if (again.Errors().Count > 0 || Number(again) != Number(placed))
                wrong.Add($"{Number(placed)} became {again}");
            for (var i = 0; i < 2; i++)
            {
                if (await Races.ReturnOneAsync(till, placed.GetProperty("order"), _return) is var returned && returned.Errors().Count > 0)
                    wrong.Add($"returning was answered {returned}");
            }

            return wrong;
        }

        private static string? Number(JsonElement placed) => placed.GetProperty("order").GetProperty("number").GetString();
    }
}
