using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Loyalty.Features;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Jobs;

namespace OmniCommerce.Loyalty;

/// <summary>Members' points: a double-entry ledger, and the sums it makes. Depends on Sessions (who asks).</summary>
public static class LoyaltyCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddLoyalty(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(LoyaltyCapability).Assembly);
        services.AddSingleton(LoyaltyOptions.From(configuration));
        services.AddScoped<Lots>();
        services.AddScoped<Ledger>();
        services.AddBooks<RecountPoints>();
        services.AddClaims("points", RecountPoints.HoldsWithPoints);
        services.AddPeriodicJob<ActivateDuePoints>(ActivateDuePoints.Every);
        services.AddPeriodicJob<ExpireDuePoints>(ExpireDuePoints.Every);
        return services;
    }
}
