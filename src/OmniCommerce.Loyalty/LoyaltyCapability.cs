using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform;

namespace OmniCommerce.Loyalty;

/// <summary>Members' points: a double-entry ledger. Depends on no other capability.</summary>
public static class LoyaltyCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddLoyalty(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(LoyaltyCapability).Assembly);
        return services;
    }
}
