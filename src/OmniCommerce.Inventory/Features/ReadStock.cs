using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Inventory.Persistence;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>Reads stock as it stands in the database: a promise is made on nothing older.</summary>
internal sealed class ReadStock(IDbContextFactory<CommerceDbContext> contexts, StockTable table, LocationMemory locations, IKits kits) : IStock
{
    public async Task<ILookup<VariantId, StockLevel>> LevelsAsync(IReadOnlyCollection<VariantId> variants, CancellationToken cancellationToken)
    {
        var composed = await kits.ComponentsAsync(variants, cancellationToken);
        var shelved = Shelved(variants, composed);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<StockRow>().AsNoTracking().Where(level => shelved.Contains(level.VariantId)).ToListAsync(cancellationToken);
        var levels = rows.ToLookup(level => level.VariantId, Show);
        return composed.Count == 0
            ? levels
            : variants.Distinct().SelectMany(id => composed.TryGetValue(id, out var components) ? LevelsOf(id, components, levels) : levels[id])
                .ToLookup(level => level.VariantId);
    }

    public Task<IReadOnlyDictionary<VariantId, int>> AvailableAsync(
        IReadOnlyCollection<VariantId> variants, LocationId? onlyFrom, Channel? channel, CancellationToken cancellationToken) =>
        SumAsync(variants, new StockSource(onlyFrom, null), channel, beforeTheyCome: false, cancellationToken);

    public async Task<ILookup<OrderId, StockAllocation>> OfOrdersAsync(CommerceDbContext db, IReadOnlyCollection<OrderId> orders, CancellationToken cancellationToken)
    {
        var rows = await db.Set<OrderStock>().AsNoTracking().Where(stock => orders.Contains(stock.OrderId)).ToListAsync(cancellationToken);
        var travelling = await db.Set<StockTransfer>().Where(transfer => transfer.Status == TransferStatus.Sent && orders.Contains(transfer.OrderId!.Value))
            .Join(db.Set<StockTransferLine>().Where(line => line.Ordered > 0), transfer => transfer.Id, line => line.TransferId,
                (transfer, line) => new { transfer.OrderId, transfer.Id, transfer.FromId, line.VariantId, line.Ordered })
            .ToListAsync(cancellationToken);
        return rows.Select(row => (row.OrderId, Part: new StockAllocation(row.VariantId, row.LocationId, row.Quantity)))
            .Concat(travelling.Select(row => (OrderId: row.OrderId!.Value, Part: new StockAllocation(row.VariantId, row.FromId, row.Ordered) { On = row.Id })))
            .ToLookup(of => of.OrderId, of => of.Part);
    }

    public Task<IReadOnlyDictionary<VariantId, int>> EverywhereAsync(IReadOnlyCollection<VariantId> variants, Channel? channel, CancellationToken cancellationToken) =>
        SumAsync(variants, null, channel, beforeTheyCome: false, cancellationToken);

    public Task<IReadOnlyDictionary<VariantId, int>> SellableAsync(IReadOnlyCollection<VariantId> variants, Channel? channel, CancellationToken cancellationToken) =>
        SumAsync(variants, null, channel, beforeTheyCome: true, cancellationToken);

    public async Task<IReadOnlyList<StockShortage>> MissingAsync(
        IReadOnlyList<StockDemand> demand, StockSource? source, Channel? channel, CancellationToken cancellationToken)
    {
        if (source?.Carried is { } carried)
            return await MissingAsync(demand, carried, channel, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (source is not null)
            source = await locations.KnownAsync(source, cancellationToken);
        var composed = await kits.ComponentsAsync(demand.Select(line => line.VariantId), cancellationToken);
        var shelved = KitDemand.Expand(demand, composed);
        var available = await table.AvailableAsync(db, Array.ConvertAll(shelved, line => line.VariantId), source, channel, cancellationToken);
        var missing = shelved.Where(line => available.GetValueOrDefault(line.VariantId) < line.Quantity)
            .ToDictionary(line => line.VariantId, line => line.Quantity - available.GetValueOrDefault(line.VariantId));
        if (missing.Count == 0)
            return [];
        if (source is null or { OnlyFrom: null, CollectedAt: null })
        {
            // What may be sold before it is there is not missing.
            foreach (var (variant, quantity) in await BeforeTheyComeAsync(db, [.. missing.Keys], cancellationToken))
                missing[variant] -= quantity;
        }

        return KitDemand.Shortages(demand, composed, missing);
    }

    /// <summary>The level of one variant at one location; null where it never had any.</summary>
    public async Task<StockLevel?> LevelAsync(VariantId variantId, LocationId locationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<StockRow>().AsNoTracking().SingleOrDefaultAsync(level => level.VariantId == variantId && level.LocationId == locationId, cancellationToken);
        return row is null ? null : Show(row);
    }

    // What the store has enough of, it has for both if it sends.
    private async Task<IReadOnlyList<StockShortage>> MissingAsync(IReadOnlyList<StockDemand> demand, CarriedPart carried, Channel? channel, CancellationToken cancellationToken)
    {
        var atStore = await MissingAsync(carried.Goods, new StockSource(carried.Store, null), channel, cancellationToken);
        if (atStore.Count > 0)
            return [.. atStore.Select(shortage => shortage with { At = carried.Store })];
        var sends = (await locations.FindAsync(carried.Store, cancellationToken))?.Services.Contains(LocationService.ShipsFrom) == true;
        return await MissingAsync(sends ? demand : KitDemand.Without(demand, carried.Goods), StockSource.Anywhere, channel, cancellationToken);
    }

    private static StockLevel Show(StockRow row) =>
        new(row.VariantId, row.LocationId, row.OnHand, row.Held, row.Allocated, Math.Max(0, row.OnHand - row.Held - row.Allocated - row.SafetyStock));

    private static VariantId[] Shelved(IEnumerable<VariantId> variants, IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>> composed) =>
        [.. variants.SelectMany(id => composed.TryGetValue(id, out var components) ? components.Select(component => component.VariantId) : [id]).Distinct()];

    // A kit is where all of its components are, as often as the scarcest of them allows.
    private static IEnumerable<StockLevel> LevelsOf(VariantId kit, IReadOnlyList<StockDemand> components, ILookup<VariantId, StockLevel> levels) =>
        from location in levels[components[0].VariantId].Select(level => level.LocationId)
        let parts = components.Select(of => (of.Quantity, Level: levels[of.VariantId].FirstOrDefault(level => level.LocationId == location))).ToList()
        where parts.TrueForAll(part => part.Level is not null)
        select new StockLevel(kit, location, parts.Min(part => part.Level!.OnHand / part.Quantity), 0, 0, parts.Min(part => part.Level!.Available / part.Quantity));

    private async Task<IReadOnlyDictionary<VariantId, int>> SumAsync(
        IReadOnlyCollection<VariantId> variants, StockSource? source, Channel? channel, bool beforeTheyCome, CancellationToken cancellationToken)
    {
        var composed = await kits.ComponentsAsync(variants, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var shelved = Shelved(variants, composed);
        var shelves = await table.AvailableAsync(db, shelved, source, channel, cancellationToken);
        if (beforeTheyCome)
        {
            foreach (var (variant, quantity) in await BeforeTheyComeAsync(db, shelved, cancellationToken))
                shelves[variant] = shelves.GetValueOrDefault(variant) + quantity;
        }

        return variants.Distinct().ToDictionary(
            id => id, id => composed.TryGetValue(id, out var components) ? KitDemand.Available(components, shelves) : shelves.GetValueOrDefault(id));
    }

    /// <summary>How many more may be sold of each before they come.</summary>
    private static Task<Dictionary<VariantId, int>> BeforeTheyComeAsync(CommerceDbContext db, VariantId[] variants, CancellationToken cancellationToken) =>
        db.Set<BackOrder>().Where(order => variants.Contains(order.VariantId))
            .ToDictionaryAsync(order => order.VariantId, order => Math.Max(0, order.Limit - order.Held - order.Allocated), cancellationToken);
}
