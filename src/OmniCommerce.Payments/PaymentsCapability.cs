using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Payments.Features;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Payments.Sandbox;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Jobs;

namespace OmniCommerce.Payments;

/// <summary>Tenders, gift cards and the payment provider. Depends on no other capability.</summary>
public static class PaymentsCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(PaymentsCapability).Assembly);
        services.AddSingleton<IPaymentGateway, SandboxGateway>();
        services.AddPeriodicJob<SettlePayments>(SettlePayments.Every);
        return services;
    }
}
