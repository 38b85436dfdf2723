using OmniCommerce.Inventory.Contracts;

namespace OmniCommerce.Inventory.Features;

internal static class CollectedGoods
{
    /// <summary>The source as it is now: what is collected where nothing is sent to comes from there alone; otherwise from near it.</summary>
    public static async ValueTask<StockSource> KnownAsync(this ILocations locations, StockSource source, CancellationToken cancellationToken)
    {
        if (source.CollectedAt is not { } id)
            return source;
        var location = await locations.FindAsync(id, cancellationToken);
        return location?.PickUp?.TransferHours is null ? new StockSource(id, null, source.Except) : source with { Near = source.Near ?? location.Point };
    }
}
