using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>Reads what is to come, and what can be promised of it.</summary>
internal sealed class ReadIncoming(IDbContextFactory<CommerceDbContext> contexts, IKits kits, ReadStock stock)
{
    /// <summary>What suppliers have promised, the first first.</summary>
    public async Task<ILookup<VariantId, ExpectedReceipt>> ExpectedAsync(IReadOnlyCollection<VariantId> variants, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<ExpectedStock>().AsNoTracking().Where(expected => variants.Contains(expected.VariantId)).OrderBy(expected => expected.DueAt).ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.VariantId, row => new ExpectedReceipt(row.LocationId, row.Reference, row.Quantity, row.DueAt));
    }

    /// <summary>The terms on which variants are sold before they are there; those that are not are left out.</summary>
    public async Task<IReadOnlyDictionary<VariantId, BackOrderTerms>> TermsAsync(IReadOnlyCollection<VariantId> variants, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<BackOrder>().AsNoTracking().Where(order => variants.Contains(order.VariantId) && order.Limit > 0)
            .ToDictionaryAsync(order => order.VariantId, order => new BackOrderTerms(order.Limit, Math.Max(0, order.Limit - order.Held - order.Allocated), order.AvailableOn), cancellationToken);
    }

    /// <summary>
    /// How many of each variant can be sent by a day: what can be promised now, and what suppliers have promised to locations that ship until then,
    /// less what waits for it already. Of a kit as many as the scarcest component allows.
    /// </summary>
    public async Task<IReadOnlyDictionary<VariantId, int>> PromiseAsync(
        IReadOnlyCollection<VariantId> variants, DateTimeOffset by, Channel? channel, CancellationToken cancellationToken)
    {
        var composed = await kits.ComponentsAsync(variants, cancellationToken);
        VariantId[] shelved = [.. variants.SelectMany(id => composed.TryGetValue(id, out var components) ? components.Select(component => component.VariantId) : [id]).Distinct()];
        var now = await stock.AvailableAsync(shelved, null, channel, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var coming = await db.Set<ExpectedStock>()
            .Where(expected => shelved.Contains(expected.VariantId) && expected.DueAt <= by)
            .Where(expected => db.Set<Location>().Any(location => location.Id == expected.LocationId && location.Ships))
            .GroupBy(expected => expected.VariantId).Select(group => new { group.Key, Sum = group.Sum(expected => expected.Quantity) })
            .ToDictionaryAsync(sum => sum.Key, sum => sum.Sum, cancellationToken);
        var waiting = await db.Set<BackOrder>().Where(order => shelved.Contains(order.VariantId))
            .ToDictionaryAsync(order => order.VariantId, order => order.Held + order.Allocated, cancellationToken);
        var promised = shelved.ToDictionary(id => id, id => Math.Max(0, now[id] + coming.GetValueOrDefault(id) - waiting.GetValueOrDefault(id)));
        return variants.Distinct().ToDictionary(id => id, id => composed.TryGetValue(id, out var components) ? KitDemand.Available(components, promised) : promised[id]);
    }
}
