using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Catalog.Contracts;

/// <summary>Reads the catalogue, from memory where it can. Safe to use from several threads.</summary>
public interface ICatalog
{
    /// <summary>The variants with these ids; those that there are none of are missing from the answer.</summary>
    ValueTask<IReadOnlyDictionary<VariantId, CatalogVariant>> VariantsAsync(IReadOnlyCollection<VariantId> ids, CancellationToken cancellationToken);

    /// <summary>The products with these ids; those that there are none of are missing from the answer.</summary>
    ValueTask<IReadOnlyDictionary<ProductId, CatalogProduct>> ProductsAsync(IReadOnlyCollection<ProductId> ids, CancellationToken cancellationToken);

    /// <summary>The one variant that is meant, or null.</summary>
    ValueTask<CatalogVariant?> FindVariantAsync(VariantBy by, CancellationToken cancellationToken);
}

/// <summary>Names a variant in one of the ways that people and tills do.</summary>
[OneOf]
public sealed record VariantBy
{
    /// <summary>By its id.</summary>
    public VariantId? Id { get; init; }

    /// <summary>By the retailer's code.</summary>
    public string? Sku { get; init; }

    /// <summary>By the code that a till scans.</summary>
    public string? Barcode { get; init; }

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

/// <summary>
/// Adds a product, or brings the one with this handle to this state: variants are known by their SKU, or, without one, by their options.
/// Refused with <see cref="InvalidInput"/> when a SKU or barcode belongs to another product.
/// </summary>
public sealed record SaveProduct : ICommand<SavedProduct>
{
    /// <summary>The product's name in addresses.</summary>
    public required string Handle { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The names of its categories, made where they are missing.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Addresses of pictures, the first first.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Whether it is on sale.</summary>
    public bool Published { get; init; } = true;

    /// <summary>The variants, in the retailer's order; at least one.</summary>
    public required IReadOnlyList<SaveVariant> Variants { get; init; }
}

/// <summary>A variant to be saved with its product.</summary>
public sealed record SaveVariant
{
    /// <summary>The retailer's code; null where it has none, then one is made of the handle and the options.</summary>
    public Sku? Sku { get; init; }

    /// <summary>The code that a till scans.</summary>
    public string? Barcode { get; init; }

    /// <summary>The option values, in the order of the product's options: Small, Blue.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The list price.</summary>
    public required Money Price { get; init; }
}

/// <summary>A saved product.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Variants">Its variants' ids, in the order in which they were given.</param>
/// <param name="Changed">Whether anything differed from what was there.</param>
public sealed record SavedProduct(ProductId Id, IReadOnlyList<VariantId> Variants, bool Changed);
