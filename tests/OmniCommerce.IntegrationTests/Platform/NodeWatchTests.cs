using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.IntegrationTests.Platform;

public sealed class NodeWatchTests(CommerceFixture shop) : IClassFixture<CommerceFixture>
{
    [Fact]
    public async Task A_node_that_falls_silent_is_struck_out_by_the_others_clock_and_comes_back_with_its_next_beat()
    {
        var clock = new Stopped();
        var (silent, silentWatch) = Start(clock, startedAgo: TimeSpan.FromDays(-400)); // Its own clock is wrong by a year.
        var (beating, beatingWatch) = Start(clock);
        var (_, observer) = Start(clock);
        await silentWatch.BeatAsync(default);

        for (var second = 0; second < 20; second++)
        {
            (await LivesAsync(silent)).ShouldBe(second < 10, $"after {second} s");
            await beatingWatch.BeatAsync(default);
            await observer.LookAroundAsync(default);
            clock.Seconds++;
        }

        (await LivesAsync(beating)).ShouldBeTrue();
        await silentWatch.BeatAsync(default);
        (await LivesAsync(silent)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_ends_leaves_and_one_that_is_alone_never_enters()
    {
        var (node, watch) = Start(TimeProvider.System);
        await watch.StartAsync(default);
        (await LivesAsync(node)).ShouldBeTrue();
        await watch.StopAsync(default);
        (await LivesAsync(node)).ShouldBeFalse();

        var (alone, quiet) = Start(TimeProvider.System, isAlone: true);
        await quiet.StartAsync(default);
        (await LivesAsync(alone)).ShouldBeFalse();
        await quiet.StopAsync(default);
    }

    private (ThisNode Node, NodeWatch Watch) Start(TimeProvider clock, TimeSpan startedAgo = default, bool isAlone = false)
    {
        var node = new ThisNode(isAlone, shop.Clock.Now - startedAgo);
        var watch = new NodeWatch(
            shop.Services.GetRequiredService<IDbContextFactory<CommerceDbContext>>(), shop.Services.GetRequiredService<WriteGate>(), node, clock, NullLogger<NodeWatch>.Instance);
        return (node, watch);
    }

    private Task<bool> LivesAsync(ThisNode node) => shop.InDatabase(db => db.Set<LivingNode>().AnyAsync(living => living.Id == node.Id));

    /// <summary>Moves on only when it is told to.</summary>
    private sealed class Stopped : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
