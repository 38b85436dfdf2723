using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Catalog.Contracts;

/// <summary>Reads the catalogue, from memory where it can. Safe to use from several threads.</summary>
public interface ICatalog
{
    /// <summary>The variants with these ids, on sale or not; those that there are none of are missing from the answer.</summary>
    ValueTask<IReadOnlyDictionary<VariantId, CatalogVariant>> VariantsAsync(IReadOnlyCollection<VariantId> ids, CancellationToken cancellationToken);

    /// <summary>The products with these ids, on sale or not; those that there are none of are missing from the answer.</summary>
    ValueTask<IReadOnlyDictionary<ProductId, CatalogProduct>> ProductsAsync(IReadOnlyCollection<ProductId> ids, CancellationToken cancellationToken);

    /// <summary>The one variant that is meant, if it can be bought now; otherwise null.</summary>
    ValueTask<CatalogVariant?> FindVariantAsync(VariantBy by, CancellationToken cancellationToken);
}

/// <summary>Names a variant in one of the ways that people and tills do.</summary>
/// <param name="Id">By its id.</param>
/// <param name="Sku">By the retailer's code.</param>
/// <param name="Barcode">By the code that a till scans.</param>
[OneOf]
public sealed record VariantBy(VariantId? Id = null, string? Sku = null, string? Barcode = null)
{
    /// <inheritdoc/>
    public override string ToString() => Sku ?? Barcode ?? Id?.ToString() ?? "";
}

/// <summary>Loads the variants of one level of a query together.</summary>
public sealed class VariantById(ICatalog catalog) : DataLoader<VariantId, CatalogVariant>
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyDictionary<VariantId, CatalogVariant>> LoadBatchAsync(IReadOnlyList<VariantId> keys, CancellationToken cancellationToken) =>
        catalog.VariantsAsync(keys, cancellationToken).AsTask();
}

/// <summary>Loads the products of one level of a query together.</summary>
public sealed class ProductById(ICatalog catalog) : DataLoader<ProductId, CatalogProduct>
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyDictionary<ProductId, CatalogProduct>> LoadBatchAsync(IReadOnlyList<ProductId> keys, CancellationToken cancellationToken) =>
        catalog.ProductsAsync(keys, cancellationToken).AsTask();
}
