using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Jobs;

/// <summary>
/// Shows the other nodes that this one lives, and strikes out those whose beat has stood still for too long. How long that is, each node measures
/// by its own clock, so that no two clocks have to agree. A node that was only slow is struck out too, and enters itself again with its next
/// beat: what it had begun may be taken up meanwhile, which is safe, for every step may be repeated.
/// </summary>
internal sealed class NodeWatch(
    IDbContextFactory<CommerceDbContext> contexts, WriteGate gate, ThisNode self, TimeProvider clock, ILogger<NodeWatch> logger) : BackgroundService
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TakenForDeadAfter = TimeSpan.FromSeconds(8);

    private readonly Dictionary<Guid, (long Beat, long SeenAt)> _others = [];

    /// <summary>Is entered before it takes any request.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (self.IsAlone)
            return;
        await BeatAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Has ended all that it began, and leaves.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!self.IsAlone)
            await StrikeOutAsync(node => node.Id == self.Id, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(BeatEvery, clock, stoppingToken);
                await BeatAsync(stoppingToken);
                await LookAroundAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogWarning(exception, "The other nodes could not be told that this one lives; it is tried again in a second.");
            }
        }
    }

    /// <summary>Shows that this node lives.</summary>
    internal async Task BeatAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        var entered = await db.Set<LivingNode>().Where(node => node.Id == self.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(node => node.Beat, node => node.Beat + 1), cancellationToken);
        if (entered == 1)
            return;
        db.Add(new LivingNode { Id = self.Id, StartedAt = self.StartedAt });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Strikes out every other node whose beat has not moved since it was looked at first, if that is long enough ago.</summary>
    internal async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var others = await db.Set<LivingNode>().AsNoTracking().Where(node => node.Id != self.Id).ToListAsync(cancellationToken);
        foreach (var left in _others.Keys.Except(others.Select(other => other.Id)).ToList())
            _others.Remove(left);
        foreach (var other in others)
        {
            if (!_others.TryGetValue(other.Id, out var seen) || seen.Beat != other.Beat)
            {
                _others[other.Id] = (other.Beat, clock.GetTimestamp());
            }
            else if (clock.GetElapsedTime(seen.SeenAt) > TakenForDeadAfter)
            {
                _others.Remove(other.Id);
                if (await StrikeOutAsync(node => node.Id == other.Id && node.Beat == other.Beat, cancellationToken))
                    logger.LogWarning("Node {Node} is silent; what it had begun is taken up.", other.Id);
            }
        }
    }

    private async Task<bool> StrikeOutAsync(Expression<Func<LivingNode, bool>> which, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        return await db.Set<LivingNode>().Where(which).ExecuteDeleteAsync(cancellationToken) == 1;
    }
}
