using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform;

namespace OmniCommerce.Inventory;

/// <summary>Locations and stock: movements, holds, allocations, sourcing. Depends on Sessions and Catalog.</summary>
public static class InventoryCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddInventory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(InventoryCapability).Assembly);
        return services;
    }
}
