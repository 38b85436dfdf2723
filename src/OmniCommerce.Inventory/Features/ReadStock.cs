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

    public async Task<IReadOnlyDictionary<VariantId, int>> AvailableAsync(
        IReadOnlyCollection<VariantId> variants, LocationId? onlyFrom, Channel? channel, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var levels = db.Set<StockRow>().Where(level => variants.Contains(level.VariantId));
        levels = onlyFrom is { } only
            ? levels.Where(level => level.LocationId == only)
            : levels.Where(level => db.Set<Location>().Any(location => location.Id == level.LocationId && location.Ships));
        return await SumAsync(db, levels, channel, variants, cancellationToken);
    }

    /// <summary>How many of each variant can be promised at all locations together, whatever they do.</summary>
    public async Task<IReadOnlyDictionary<VariantId, int>> EverywhereAsync(IReadOnlyCollection<VariantId> variants, Channel? channel, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await SumAsync(db, db.Set<StockRow>().Where(level => variants.Contains(level.VariantId)), channel, variants, cancellationToken);
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

    // A join and not a subquery: SQL Server sums no subqueries.
    private static async Task<IReadOnlyDictionary<VariantId, int>> SumAsync(
        CommerceDbContext db, IQueryable<StockRow> levels, Channel? channel, IReadOnlyCollection<VariantId> variants, CancellationToken cancellationToken)
    {
        var free = levels.LeftJoin(
            db.Set<ChannelBuffer>().Where(buffer => buffer.Channel == channel),
            level => new { level.VariantId, level.LocationId },
            buffer => new { buffer.VariantId, buffer.LocationId },
            (level, buffer) => new
            {
                level.VariantId,
                Free = level.OnHand - level.Held - level.Allocated,
                Kept = level.SafetyStock + (buffer == null ? 0 : buffer.Quantity),
            });
        var sums = await free.GroupBy(level => level.VariantId)
            .Select(group => new { group.Key, Available = group.Sum(level => level.Free > level.Kept ? level.Free - level.Kept : 0) })
            .ToDictionaryAsync(sum => sum.Key, sum => sum.Available, cancellationToken);
        foreach (var variant in variants)
            sums.TryAdd(variant, 0);
        return sums;
    }
}
