using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Catalog.Features;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Support;

namespace OmniCommerce.IntegrationTests.Catalog;

/// <summary>Makes products, and asks for lists of them.</summary>
internal static class Products
{
    public static readonly Currency Gbp = Currency.Of("GBP");

    public static SaveProduct Of(string handle, string name, params SaveVariant[] variants) => new()
    {
        Handle = handle,
        Name = name,
        OptionNames = variants is [{ Options.Count: 0 }] ? [] : ["Size"],
        Variants = variants,
    };

    public static SaveVariant Variant(string? sku, long pence, string? size = null) => new()
    {
        Sku = sku is null ? null : Sku.Of(sku),
        Price = new Money(pence, Gbp),
        Options = size is null ? [] : [size],
    };

    public static ICatalog Catalog(this CommerceFixture commerce) => commerce.Services.GetRequiredService<ICatalog>();

    public static CatalogMemory Memory(this CommerceFixture commerce) => commerce.Services.GetRequiredService<CatalogMemory>();

    public static async Task<Connection<CatalogProduct>> List(
        this CommerceFixture commerce, string search = "", ProductSort sort = ProductSort.Relevance, CategoryId? category = null,
        int? first = null, string? after = null, int? last = null, string? before = null) =>
        await commerce.Services.GetRequiredService<ListProducts>().PageAsync(
            new ProductListing(new ProductFilter(search, category), sort, PageRequest.Of(first, after, last, before)), TestContext.Current.CancellationToken);

    public static string[] Names(this Connection<CatalogProduct> page) => [.. page.Edges.Select(edge => edge.Node.Name)];
}
