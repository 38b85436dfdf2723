using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Webhooks.Domain;
using OmniCommerce.Webhooks.Features;
using OmniCommerce.Webhooks.Sending;

namespace OmniCommerce.Webhooks;

/// <summary>Sends the shop's events to other systems, as Standard Webhooks 1.0.0 says it. Depends on no other capability: it hears every event by its name.</summary>
public static class WebhooksCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(WebhooksCapability).Assembly);
        services.AddSingleton(WebhooksOptions.From(configuration));
        services.AddSingleton<EndpointChanges>();
        services.AddSingleton<EndpointMemory>();
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
        services.AddSingleton<SafeDialer>();
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<DeliverySender>();
        services.AddHostedService<DeliveryHost>();
        services.AddPeriodicJob<ForgetDeliveries>(ForgetDeliveries.Every);
        return services;
    }
}
