using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Platform.Persistence;

/// <summary>
/// Counts the changes of something that every node keeps in memory, in a row of its own that is raised in the transaction of each change.
/// A node reads the row at most once a second, and again at once after a change of its own or one it was told of.
/// </summary>
public abstract class ChangeCounter : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly string _name;
    private readonly IDbContextFactory<CommerceDbContext> _contexts;
    private readonly IBroadcast _broadcast;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private Task<long>? _reading;
    private Reading? _latest;
    private long _atLeast;

    /// <summary>Begins to listen for changes on other nodes.</summary>
    /// <param name="name">What is counted; also the topic of the broadcast. At most 32 characters.</param>
    /// <param name="contexts">Where the row is.</param>
    /// <param name="broadcast">Tells the other nodes.</param>
    /// <param name="clock">Measures how old a reading is.</param>
    protected ChangeCounter(string name, IDbContextFactory<CommerceDbContext> contexts, IBroadcast broadcast, TimeProvider clock)
    {
        _name = name;
        _contexts = contexts;
        _broadcast = broadcast;
        _clock = clock;
        _ = ListenAsync(broadcast.Listen<ChangeTold>(name, _stop.Token));
    }

    /// <summary>The count now, while the last reading is fresh.</summary>
    public bool TryCurrent(out long count)
    {
        var latest = Volatile.Read(ref _latest);
        count = latest?.Value ?? 0;
        return latest is not null && latest.Value >= Volatile.Read(ref _atLeast) && _clock.GetElapsedTime(latest.At) < MaxAge;
    }

    /// <summary>The count now, read again unless the last reading is fresh; by one query for all who ask meanwhile.</summary>
    public Task<long> CurrentAsync(CancellationToken cancellationToken) =>
        TryCurrent(out var count) ? Task.FromResult(count) : ReadTogether().WaitAsync(cancellationToken);

    /// <summary>Takes turns with the other writers until the transaction ends: what is read afterwards stays true, whatever the database's isolation.</summary>
    public async Task TakeTurnAsync(CommerceDbContext db, CancellationToken cancellationToken)
    {
        // Setting the value to itself takes the row's lock on every database, without lock hints.
        if (await Row(db).ExecuteUpdateAsync(row => row.SetProperty(count => count.Value, count => count.Value), cancellationToken) == 1)
            return;

        // At once, because the next statements update the row. When another writer makes it at the same time, the command runs again.
        var first = db.Add(new ChangeCount { Name = _name });
        await db.SaveChangesAsync(cancellationToken);
        first.State = EntityState.Detached;
    }

    /// <summary>Counts a change; the transaction has taken its turn before. Everyone is told after the commit.</summary>
    /// <returns>The count that includes the change.</returns>
    public async Task<long> RaiseAsync(CommerceDbContext db, CommitActions commit, CancellationToken cancellationToken)
    {
        await Row(db).ExecuteUpdateAsync(row => row.SetProperty(count => count.Value, count => count.Value + 1), cancellationToken);
        var value = await Row(db).Select(count => count.Value).SingleAsync(cancellationToken);
        commit.AfterCommit(() =>
        {
            Hear(value);
            _broadcast.Publish(_name, new ChangeTold(value));
        });
        return value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private IQueryable<ChangeCount> Row(CommerceDbContext db) => db.Set<ChangeCount>().Where(count => count.Name == _name);

    private Task<long> ReadTogether()
    {
        lock (_lock)
        {
            if (_reading is null or { IsCompleted: true })
                _reading = Task.Run(ReadAsync);
            return _reading;
        }
    }

    private async Task<long> ReadAsync()
    {
        var at = _clock.GetTimestamp();
        await using var db = await _contexts.CreateDbContextAsync(_stop.Token);
        var value = await Row(db).Select(count => count.Value).FirstOrDefaultAsync(_stop.Token);
        lock (_lock)
        {
            if (value >= _atLeast)
                Volatile.Write(ref _latest, new Reading(value, at));
        }

        return value;
    }

    // A reading that began before the change must not pass for one that came after it, so the next who asks begins another.
    private void Hear(long value)
    {
        lock (_lock)
        {
            if (value <= _atLeast)
                return;
            Volatile.Write(ref _atLeast, value);
            _reading = null;
        }
    }

    private async Task ListenAsync(IAsyncEnumerable<ChangeTold> changes)
    {
        await foreach (var change in changes)
            Hear(change.Value);
    }

    private sealed record Reading(long Value, long At);

    internal sealed record ChangeTold(long Value);

    internal sealed class ChangeCount
    {
        public required string Name { get; init; }

        public long Value { get; init; }

        internal sealed class Configuration : IEntityTypeConfiguration<ChangeCount>
        {
            public void Configure(EntityTypeBuilder<ChangeCount> count)
            {
                count.ToTable("change_counts");
                count.HasKey(c => c.Name);
                count.Property(c => c.Name).HasMaxLength(32);
            }
        }
    }
}
