using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform;

namespace OmniCommerce.Catalog;

/// <summary>Products, variants, categories and list prices. Depends on Sessions (who asks, recently viewed).</summary>
public static class CatalogCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(CatalogCapability).Assembly);
        return services;
    }
}
