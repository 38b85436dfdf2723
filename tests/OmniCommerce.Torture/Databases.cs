using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>Databases that are busy, full, away, or cut the line. Clients are told to come back, nothing is done by half, and then it goes on.</summary>
internal static class Databases
{
    public static readonly Scenario[] All =
    [
        new("C4", "a database that is busy for others delays and harms nothing", 1, 3, BusyAsync),
        new("C4f", "a full disk is said, and forgotten once there is room", 1, 5, FullAsync),
        new("C4p", "a full disk under PostgreSQL is said, and forgotten once there is room", 0, 3, FullServerAsync),
        new("C4k", "connections cut in the middle, of commits too, harm nothing", 1, 10, CutAsync),
        new("C4o", "a database that lets nobody in is waited for", 0, 5, OfflineAsync),
    ];

    private const int Plenty = 100_000;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(2);

    /// <summary>Another program writes half of the time: meanwhile nobody else does, on SQLite anything, on PostgreSQL to the stock.</summary>
    private static async Task<string> BusyAsync(Arena arena, List<string> violations)
    {
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", Plenty));
        var load = await Load.BeginAsync(arena, [shop], buyers: 8, violations);
        var watch = Stopwatch.StartNew();
        await using DbConnection other = arena.IsSqlite
            ? new SqliteConnection($"Data Source={Path.Combine(shop.Data, "commerce.db")};Default Timeout=30")
            : new NpgsqlConnection(DemoShop.ConnectionStringOf(arena.Name));
        await other.OpenAsync();
        while (watch.Elapsed < 3 * arena.Runs * TimeSpan.FromSeconds(1))
        {
            await using (var writes = await other.BeginTransactionAsync())
            {
                await using var statement = other.CreateCommand();
                (statement.Transaction, statement.CommandText) = (writes, "LOCK TABLE stock_levels IN EXCLUSIVE MODE");
                if (!arena.IsSqlite)
                    await statement.ExecuteNonQueryAsync();
                await Task.Delay(150);
            }

            await Task.Delay(150);
        }

        return await EndAsync(arena, shop, load, violations);
    }

    /// <summary>The program may not write to any file behind its first page, which SQLite takes for a full disk.</summary>
    private static async Task<string> FullAsync(Arena arena, List<string> violations)
    {
        if (!arena.IsSqlite)
            return "skipped: another program writes its files, see C4p";
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", Plenty));
        var load = await Load.BeginAsync(arena, [shop], buyers: 4, violations);
        for (var run = 0; run < arena.Runs; run++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            await LimitFilesAsync(shop, "4096");
            await WaitForRefusalAsync(load, violations);
            await LimitFilesAsync(shop, "unlimited");
        }

        return await EndAsync(arena, shop, load, violations);
    }

    private static async Task<string> FullServerAsync(Arena arena, List<string> violations)
    {
        if (arena.IsSqlite)
            return "skipped: see C4f";
        await using var disk = await SmallDisk.StartAsync();
        if (disk is null)
            return "skipped: only root can make a disk that is easily full";
        await disk.CopyAsync(await DemoShop.ConnectionStringAsync());
        await using var shop = await arena.ShopAsync([disk.Setting], ("GOODS", "10.00", Plenty));
        var load = await Load.BeginAsync(arena, [shop], buyers: 4, violations);
        var gaveUp = 0;
        for (var run = 0; run < arena.Runs; run++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            var before = load.Away;
            await disk.FillAsync();
            for (var began = Stopwatch.GetTimestamp(); load.Away == before && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1);)
                await Task.Delay(100);
            await WaitForRefusalAsync(load, violations);
            gaveUp += await disk.EmptyAsync() ? 1 : 0;
        }

        return $"{await EndAsync(arena, shop, load, violations)}; the server gave up and was started again {gaveUp} of {arena.Runs} times";
    }

    private static async Task<string> CutAsync(Arena arena, List<string> violations)
    {
        if (arena.IsSqlite)
            return "skipped: it has no connections to cut";
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", Plenty));
        var load = await Load.BeginAsync(arena, [shop], buyers: 8, violations);
        var cuts = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < 3 * arena.Runs * TimeSpan.FromSeconds(1))
        {
            await Task.Delay(Random.Shared.Next(20, 200));
            cuts++;

            // Whoever is committing this very moment, and one more at random.
            await DemoShop.OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{arena.Name}' AND state <> 'idle' AND query ILIKE 'COMMIT%'");
            await DemoShop.OnServerAsync($"SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE datname = '{arena.Name}' AND state <> 'idle' ORDER BY random() LIMIT 1) AS one");
        }

        return $"{cuts} cuts, {await EndAsync(arena, shop, load, violations)}";
    }

    private static async Task<string> OfflineAsync(Arena arena, List<string> violations)
    {
        if (arena.IsSqlite)
            return "skipped: it has no server that could refuse";
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", Plenty));
        var load = await Load.BeginAsync(arena, [shop], buyers: 4, violations);
        for (var run = 0; run < arena.Runs; run++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            await DemoShop.OnServerAsync($"ALTER DATABASE {arena.Name} ALLOW_CONNECTIONS false");
            await DemoShop.OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{arena.Name}'");
            await WaitForRefusalAsync(load, violations);
            await DemoShop.OnServerAsync($"ALTER DATABASE {arena.Name} ALLOW_CONNECTIONS true");
        }

        return await EndAsync(arena, shop, load, violations);
    }

    private static async Task WaitForRefusalAsync(Load load, List<string> violations)
    {
        var before = load.Away;
        await Task.Delay(Outage);
        if (load.Away == before)
            violations.Add("nobody was told to come back later");
    }

    /// <summary>All who were buying get what they bought, exactly once.</summary>
    private static async Task<string> EndAsync(Arena arena, Shop shop, Load load, List<string> violations)
    {
        await load.EndAsync();
        await load.RepeatAsync();

        // A commit whose answer was lost is found by the next repeat, or by the jobs; what they find at their next turn is waited for.
        if (await arena.WrongAfterAsync(TimeSpan.FromSeconds(60)) is { Length: > 0 } wrong)
            violations.Add(wrong);
        Races.Expect(violations, Plenty - load.Orders, await Arena.FreeAsync(shop, "GOODS"), "left");
        if (load.Refused + load.Broken > 0)
            violations.Add($"{load.Refused + load.Broken} requests got no answer");
        return $"{load.Orders} orders, {load.Away} times told to come back";
    }

    // Run as anybody who may, for it is the same user's process.
    private static async Task LimitFilesAsync(Shop shop, string bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", shop.ProcessId.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}:unlimited"]);
        await limit.WaitForExitAsync();
        limit.ExitCode.ShouldBe(0, "prlimit");
    }
}
