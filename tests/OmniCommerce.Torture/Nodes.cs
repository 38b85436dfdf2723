using System.Diagnostics;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>Several nodes on one database, of which some die.</summary>
internal static class Nodes
{
    public static readonly Scenario[] All =
    [
        new("C3", "a node is stopped, another killed, and no shopper is told no", 1, 4, RollAsync),
        new("C3b", "what a killed node had begun is ended by the others", 0, 10, TakeOverAsync),
    ];

    // The lease of a node that died has to be over first, and the others look every few seconds.
    private static readonly TimeSpan TakenOverWithin = TimeSpan.FromSeconds(15);

    // One at the node that died, one at a node that is just starting, one at the third.
    private const int MostTries = 4;

    private static readonly string[] Steps = ["StartOrder.committed", "RecordAuthorization.begun", "ConfirmOrder.committed", "RecordCapture.begun", "Outbox.handled"];

    private static async Task<string> RollAsync(Arena arena, List<string> violations)
    {
        if (arena.IsSqlite)
            return "skipped: nodes share a server";
        using var redis = RedisProcess.Start();
        await using var first = await arena.ShopAsync([redis.Setting], ("GOODS", "10.00", 100_000));
        await using var second = await first.StartNodeAsync([.. arena.Settings, redis.Setting]);
        await using var third = await first.StartNodeAsync([.. arena.Settings, redis.Setting]);
        Shop[] nodes = [first, second, third];
        var load = await Load.BeginAsync(arena, nodes, buyers: 6, violations);
        for (var run = 0; run < arena.Runs; run++)
        {
            var node = nodes[run % nodes.Length];
            await Task.Delay(TimeSpan.FromSeconds(1));
            var broken = load.Broken;
            await node.StopAsync();
            if (load.Broken > broken)
                violations.Add($"{load.Broken - broken} requests were not answered while their node was stopped");
            await node.RestartAsync([.. arena.Settings, redis.Setting]);

            node = nodes[(run + 1) % nodes.Length];
            await Task.Delay(TimeSpan.FromSeconds(1));
            node.Kill();
            await node.DiesWithinAsync(TimeSpan.FromMinutes(1));
            await node.RestartAsync([.. arena.Settings, redis.Setting]);
        }

        await load.EndAsync();
        await load.RepeatAsync();
        if (load.MostTries > MostTries)
            violations.Add($"a request was sent {load.MostTries} times");
        if (await arena.WrongAfterAsync(arena.Patience * TakenOverWithin) is { Length: > 0 } wrong)
            violations.Add(wrong);
        Races.Expect(violations, 100_000 - load.Orders, await Arena.FreeAsync(first, "GOODS"), "left");
        return $"{load.Orders} orders, {load.Broken} answers lost to kills, {load.Refused} times another node was asked, a request at most {load.MostTries} times";
    }

    private static async Task<string> TakeOverAsync(Arena arena, List<string> violations)
    {
        if (arena.IsSqlite)
            return "skipped: nodes share a server";
        using var redis = RedisProcess.Start();
        await using var first = await arena.ShopAsync([redis.Setting], ("GOODS", "10.00", 1_000));
        var second = await first.StartNodeAsync([.. arena.Settings, redis.Setting]);
        await using var ended = second;
        using var till = await arena.ClientAsync(first, "POS");
        using var same = new Client(second.Url) { Token = till.Token };
        var slowest = TimeSpan.Zero;
        foreach (var step in Enumerable.Range(0, arena.Runs).Select(run => Steps[run % Steps.Length]))
        {
            await second.StopAsync();
            second.CrashesAt = step;
            await second.RestartAsync([.. arena.Settings, redis.Setting]);
            (await till.AddAsync("GOODS", 1)).Errors().ShouldBeEmpty();
            await same.OrderByCardAsync().ContinueWith(_ => { }, TaskScheduler.Default);
            if (!await second.DiesWithinAsync(TimeSpan.FromMinutes(1)))
                violations.Add($"{step} was not reached");
            var watch = Stopwatch.StartNew();
            if (await arena.WrongAfterAsync(arena.Patience * TakenOverWithin) is { Length: > 0 } wrong)
                violations.Add($"{step}: after {watch.Elapsed.TotalSeconds:0.0} s {wrong}");
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            Console.Error.WriteLine($"  {step}: ended by the other node after {watch.Elapsed.TotalSeconds:0.0} s");
        }

        return $"{Math.Min(arena.Runs, Steps.Length)} of {Steps.Length} steps; at most {slowest.TotalSeconds:0.0} s after the kill";
    }
}
