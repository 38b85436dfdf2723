using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.Features;

/// <summary>Who may change and read the books of the stock: tills.</summary>
internal sealed class StockAccess(ILocations locations, ICatalog catalog, IKits kits)
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
        if (await RefuseUnknownAsync(ids, cancellationToken) is { } unknown)
            return unknown;
        foreach (var kit in (await kits.ComponentsAsync(ids, cancellationToken)).Keys)
            return InvalidInput.At("variantId", $"'{await SkuAsync(kit, cancellationToken)}' is a kit and has no stock of its own. Name its components.");
        return id;
    }

    /// <summary>Which of these there is none of in the catalogue; null when all are there.</summary>
    public async Task<NotFound?> RefuseUnknownAsync(IReadOnlyCollection<VariantId> variants, CancellationToken cancellationToken)
    {
        var known = await catalog.VariantsAsync(variants, cancellationToken);
        foreach (var variant in variants)
        {
            if (!known.ContainsKey(variant))
                return new NotFound(variant.ToString(), "variant");
        }

        return null;
    }

    /// <summary>The code by which people know a variant.</summary>
    public async Task<string> SkuAsync(VariantId id, CancellationToken cancellationToken) =>
        (await catalog.VariantsAsync([id], cancellationToken)).TryGetValue(id, out var variant) ? variant.Sku.Value : id.ToString();
}
