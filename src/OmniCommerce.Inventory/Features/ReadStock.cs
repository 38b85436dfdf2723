using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>Reads stock as it stands in the database: a promise is made on nothing older.</summary>
internal sealed class ReadStock(IDbContextFactory<CommerceDbContext> contexts) : IStock
{
    public async Task<ILookup<VariantId, StockLevel>> LevelsAsync(IReadOnlyCollection<VariantId> variants, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<StockRow>().AsNoTracking().Where(level => variants.Contains(level.VariantId)).ToListAsync(cancellationToken);
        return rows.ToLookup(level => level.VariantId, Show);
    }

    public async Task<IReadOnlyDictionary<VariantId, int>> AvailableAsync(IReadOnlyCollection<VariantId> variants, LocationId? onlyFrom, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var levels = db.Set<StockRow>().Where(level => variants.Contains(level.VariantId));
        levels = onlyFrom is { } only
            ? levels.Where(level => level.LocationId == only)
            : levels.Where(level => db.Set<Location>().Any(location => location.Id == level.LocationId && location.Ships));
        return await SumAsync(levels, variants, cancellationToken);
    }

    /// <summary>How many of each variant can be promised at all locations together, whatever they do.</summary>
    public async Task<IReadOnlyDictionary<VariantId, int>> EverywhereAsync(IReadOnlyCollection<VariantId> variants, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await SumAsync(db.Set<StockRow>().Where(level => variants.Contains(level.VariantId)), variants, cancellationToken);
    }

    /// <summary>The level of one variant at one location; null where it never had any.</summary>
    public async Task<StockLevel?> LevelAsync(VariantId variantId, LocationId locationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<StockRow>().AsNoTracking().SingleOrDefaultAsync(level => level.VariantId == variantId && level.LocationId == locationId, cancellationToken);
        return row is null ? null : Show(row);
    }

    private static StockLevel Show(StockRow row) =>
        new(row.VariantId, row.LocationId, row.OnHand, row.Held, row.Allocated, Math.Max(0, row.OnHand - row.Held - row.Allocated - row.SafetyStock));

    private static async Task<IReadOnlyDictionary<VariantId, int>> SumAsync(IQueryable<StockRow> levels, IReadOnlyCollection<VariantId> variants, CancellationToken cancellationToken)
    {
        var sums = await levels.GroupBy(level => level.VariantId)
            .Select(group => new
            {
                group.Key,
                Available = group.Sum(level => level.OnHand - level.Held - level.Allocated > level.SafetyStock ? level.OnHand - level.Held - level.Allocated - level.SafetyStock : 0),
            })
            .ToDictionaryAsync(sum => sum.Key, sum => sum.Available, cancellationToken);
        foreach (var variant in variants)
            sums.TryAdd(variant, 0);
        return sums;
    }
}
