using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform;

namespace OmniCommerce.Payments;

/// <summary>Tenders, gift cards and the payment provider. Depends on no other capability.</summary>
public static class PaymentsCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(PaymentsCapability).Assembly);
        return services;
    }
}
