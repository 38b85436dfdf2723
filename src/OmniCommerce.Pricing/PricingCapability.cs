using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform;

namespace OmniCommerce.Pricing;

/// <summary>What a cart costs, and why: a pure function, and the coupons it looks at. Depends on Catalog.</summary>
public static class PricingCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddPricing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(PricingCapability).Assembly);
        return services;
    }
}
