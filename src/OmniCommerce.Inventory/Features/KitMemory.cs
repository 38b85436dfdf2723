using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>Counts the changes of the kits.</summary>
internal sealed class KitChanges(IDbContextFactory<CommerceDbContext> contexts, IBroadcast broadcast, TimeProvider clock)
    : ChangeCounter("kits", contexts, broadcast, clock);

/// <summary>All kits, as this node remembers them until there is another: so that a sale of plain goods asks nobody.</summary>
internal sealed class KitMemory(IDbContextFactory<CommerceDbContext> contexts, KitChanges changes) : IKits
{
    private static readonly FrozenDictionary<VariantId, IReadOnlyList<StockDemand>> None = FrozenDictionary<VariantId, IReadOnlyList<StockDemand>>.Empty;

    private Remembered _remembered = new(-1, None);

    public async ValueTask<IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>>> ComponentsAsync(
        IEnumerable<VariantId> variants, CancellationToken cancellationToken)
    {
        var all = await AllAsync(cancellationToken);
        return all.Count == 0 ? None : variants.Distinct().Where(all.ContainsKey).ToDictionary(id => id, id => all[id]);
    }

    public async Task<IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>>> ComponentsAsync(
        CommerceDbContext db, IEnumerable<VariantId> variants, CancellationToken cancellationToken)
    {
        var asked = variants.Distinct().ToArray();
        return ByKit(await db.Set<KitComponent>().AsNoTracking().Where(row => asked.Contains(row.KitId)).ToListAsync(cancellationToken));
    }

    /// <summary>What every kit is made of.</summary>
    public ValueTask<FrozenDictionary<VariantId, IReadOnlyList<StockDemand>>> AllAsync(CancellationToken cancellationToken)
    {
        var remembered = Volatile.Read(ref _remembered);
        return changes.TryCurrent(out var version) && version <= remembered.Version ? new(remembered.Kits) : new(RefreshAsync(cancellationToken));
    }

    private async Task<FrozenDictionary<VariantId, IReadOnlyList<StockDemand>>> RefreshAsync(CancellationToken cancellationToken)
    {
        var version = await changes.CurrentAsync(cancellationToken);
        var remembered = Volatile.Read(ref _remembered);
        if (version <= remembered.Version)
            return remembered.Kits;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<KitComponent>().AsNoTracking().ToListAsync(cancellationToken);
        var kits = ByKit(rows);

        // Kits are only ever added, so whichever of two readers comes last forgets none for longer than until the next look.
        Volatile.Write(ref _remembered, new Remembered(version, kits));
        return kits;
    }

    private static FrozenDictionary<VariantId, IReadOnlyList<StockDemand>> ByKit(List<KitComponent> rows) => rows.GroupBy(row => row.KitId)
        .ToFrozenDictionary(kit => kit.Key, IReadOnlyList<StockDemand> (kit) => [.. kit.Select(row => new StockDemand(row.ComponentId, row.Quantity)).OrderBy(c => c.VariantId.Value)]);

    private sealed record Remembered(long Version, FrozenDictionary<VariantId, IReadOnlyList<StockDemand>> Kits);
}
