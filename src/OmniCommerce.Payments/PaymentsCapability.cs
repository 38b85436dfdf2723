using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Features;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Payments.Sandbox;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Books;
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
        services.AddSingleton<ITenders, TendersOfHandler>();
        services.AddBooks<RecountPayments>();
        services.AddBooks<SandboxBooks>();
        services.AddClaims("gift-card money", db => db.Set<GiftCardHold>().Select(hold => hold.HoldId));
        services.AddPeriodicJob<SettlePayments>(SettlePayments.Every);
        return services;
    }
}
