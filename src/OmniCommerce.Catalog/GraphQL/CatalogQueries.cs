using MediatR;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Catalog.Features;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Catalog.GraphQL;

/// <summary>Names a product in one of two ways.</summary>
/// <param name="Id">By its id.</param>
/// <param name="Handle">By its name in addresses.</param>
[OneOf]
internal sealed record ProductBy(ProductId? Id = null, string? Handle = null);

[QueryType]
internal static class CatalogQueries
{
    /// <summary>The product, if it is on sale. The session remembers that its shopper looked at it.</summary>
    public static async ValueTask<CatalogProduct?> Product(ProductBy by, Caller caller, CatalogMemory catalog, IMediator mediator, CancellationToken cancellationToken)
    {
        var product = await catalog.FindProductAsync(by, cancellationToken);
        if (product is not null && caller.SessionId is { } session)
            await mediator.Publish(new RememberView(session, product.Id), cancellationToken);
        return product;
    }

    /// <summary>The products on sale; with a search, those in which each of its words is found: in the name, the SKU, the category or the description.</summary>
    /// <param name="first">How many from the beginning; 20 unless said otherwise, 100 at most.</param>
    /// <param name="after">Begin behind this cursor.</param>
    /// <param name="last">How many from the end.</param>
    /// <param name="before">End before this cursor.</param>
    /// <param name="search">Words, at most 10, regardless of case and accents.</param>
    /// <param name="sort">The order.</param>
    /// <param name="category">Only products of this category.</param>
    /// <param name="list">Knows them.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    [ListSize(AssumedSize = PageRequest.DefaultSize)]
    public static ValueTask<Connection<CatalogProduct>> Products(
        int? first,
        string? after,
        int? last,
        string? before,
        string? search,
        [GraphQLDefault("RELEVANCE")] ProductSort? sort,
        CategoryId? category,
        ListProducts list,
        CancellationToken cancellationToken) =>
        list.PageAsync(
            new ProductListing(new ProductFilter(search ?? "", category), sort ?? ProductSort.Relevance, PageRequest.Of(first, after, last, before)),
            cancellationToken);

    /// <summary>The variant, if it can be bought.</summary>
    public static ValueTask<CatalogVariant?> Variant(VariantBy by, ICatalog catalog, CancellationToken cancellationToken) =>
        catalog.FindVariantAsync(by, cancellationToken);

    /// <summary>All categories, by name.</summary>
    public static ValueTask<IReadOnlyList<CatalogCategory>> Categories(ListProducts list, CancellationToken cancellationToken) =>
        list.CategoriesAsync(cancellationToken);
}
