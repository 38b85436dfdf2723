using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>A Redis that is absent, killed, empty, frozen, full or of yesterday, while shoppers buy. Nothing that counts is in it.</summary>
internal static class Weather
{
    public static readonly Scenario[] All =
    [
        new("D", "whatever becomes of Redis, nothing is lost and nobody waits (D1 to D7)", 1, 3, EachAsync),
        new("D4", "without Redis, or when it comes back empty, the database has hardly more to do", 1, 2, StampedeAsync),
    ];

    private const int OrdersInEach = 10;
    private const int LittleMemory = 1_000_000;
    private const int Visitors = 100;
    private const int MostTimesTheUsual = 3;

    // One request may wait for Redis as long as its deadline a few times, before the shop stops asking it.
    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(1);

    private static async Task<string> EachAsync(Arena arena, List<string> violations)
    {
        using var redis = RedisProcess.Start();
        redis.Kill();
        await using var shop = await arena.ShopAsync([redis.Setting], ("GOODS", "10.00", 100_000));
        var load = await Load.BeginAsync(arena, [shop], buyers: 6, violations);
        var notes = new List<string>();
        var usual = TimeSpan.Zero;
        for (var run = 0; run < arena.Runs; run++)
        {
            if (run == 0)
                await InAsync("absent at start", () => { });
            redis.StartAgain();
            usual = await InAsync("there", () => { });
            await InAsync("killed", redis.Kill);
            await InAsync("back and empty", redis.StartAgain);
            await InAsync("flushed", redis.Flush);
            await InAsync("frozen", redis.Freeze);
            redis.Thaw();
            await InAsync("short of memory, forgetting", () => redis.Shrink(LittleMemory, "allkeys-lru"));
            await InAsync("short of memory, refusing", () => redis.Shrink(LittleMemory, "noeviction"));
            redis.Shrink(0, "noeviction");
            await OfYesterdayAsync();
            redis.Kill();
        }

        await load.EndAsync();
        await load.RepeatAsync();
        if (await arena.WrongAfterAsync(TimeSpan.FromSeconds(60)) is { Length: > 0 } wrong)
            violations.Add(wrong);
        Races.Expect(violations, 100_000 - load.Orders, await Arena.FreeAsync(shop, "GOODS"), "left");
        if (load.Refused + load.Broken + load.Away > 0)
            violations.Add($"{load.Refused + load.Broken + load.Away} requests failed");
        return $"{load.Orders} orders, none failed; slowest of the last round: {string.Join(", ", notes)}";

        // Who signed out after the copy was made stays signed out when the copy comes back.
        async Task OfYesterdayAsync()
        {
            using var leaver = await arena.ClientAsync(shop);
            await leaver.AddAsync("GOODS", 1);
            redis.Save();
            await leaver.MutateAsync("mutation { signOut(input: {}) { errors { __typename } } }");
            redis.Kill();
            await InAsync("of yesterday", redis.StartAgain);
            var session = (await leaver.PostAsync("{ session { id } }")).GetProperty("data").GetProperty("session");
            if (session.ValueKind != JsonValueKind.Null)
                violations.Add("who had signed out is signed in again");
        }

        async Task<TimeSpan> InAsync(string state, Action change)
        {
            load.Lap();
            change();
            var (_, median, slowest) = await load.LapAsync(OrdersInEach);
            if (usual > TimeSpan.Zero && slowest > (2 * usual) + (arena.Patience * Bearable))
                violations.Add($"with Redis {state} an order took {slowest.TotalMilliseconds:0} ms, usually at most {usual.TotalMilliseconds:0} ms");
            notes.RemoveAll(note => note.StartsWith($"{state} ", StringComparison.Ordinal));
            notes.Add($"{state} {median.TotalMilliseconds:0}/{slowest.TotalMilliseconds:0} ms");
            return slowest;
        }
    }

    /// <summary>A hundred visitors look at their carts at once, as when an app's page loads.</summary>
    private static async Task<string> StampedeAsync(Arena arena, List<string> violations)
    {
        if (arena.IsSqlite)
            return "skipped: it counts no statements";
        if (await DemoShop.CountOnServerAsync("SELECT COUNT(*) FROM pg_settings WHERE name = 'shared_preload_libraries' AND setting LIKE '%pg_stat_statements%'") == 0)
            return "skipped: the server counts no statements";
        await DemoShop.OnServerAsync("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        using var redis = RedisProcess.Start();
        await using var shop = await arena.ShopAsync([redis.Setting], ("GOODS", "10.00", 100_000));
        var visitors = await Task.WhenAll(Enumerable.Range(0, Visitors).Select(async _ =>
        {
            var visitor = await arena.ClientAsync(shop);
            await Races.AddAsync(visitor, "GOODS");
            return visitor;
        }));
        var notes = new List<string>();
        await StatementsAsync();
        for (var run = 0; run < arena.Runs; run++)
        {
            var usual = await StatementsAsync();
            redis.Kill();
            await ExpectAsync("away", usual);
            redis.StartAgain();
            await ExpectAsync("back and empty", usual);
            redis.Flush();
            await ExpectAsync("flushed", usual);

            // A node that has just started remembers nobody; only Redis may, once another has written down there whom it knew.
            await StartAnewAsync();
            await StatementsAsync();
            await StartAnewAsync();
            usual = await StatementsAsync();
            redis.Flush();
            await StartAnewAsync();
            await ExpectAsync("flushed and a new node", usual);
        }

        Array.ForEach(visitors, visitor => visitor.Dispose());
        return $"statements for {Visitors} visitors: {string.Join(", ", notes)}";

        async Task StartAnewAsync()
        {
            await shop.StopAsync();
            await shop.RestartAsync([.. arena.Settings, redis.Setting]);
        }

        async Task ExpectAsync(string state, long usual)
        {
            var statements = await StatementsAsync();
            if (statements > MostTimesTheUsual * usual)
                violations.Add($"with Redis {state} the database had {statements} statements, usually {usual}");
            notes.Add($"{state} {statements} (usually {usual})");
        }

        async Task<long> StatementsAsync()
        {
            var before = await CountAsync();
            await Task.WhenAll(visitors.Select(async visitor =>
            {
                for (var page = 0; page < 3; page++)
                {
                    var seen = await Races.InsistAsync(() => visitor.QueryAsync("{ session { id cart { itemCount total { amount } lines { quantity variant { sku } } } } }"));
                    if (seen.GetProperty("session").GetProperty("cart").GetProperty("itemCount").GetInt32() != 1)
                        violations.Add($"a visitor saw {seen}");
                }
            }));
            return await CountAsync() - before;
        }

        Task<long> CountAsync() => DemoShop.CountOnServerAsync(
            $"SELECT COALESCE(SUM(calls), 0) FROM pg_stat_statements JOIN pg_database ON pg_database.oid = dbid WHERE datname = '{arena.Name}'");
    }
}
