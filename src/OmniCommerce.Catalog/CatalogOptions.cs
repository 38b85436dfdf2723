using Microsoft.Extensions.Configuration;
using OmniCommerce.Kernel;

namespace OmniCommerce.Catalog;

/// <summary>What can be configured of the catalogue.</summary>
/// <param name="ProductsInMemory">How many products a node keeps in memory at most: <c>Catalog:ProductsInMemory</c>.</param>
/// <param name="PagesInMemory">How many pages of product lists a node keeps in memory at most: <c>Catalog:PagesInMemory</c>.</param>
/// <param name="Currency">The currency of imported prices, the shop's own: <c>Shop:Currency</c>.</param>
/// <param name="StockLocation">The reference or name of the location that receives the stock of imported products: <c>Import:StockLocation</c>. Null for the first that goods are sent from.</param>
internal sealed record CatalogOptions(int ProductsInMemory, int PagesInMemory, Currency Currency, string? StockLocation)
{
    public static CatalogOptions From(IConfiguration configuration)
    {
        var code = configuration["Shop:Currency"] ?? "GBP";
        var options = new CatalogOptions(
            configuration.GetValue("Catalog:ProductsInMemory", 50_000),
            configuration.GetValue("Catalog:PagesInMemory", 5_000),
            Currency.TryParse(code, out var currency) ? currency : throw new InvalidOperationException($"Shop:Currency is '{code}'; set an ISO 4217 code such as GBP."),
            configuration["Import:StockLocation"]);
        if (options.ProductsInMemory < 1 || options.PagesInMemory < 1)
            throw new InvalidOperationException("Catalog:ProductsInMemory and Catalog:PagesInMemory must be 1 or more.");
        return options;
    }
}
