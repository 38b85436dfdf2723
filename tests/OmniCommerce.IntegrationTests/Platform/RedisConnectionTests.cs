using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Platform.Redis;
using OmniCommerce.Testing;
using StackExchange.Redis;

namespace OmniCommerce.IntegrationTests.Platform;

public sealed class RedisConnectionTests
{
    // Above the deadline of a call, and far below what a call without one waits: until Redis is back.
    private static readonly TimeSpan AboutTheDeadline = RedisConnection.Deadline * 2;

    private static readonly RedisScript Increase = new("return redis.call('INCRBY', KEYS[1], ARGV[1])");

    [Fact]
    public async Task Redis_that_is_not_there_at_start_costs_nothing_and_is_found_when_it_comes()
    {
        await using var server = new RedisServer();
        using var redis = Connect(server);

        (await new Heartbeat().LongestAsync(() => AskAsync(redis), TimeSpan.FromSeconds(2))).ShouldBeLessThan(AboutTheDeadline);
        redis.IsAvailable.ShouldBeFalse();

        await server.StartAsync();
        await Until(() => redis.IsAvailable);
        (await redis.AskAsync(db => db.StringSetAsync("a", 1))).IsThere.ShouldBeTrue();
    }

    [Fact]
    public async Task Redis_that_is_killed_and_started_again_is_found_again()
    {
        await using var server = await RedisServer.StartedAsync();
        using var redis = Connect(server);
        await Until(() => redis.IsAvailable);
        (await redis.RunAsync(Increase, ["n"], 2)).IsThere.ShouldBeTrue();

        await server.KillAsync();
        (await new Heartbeat().LongestAsync(() => AskAsync(redis), TimeSpan.FromSeconds(2))).ShouldBeLessThan(AboutTheDeadline);
        redis.IsAvailable.ShouldBeFalse();

        await server.StartAsync();
        await Until(() => redis.IsAvailable);
        // The new server knows no scripts.
        ((int)(await redis.RunAsync(Increase, ["n"], 3)).Value!).ShouldBe(3);
    }

    [Fact]
    public async Task Frozen_Redis_costs_each_call_at_most_its_deadline_once_and_then_nothing_until_it_thaws()
    {
        await using var server = await RedisServer.StartedAsync();
        using var redis = Connect(server);
        await Until(() => redis.IsAvailable);

        await server.FreezeAsync();
        (await new Heartbeat().TimeAsync(() => Task.WhenAll(Enumerable.Range(0, 100).Select(_ => AskAsync(redis))))).ShouldBeLessThan(AboutTheDeadline);
        (await new Heartbeat().LongestAsync(() => AskAsync(redis), TimeSpan.FromSeconds(10))).ShouldBeLessThan(RedisConnection.Deadline / 2);

        await server.ThawAsync();
        await Until(() => redis.IsAvailable);
        (await redis.AskAsync(db => db.StringSetAsync("a", 1))).IsThere.ShouldBeTrue();
    }

    [Fact]
    public async Task Emptied_Redis_answers_that_it_has_nothing_and_learns_scripts_again()
    {
        await using var server = await RedisServer.StartedAsync();
        using var redis = Connect(server);
        await Until(() => redis.IsAvailable);
        await redis.RunAsync(Increase, ["n"], 2);

        await server.FlushAsync();

        (await redis.AskAsync(db => db.StringGetAsync("n"))).ShouldBe(new RedisAnswer<RedisValue>(true, RedisValue.Null));
        ((int)(await redis.RunAsync(Increase, ["n"], 5)).Value!).ShouldBe(5);
    }

    [Fact]
    public async Task What_Redis_refuses_is_no_answer_and_does_not_make_it_count_as_away()
    {
        await using var server = await RedisServer.StartedAsync();
        using var redis = Connect(server);
        await Until(() => redis.IsAvailable);
        await redis.AskAsync(db => db.StringSetAsync("text", "a"));

        (await redis.AskAsync(db => db.StringIncrementAsync("text"))).IsThere.ShouldBeFalse();

        redis.IsAvailable.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_subscribed_before_Redis_came_or_before_it_was_killed_hears_afterwards()
    {
        await using var server = new RedisServer();
        using var listener = Connect(server);
        using var teller = Connect(server);
        var heard = 0;
        listener.Subscribe("news", _ => Interlocked.Increment(ref heard));

        await server.StartAsync();
        await UntilHeard(teller, () => heard);

        await server.KillAsync();
        await Until(() => !listener.IsAvailable && !teller.IsAvailable);
        heard = 0;
        await server.StartAsync();
        await UntilHeard(teller, () => heard);
    }

    private static RedisConnection Connect(RedisServer server) => new(server.Configuration, NullLogger<RedisConnection>.Instance);

    private static Task<RedisAnswer<RedisValue>> AskAsync(RedisConnection redis) => redis.AskAsync(db => db.StringGetAsync("a")).AsTask();

    private static async Task Until(Func<bool> condition)
    {
        for (var watch = Stopwatch.StartNew(); !condition(); await Task.Delay(10))
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    private static async Task UntilHeard(RedisConnection teller, Func<int> heard)
    {
        for (var watch = Stopwatch.StartNew(); heard() == 0; await Task.Delay(20))
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
            teller.Publish("news", "x");
        }
    }
}
