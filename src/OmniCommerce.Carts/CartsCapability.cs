using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.Persistence;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Jobs;

namespace OmniCommerce.Carts;

/// <summary>Carts, their merging at sign-in and their holds. Depends on Sessions, Catalog, Inventory, Pricing, Loyalty and Payments.</summary>
public static class CartsCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddCarts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(CartsCapability).Assembly);
        services.AddSingleton(CartOptions.From(configuration));
        services.AddSingleton<CartTable>();
        services.AddScoped<CartAccess>();
        services.AddScoped<CartPricer>();
        services.AddScoped<CartWatchers>();
        services.AddScoped<Holds>();
        services.AddHoldables();
        services.AddScoped<ReadCarts>();
        services.AddScoped<ICarts>(scope => scope.GetRequiredService<ReadCarts>());
        services.AddScoped<StockCheck>();
        services.AddBooks<RecountHolds>();
        services.AddPeriodicJob<ExpireOverdueHolds>(ExpireOverdueHolds.Every);
        services.AddPeriodicJob<AbandonIdleCarts>(AbandonIdleCarts.Every);
        return services;
    }
}
