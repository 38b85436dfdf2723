using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>A Redis that is absent, killed, empty, frozen, full or of yesterday, while shoppers buy. Nothing that counts is in it.</summary>
internal static class Weather
{
    public static readonly Scenario[] All = [new("D", "whatever becomes of Redis, nothing is lost and nobody waits (D1 to D7)", 1, 50, EachAsync)];

    private const int OrdersInEach = 10;
    private const int LittleMemory = 1_000_000;

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
}
