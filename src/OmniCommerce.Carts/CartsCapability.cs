using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform;

namespace OmniCommerce.Carts;

/// <summary>Carts, their merging at sign-in and their holds. Depends on Sessions, Catalog, Inventory, Pricing, Loyalty and Payments.</summary>
public static class CartsCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddCarts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(CartsCapability).Assembly);
        return services;
    }
}
