using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Catalog.Features;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.Catalog;

/// <summary>Products, variants, categories and list prices. Depends on Sessions (who asks, recently viewed).</summary>
public static class CatalogCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(CatalogCapability).Assembly);
        services.AddSingleton(CatalogOptions.From(configuration));
        services.AddSingleton<CatalogChanges>();
        services.AddSingleton<CatalogMemory>();
        services.AddSingleton<ICatalog>(provider => provider.GetRequiredService<CatalogMemory>());
        services.AddSingleton<ListProducts>();
        services.AddScoped<IImport, ImportProducts>();
        return services;
    }
}
