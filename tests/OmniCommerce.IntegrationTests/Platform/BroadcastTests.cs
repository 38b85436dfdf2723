using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Redis;

namespace OmniCommerce.IntegrationTests.Platform;

public sealed class BroadcastTests
{
    [Fact]
    public async Task A_listener_hears_its_topic_from_the_moment_it_listens_until_its_token_ends()
    {
        var broadcast = new LocalBroadcast();
        using var stop = new CancellationTokenSource();
        broadcast.Publish("a", new Changed(0, default));
        var heard = broadcast.Listen<Changed>("a", stop.Token);

        broadcast.Publish("a", new Changed(1, default));
        broadcast.Publish("b", new Changed(2, default));
        broadcast.Publish("a", "another type");
        broadcast.Publish("a", new Changed(3, default));
        await stop.CancelAsync();
        broadcast.Publish("a", new Changed(4, default));

        (await Numbers(heard)).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task A_listener_far_behind_loses_the_oldest()
    {
        var broadcast = new LocalBroadcast();
        using var stop = new CancellationTokenSource();
        var heard = broadcast.Listen<Changed>("a", stop.Token);
        for (var i = 0; i < 300; i++)
            broadcast.Publish("a", new Changed(i, default));
        await stop.CancelAsync();

        (await Numbers(heard)).ShouldBe(Enumerable.Range(44, 256));
    }

    [Fact]
    public async Task Another_node_hears_what_was_told_and_the_teller_hears_itself_once()
    {
        await using var server = await RedisServer.StartedAsync();
        using var here = new Node(server);
        using var there = new Node(server);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var heardHere = here.Broadcast.Listen<Changed>("a", stop.Token);
        var heardThere = there.Broadcast.Listen<Changed>("a", stop.Token);
        await Until(() => here.Redis.IsAvailable && there.Redis.IsAvailable);
        var price = new Money(1990, Currency.Of("GBP"));

        here.Broadcast.Publish("b", new Changed(1, price));
        here.Broadcast.Publish("a", "another type");
        here.Broadcast.Publish("a", new Changed(2, price));
        there.Broadcast.Publish("a", new Changed(3, price));

        (await heardHere.Take(2).ToListAsync(stop.Token)).ShouldBe([new Changed(2, price), new Changed(3, price)], ignoreOrder: true);
        (await heardThere.Take(2).ToListAsync(stop.Token)).ShouldBe([new Changed(2, price), new Changed(3, price)], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_Redis_a_node_still_hears_itself_at_once()
    {
        await using var server = new RedisServer();
        using var node = new Node(server);
        using var stop = new CancellationTokenSource();
        var heard = node.Broadcast.Listen<Changed>("a", stop.Token);

        node.Broadcast.Publish("a", new Changed(1, default));
        await stop.CancelAsync();

        (await Numbers(heard)).ShouldBe([1]);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("""{"Node":"x","Topic":"a","Type":"System.IO.FileInfo","Message":{"fileName":"x"}}""")]
    [InlineData("""{"Node":"x","Topic":"a","Type":"$","Message":{"Number":"not a number"}}""")]
    public async Task What_another_program_tells_on_the_channel_does_no_harm(string message)
    {
        await using var server = await RedisServer.StartedAsync();
        using var node = new Node(server);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var heard = node.Broadcast.Listen<Changed>("a", stop.Token);
        await Until(() => node.Redis.IsAvailable);

        var type = LocalBroadcast.NameOf(typeof(Changed));
        node.Redis.Publish(RedisKeys.Broadcast, message.Replace("$", type, StringComparison.Ordinal));
        node.Redis.Publish(
            RedisKeys.Broadcast,
            """{"Node":"x","Topic":"a","Type":"$","Message":{"Number":7,"Price":{"MinorUnits":1,"Currency":"GBP"}}}""".Replace("$", type, StringComparison.Ordinal));

        (await heard.FirstAsync(stop.Token)).ShouldBe(new Changed(7, new Money(1, Currency.Of("GBP"))));
    }

    private static async Task<List<int>> Numbers(IAsyncEnumerable<Changed> heard) => await heard.Select(changed => changed.Number).ToListAsync();

    private static async Task Until(Func<bool> condition)
    {
        for (var watch = Stopwatch.StartNew(); !condition(); await Task.Delay(10))
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    private sealed record Changed(int Number, Money Price);

    private sealed class Node : IDisposable
    {
        public Node(RedisServer server)
        {
            Redis = new RedisConnection(server.Configuration, NullLogger<RedisConnection>.Instance);
            Broadcast = new RedisBroadcast(new LocalBroadcast(), Redis);
        }

        public RedisConnection Redis { get; }

        public RedisBroadcast Broadcast { get; }

        public void Dispose() => Redis.Dispose();
    }
}
