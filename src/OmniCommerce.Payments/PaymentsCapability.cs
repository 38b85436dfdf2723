using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Features;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Payments.Inbox;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments;

/// <summary>Tenders, gift cards and the payment provider. Depends on no other capability.</summary>
public static class PaymentsCapability
{
    /// <summary>Registers the capability. <c>Payments:Provider</c> says who is asked for money: Sandbox or Stripe.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">What it says of <c>Payments</c>.</param>
    /// <param name="sandbox">The way to the sandbox, which speaks as Stripe does.</param>
    /// <exception cref="InvalidOperationException">The configuration of the payment provider is wrong; the message says what to set.</exception>
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, HttpMessageHandler> sandbox)
    {
        var options = PaymentsOptions.From(configuration);
        services.AddCapability(typeof(PaymentsCapability).Assembly);
        services.AddSingleton<ITenders, TendersOfHandler>();
        services.AddSingleton<IDisputes, ReadDisputes>();
        services.AddTenderTerms();
        services.AddBooks<RecountPayments>();
        services.AddClaims("gift-card money", db => db.Set<GiftCardHold>().Select(hold => hold.HoldId));
        services.AddSingleton(options);
        services.AddSingleton(provider => Client(options, options.IsSandbox ? sandbox(provider) : StripeClient.Network(), provider));
        services.AddSingleton<StripeCustomers>();
        services.AddSingleton<StripeReaders>();
        services.AddSingleton<IPaymentGateway, StripeGateway>();
        services.AddSingleton<InboxSignal>();
        services.AddScoped<FollowProvider>();
        services.AddScoped<WorkInboxOff>();
        services.AddHostedService<InboxHost>();
        services.AddPeriodicJob<SettlePayments>(SettlePayments.Every);
        services.AddPeriodicJob<KeepPromises>(KeepPromises.Every);
        services.AddPeriodicJob<ReconcileRecentPayments>(ReconcileRecentPayments.Every);
        return services;
    }

    /// <summary>Whether the configuration asks the sandbox for money, and nobody real.</summary>
    /// <exception cref="InvalidOperationException">The configuration is wrong; the message says what to set.</exception>
    public static bool UsesSandbox(IConfiguration configuration) => PaymentsOptions.From(configuration).IsSandbox;

    /// <summary>By what the sandbox signs its events.</summary>
    public const string SandboxWebhookSecret = PaymentsOptions.SandboxWebhookSecret;

    private static StripeClient Client(PaymentsOptions options, HttpMessageHandler way, IServiceProvider provider)
    {
        var log = provider.GetRequiredService<ILogger<StripeClient>>();
        var observed = options.Stripe with
        {
            Observe = attempt => log.LogDebug(
                "{Method} {Path}, attempt {Number}: {Status} in {Took}, {Request}", attempt.Method, attempt.Path, attempt.Number, attempt.Status, attempt.Took, attempt.RequestId),
        };
        return new StripeClient(observed, way, provider.GetRequiredService<TimeProvider>());
    }
}
