using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Outbox;

/// <summary>
/// Lanes that this node has for a while. Taken and kept by conditional updates; a node that died, or slept too long, loses them by the time
/// alone. Two nodes that disagree about the time may both work a lane: then the inbox lets only one of them have an effect.
/// </summary>
internal sealed class LaneLease : IDisposable
{
    private readonly IDbContextFactory<CommerceDbContext> _contexts;
    private readonly WriteGate _gate;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _length;
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private readonly Guid _worker = Guid.NewGuid();
    private DateTimeOffset _until;

    private LaneLease(IDbContextFactory<CommerceDbContext> contexts, WriteGate gate, TimeProvider clock, TimeSpan length) =>
        (_contexts, _gate, _clock, _length) = (contexts, gate, clock, length);

    /// <summary>The lanes.</summary>
    public IReadOnlyList<int> Lanes { get; private set; } = [];

    /// <summary>Takes those of the lanes that nobody has; perhaps none.</summary>
    public static async Task<LaneLease> TakeAsync(
        IReadOnlyCollection<int> wanted, TimeSpan length, IDbContextFactory<CommerceDbContext> contexts, WriteGate gate, TimeProvider clock, CancellationToken cancellationToken)
    {
        var lease = new LaneLease(contexts, gate, clock, length);
        if (wanted.Count == 0)
            return lease;
        var now = clock.GetUtcNow();
        lease._until = Instant.Stored(now + length);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        int taken;
        using (await gate.EnterAsync(cancellationToken))
        {
            taken = await db.Set<OutboxLane>().Where(lane => wanted.Contains(lane.Lane) && lane.LeasedUntil <= now).ExecuteUpdateAsync(
                set => set.SetProperty(lane => lane.Worker, lease._worker).SetProperty(lane => lane.LeasedUntil, lease._until), cancellationToken);
        }

        if (taken > 0)
            lease.Lanes = await lease.Mine(db).Select(lane => lane.Lane).ToListAsync(cancellationToken);
        return lease;
    }

    /// <summary>Whether the lanes are still this node's; renews the lease when half of it is over.</summary>
    public async Task<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        if (_clock.GetUtcNow() < _until - (_length / 2))
            return true;
        await _renewing.WaitAsync(cancellationToken);
        try
        {
            var now = _clock.GetUtcNow();
            if (now < _until - (_length / 2))
                return true;
            var until = Instant.Stored(now + _length);
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            using var turn = await _gate.EnterAsync(cancellationToken);
            if (await Mine(db).Where(lane => lane.LeasedUntil > now).ExecuteUpdateAsync(set => set.SetProperty(lane => lane.LeasedUntil, until), cancellationToken) != Lanes.Count)
                return false;
            _until = until;
            return true;
        }
        finally
        {
            _renewing.Release();
        }
    }

    /// <summary>Gives the lanes to whoever wants them next, as a part of the context's transaction.</summary>
    public async Task ReleaseAsync(CommerceDbContext db, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        await Mine(db).ExecuteUpdateAsync(set => set.SetProperty(lane => lane.LeasedUntil, now), cancellationToken);
    }

    public void Dispose() => _renewing.Dispose();

    private IQueryable<OutboxLane> Mine(CommerceDbContext db) => db.Set<OutboxLane>().Where(lane => lane.Worker == _worker);
}
