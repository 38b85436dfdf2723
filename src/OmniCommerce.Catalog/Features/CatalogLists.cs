using OmniCommerce.Catalog.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Catalog.Features;

/// <summary>The lists of one version of the catalogue, as far as somebody asked for them.</summary>
internal sealed class CatalogLists(long version, int capacity)
{
    private IReadOnlyList<CatalogCategory>? _categories;

    public long Version { get; } = version;

    public BoundedMemory<ProductListing, Connection<CatalogProduct>> Pages { get; } = new(capacity);

    public BoundedMemory<ProductFilter, int> Counts { get; } = new(capacity);

    public IReadOnlyList<CatalogCategory>? Categories
    {
        get => Volatile.Read(ref _categories);
        set => Volatile.Write(ref _categories, value);
    }
}

/// <summary>Which products are listed.</summary>
/// <param name="Search">The words that must all be found in a product; empty for any.</param>
/// <param name="Category">The category they must be in; null for any.</param>
internal readonly record struct ProductFilter(string Search, CategoryId? Category);

/// <summary>One page of a list of products.</summary>
internal readonly record struct ProductListing(ProductFilter Filter, ProductSort Sort, Platform.GraphQL.PageRequest Page);
