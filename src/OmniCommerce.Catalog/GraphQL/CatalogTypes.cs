using MediatR;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Catalog.Features;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Catalog.GraphQL;

[ObjectType<CatalogProduct>]
internal static class ProductType
{
    [NodeResolver]
    public static ValueTask<CatalogProduct?> Find(ProductId id, CatalogMemory catalog, CancellationToken cancellationToken) =>
        catalog.FindProductAsync(new ProductBy { Id = id }, cancellationToken);

    /// <summary>The lowest and the highest price of the variants.</summary>
    public static PriceRange PriceRange([Parent] CatalogProduct product)
    {
        var min = product.Variants[0].ListPrice;
        var max = min;
        for (var i = 1; i < product.Variants.Count; i++)
        {
            min = Money.Min(min, product.Variants[i].ListPrice);
            max = Money.Max(max, product.Variants[i].ListPrice);
        }

        return new PriceRange(min, max);
    }
}

[ObjectType<CatalogVariant>]
internal static class VariantType
{
    // On sale or not: carts and orders refer to what was on sale once.
    [NodeResolver]
    public static async ValueTask<CatalogVariant?> Find(VariantId id, VariantById variants, CancellationToken cancellationToken) =>
        await variants.LoadAsync(id, cancellationToken);

    /// <summary>The retailer's code.</summary>
    public static string Sku([Parent] CatalogVariant variant) => variant.Sku.Value;

    /// <summary>The product it is a variant of.</summary>
    public static async ValueTask<CatalogProduct> Product([Parent] CatalogVariant variant, ProductById products, CancellationToken cancellationToken) =>
        await products.LoadAsync(variant.ProductId, cancellationToken) ?? throw new InvalidOperationException($"Variant {variant.Id} has no product.");

    /// <summary>The price for the caller's channel, customer and currency.</summary>
    public static Money Price([Parent] CatalogVariant variant) => variant.ListPrice;
}

[ObjectType<CatalogCategory>]
internal static class CategoryType
{
    [NodeResolver]
    public static async ValueTask<CatalogCategory?> Find(CategoryId id, ListProducts list, CancellationToken cancellationToken) =>
        (await list.CategoriesAsync(cancellationToken)).FirstOrDefault(category => category.Id == id);
}

[ObjectType<ShopperSession>]
internal static class SessionCatalogFields
{
    private const int MaxViewed = 100;

    /// <summary>The products that the shopper looked at on any device, the newest first, each once.</summary>
    /// <param name="session">The session.</param>
    /// <param name="first">How many at most, up to 100.</param>
    /// <param name="mediator">Asks the session.</param>
    /// <param name="catalog">Knows the products.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    public static async Task<IReadOnlyList<CatalogProduct>> RecentlyViewed(
        [Parent] ShopperSession session, [GraphQLDefault("20")] int? first, IMediator mediator, ICatalog catalog, CancellationToken cancellationToken)
    {
        var ids = await mediator.Send(new RecentlyViewed(session.Id, Math.Clamp(first ?? 20, 0, MaxViewed)), cancellationToken);
        var products = await catalog.ProductsAsync(ids, cancellationToken);
        return [.. ids.Where(products.ContainsKey).Select(id => products[id]).Where(product => product.OnSale)];
    }
}
