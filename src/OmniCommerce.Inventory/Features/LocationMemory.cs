using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>Counts the changes of the locations.</summary>
internal sealed class LocationChanges(IDbContextFactory<CommerceDbContext> contexts, IBroadcast broadcast, TimeProvider clock)
    : ChangeCounter("locations", contexts, broadcast, clock);

/// <summary>All locations, as this node remembers them until they change: there are thousands at most.</summary>
internal sealed class LocationMemory(IDbContextFactory<CommerceDbContext> contexts, LocationChanges changes) : ILocations
{
    private Remembered _remembered = new(-1, [], FrozenDictionary<LocationId, StoreLocation>.Empty);

    public async ValueTask<StoreLocation?> FindAsync(LocationId id, CancellationToken cancellationToken) =>
        (await ByIdAsync(cancellationToken)).GetValueOrDefault(id);

    /// <inheritdoc/>
    /// <remarks>By name.</remarks>
    public async ValueTask<IReadOnlyList<StoreLocation>> AllAsync(CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).All;

    /// <summary>All locations by their ids.</summary>
    public async ValueTask<IReadOnlyDictionary<LocationId, StoreLocation>> ByIdAsync(CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).ById;

    private ValueTask<Remembered> CurrentAsync(CancellationToken cancellationToken)
    {
        var remembered = Volatile.Read(ref _remembered);
        return changes.TryCurrent(out var version) && version <= remembered.Version
            ? new ValueTask<Remembered>(remembered)
            : new ValueTask<Remembered>(RefreshAsync(cancellationToken));
    }

    private async Task<Remembered> RefreshAsync(CancellationToken cancellationToken)
    {
        var version = await changes.CurrentAsync(cancellationToken);
        var remembered = Volatile.Read(ref _remembered);
        if (version <= remembered.Version)
            return remembered;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<Location>().AsNoTracking().ToListAsync(cancellationToken);
        StoreLocation[] all = [.. rows.OrderBy(location => location.Name, StringComparer.OrdinalIgnoreCase).ThenBy(location => location.Reference, StringComparer.Ordinal).Select(location => location.Show())];
        var next = new Remembered(version, all, all.ToFrozenDictionary(location => location.Id));

        // Of two who read at once the later version stays.
        while (Interlocked.CompareExchange(ref _remembered, next, remembered) != remembered)
        {
            remembered = Volatile.Read(ref _remembered);
            if (remembered.Version >= version)
                return remembered;
        }

        return next;
    }

    private sealed record Remembered(long Version, IReadOnlyList<StoreLocation> All, FrozenDictionary<LocationId, StoreLocation> ById);
}
