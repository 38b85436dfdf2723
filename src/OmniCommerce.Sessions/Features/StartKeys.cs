using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Sessions.Features;

/// <summary>
/// Keys of which tokens of repeatable starts are made: one per quarter of an hour, shared by all nodes through the database and deleted when no
/// start may be repeated with it, so that what is stolen from the database later makes nobody's token.
/// </summary>
internal sealed class StartKeys(IDbContextFactory<CommerceDbContext> databases, WriteGate gate, IDatabaseProvider provider)
{
    public static readonly TimeSpan RepeatableFor = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<long, byte[]> _known = new();

    /// <summary>The key of the quarter of an hour that this instant is in. Not to be called within a transaction: it may write.</summary>
    public async ValueTask<byte[]> KeyAtAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var quarter = instant.UtcTicks / RepeatableFor.Ticks;
        if (_known.TryGetValue(quarter, out var known))
            return known;

        var key = await FindAsync(quarter, cancellationToken) ?? await MakeAsync(quarter, cancellationToken);
        foreach (var old in _known.Keys.Where(old => old < quarter - 1))
            _known.TryRemove(old, out _);
        return _known[quarter] = key;
    }

    private async Task<byte[]?> FindAsync(long quarter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<StartKey>().Where(key => key.Quarter == quarter).Select(key => key.Value).SingleOrDefaultAsync(cancellationToken);
    }

    private async Task<byte[]> MakeAsync(long quarter, CancellationToken cancellationToken)
    {
        var made = new StartKey { Quarter = quarter, Value = RandomNumberGenerator.GetBytes(StartKey.Length) };
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            using var turn = await gate.EnterAsync(cancellationToken);
            db.Add(made);
            await db.SaveChangesAsync(cancellationToken);
            await db.Set<StartKey>().Where(key => key.Quarter < quarter - 1).ExecuteDeleteAsync(cancellationToken);
            return made.Value;
        }
        catch (DbUpdateException exception) when (provider.IsUniqueViolation(exception))
        {
            return await FindAsync(quarter, cancellationToken) ?? throw new InvalidOperationException("The key that another node made is gone.", exception);
        }
    }
}

/// <summary>A key as it is stored.</summary>
internal sealed class StartKey
{
    public const int Length = 32;

    /// <summary>Quarters of an hour since the year 1.</summary>
    public required long Quarter { get; init; }

    public required byte[] Value { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<StartKey>
    {
        public void Configure(EntityTypeBuilder<StartKey> key)
        {
            key.ToTable("session_start_keys");
            key.HasKey(k => k.Quarter);
            key.Property(k => k.Quarter).ValueGeneratedNever();
            key.Property(k => k.Value).HasMaxLength(Length);
        }
    }
}
