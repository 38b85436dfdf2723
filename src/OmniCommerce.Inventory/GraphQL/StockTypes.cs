using OmniCommerce.Catalog.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.GraphQL;

[ObjectType<CatalogVariant>]
internal static class VariantStockFields
{
    /// <summary>What can be promised now on the caller's channel, everywhere or at one location.</summary>
    /// <param name="variants">The variants of the level.</param>
    /// <param name="locationId">The location; everywhere without it.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="stock">Knows it.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    [BatchResolver]
    public static async Task<IReadOnlyList<int>> Available(
        [Parent] IReadOnlyList<CatalogVariant> variants, LocationId? locationId, Caller caller, ReadStock stock, CancellationToken cancellationToken)
    {
        VariantId[] ids = [.. variants.Select(variant => variant.Id).Distinct()];
        var available = locationId is null
            ? await stock.EverywhereAsync(ids, caller.Channel, cancellationToken)
            : await stock.AvailableAsync(ids, locationId, caller.Channel, cancellationToken);
        return [.. variants.Select(variant => available[variant.Id])];
    }

    /// <summary>The stock at each location that has had any.</summary>
    [BatchResolver]
    public static async Task<IReadOnlyList<IReadOnlyList<StockLevel>>> Stock(
        [Parent] IReadOnlyList<CatalogVariant> variants, IStock stock, CancellationToken cancellationToken)
    {
        var levels = await stock.LevelsAsync([.. variants.Select(variant => variant.Id).Distinct()], cancellationToken);
        return [.. variants.Select(variant => levels[variant.Id].ToArray())];
    }
}

[ObjectType<StockLevel>]
internal static class StockLevelType
{
    /// <summary>What it is a stock of.</summary>
    public static async ValueTask<CatalogVariant> Variant([Parent] StockLevel level, VariantById variants, CancellationToken cancellationToken) =>
        await variants.LoadAsync(level.VariantId, cancellationToken) ?? throw new InvalidOperationException($"There is stock of {level.VariantId}, but no such variant.");

    /// <summary>Where it is.</summary>
    public static async ValueTask<StoreLocation> Location([Parent] StockLevel level, ILocations locations, CancellationToken cancellationToken) =>
        await locations.FindAsync(level.LocationId, cancellationToken) ?? throw new InvalidOperationException($"There is stock at {level.LocationId}, but no such location.");

    /// <summary>How many are on the way there from other locations.</summary>
    [BatchResolver]
    public static async Task<IReadOnlyList<int>> InTransit([Parent] IReadOnlyList<StockLevel> levels, ReadTransfers transfers, CancellationToken cancellationToken)
    {
        var sums = await transfers.InTransitAsync([.. levels.Select(level => level.VariantId).Distinct()], cancellationToken);
        return [.. levels.Select(level => sums.GetValueOrDefault((level.VariantId, level.LocationId)))];
    }
}

[SubscriptionType]
internal static class StockSubscriptions
{
    /// <summary>The level of each of these variants at a location, whenever it changes there.</summary>
    /// <param name="variantIds">1 to 100 variants.</param>
    /// <param name="watch">Listens.</param>
    /// <param name="cancellationToken">Ends with the subscription.</param>
    public static IAsyncEnumerable<StockLevel> StockChanged(IReadOnlyList<VariantId> variantIds, WatchStock watch, CancellationToken cancellationToken) =>
        watch.Changes(variantIds, cancellationToken);
}
