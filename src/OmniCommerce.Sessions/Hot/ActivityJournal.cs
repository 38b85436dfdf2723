using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Persistence;

namespace OmniCommerce.Sessions.Hot;

/// <summary>What this node has noted of sessions and not written yet. What is lost when the node is killed are the seconds since the last flush.</summary>
internal sealed class ActivityJournal(IDbContextFactory<CommerceDbContext> databases, WriteGate gate, TimeProvider clock)
{
    private const int SessionsPerTransaction = 200;

    // While the database is away, what cannot be kept is let go.
    private const int MaxPending = 100_000;

    private readonly Lock _turn = new();
    private Dictionary<SessionId, Activity> _pending = [];

    public void Note(SessionId id, Activity activity)
    {
        lock (_turn)
        {
            if (_pending.TryGetValue(id, out var before))
                _pending[id] = before.Merge(activity);
            else if (_pending.Count < MaxPending)
                _pending.Add(id, activity);
        }
    }

    public Activity Of(SessionId id)
    {
        lock (_turn)
            return _pending.GetValueOrDefault(id, Activity.None);
    }

    /// <summary>Writes what is noted so far. What cannot be written is noted again.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<SessionId, Activity> taken;
        lock (_turn)
        {
            taken = _pending;
            _pending = [];
        }

        var left = new Queue<KeyValuePair<SessionId, Activity>[]>(taken.Chunk(SessionsPerTransaction));
        try
        {
            while (left.TryPeek(out var batch))
            {
                await WriteAsync(batch, cancellationToken);
                left.Dequeue();
            }
        }
        catch
        {
            foreach (var (id, activity) in left.SelectMany(batch => batch))
                Note(id, activity);
            throw;
        }
    }

    private async Task WriteAsync(KeyValuePair<SessionId, Activity>[] batch, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var (id, activity) in batch)
        {
            foreach (var (device, at) in activity.Seen)
            {
                await db.Set<Device>().Where(d => d.Id == device && d.LastSeenAt < at)
                    .ExecuteUpdateAsync(set => set.SetProperty(d => d.LastSeenAt, at), cancellationToken);
            }

            // A session that has ended meanwhile stays so.
            if (activity.ExpiresAt is { } later)
            {
                await db.Set<Session>().Where(s => s.Id == id && s.ExpiresAt > now && s.ExpiresAt < later)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, later), cancellationToken);
            }
        }

        await AddViewsAsync(db, batch.Where(entry => !entry.Value.Views.IsEmpty).ToDictionary(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static async Task AddViewsAsync(CommerceDbContext db, Dictionary<SessionId, Activity> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;
        var wanted = batch.Keys.ToArray();
        var known = await db.Set<Session>().Where(s => wanted.Contains(s.Id)).Select(s => s.Id).ToListAsync(cancellationToken);
        var stored = (await db.Set<SessionView>().Where(v => wanted.Contains(v.SessionId)).ToListAsync(cancellationToken)).ToLookup(v => v.SessionId);
        foreach (var id in known)
        {
            var rows = stored[id].ToDictionary(row => row.ProductId);
            var views = Activity.Newest(batch[id].Views.Concat(rows.Values.Select(row => new View(row.ProductId, row.ViewedAt))));
            foreach (var view in views)
            {
                if (rows.Remove(view.Product, out var row))
                    row.ViewedAt = view.At;
                else
                    db.Add(new SessionView { SessionId = id, ProductId = view.Product, ViewedAt = view.At });
            }

            db.RemoveRange(rows.Values);
        }
    }
}

/// <summary>Writes the journal every few seconds.</summary>
internal sealed class FlushActivity(ActivityJournal journal) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public Task RunAsync(CancellationToken cancellationToken) => journal.FlushAsync(cancellationToken);
}

/// <summary>Writes the journal once more when the program ends in order, after its last request.</summary>
internal sealed class FlushActivityAtTheEnd(ActivityJournal journal) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => journal.FlushAsync(cancellationToken);
}
