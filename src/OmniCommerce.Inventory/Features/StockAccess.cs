using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.Features;

/// <summary>Who may change and read the books of the stock: tills.</summary>
internal sealed class StockAccess(ILocations locations, ICatalog catalog)
{
    /// <summary>Why the caller may not work on stock; null when they may.</summary>
    public static Forbidden? RefuseTo(Caller caller) => caller.IsTill ? null : new Forbidden("Stock is kept at tills.");

    /// <summary>The location that the caller works on: the one that is named, or else the till's own. Refused when it or a variant does not exist.</summary>
    public async Task<Result<LocationId>> EnterAsync(Caller caller, LocationId? wanted, IEnumerable<VariantId> variants, CancellationToken cancellationToken)
    {
        if (RefuseTo(caller) is { } forbidden)
            return forbidden;
        if ((wanted ?? caller.LocationId) is not { } id)
            return InvalidInput.At("locationId", "Say at which location: the till stands in none.");
        if (await locations.FindAsync(id, cancellationToken) is null)
            return new NotFound(id.ToString(), "location");
        var ids = variants.ToHashSet();
        var known = await catalog.VariantsAsync(ids, cancellationToken);
        foreach (var variant in ids)
        {
            if (!known.ContainsKey(variant))
                return new NotFound(variant.ToString(), "variant");
        }

        return id;
    }

    /// <summary>The code by which people know a variant.</summary>
    public async Task<string> SkuAsync(VariantId id, CancellationToken cancellationToken) =>
        (await catalog.VariantsAsync([id], cancellationToken)).TryGetValue(id, out var variant) ? variant.Sku.Value : id.ToString();
}
