using OmniCommerce.Carts;
using OmniCommerce.Catalog;
using OmniCommerce.Customers;
using OmniCommerce.Inventory;
using OmniCommerce.Loyalty;
using OmniCommerce.Orders;
using OmniCommerce.Payments;
using OmniCommerce.Platform;
using OmniCommerce.Pricing;
using OmniCommerce.Sessions;
using OmniCommerce.StripeSandbox;
using OmniCommerce.Webhooks;

namespace OmniCommerce.Api;

/// <summary>Puts the shop together: the same for the server, its commands and the tests.</summary>
public static class Composition
{
    /// <summary>Registers every capability. The platform with its database is registered before.</summary>
    public static IServiceCollection AddCapabilities(this IServiceCollection services, IConfiguration configuration) => services
        .AddSessions(configuration)
        .AddCatalog(configuration)
        .AddInventory(configuration)
        .AddPricing(configuration)
        .AddLoyalty(configuration)
        .AddPayments(configuration, provider => provider.GetRequiredService<StripeSandboxHandler>())
        .AddPaymentSandbox(configuration)
        .AddCarts(configuration)
        .AddCustomers(configuration)
        .AddOrders(configuration)
        .AddWebhooks(configuration);

    /// <summary>Where the sandbox's pages are, as the cardholder's bank.</summary>
    internal const string SandboxPath = "/_stripe";

    // What no answer has told before. Of the rest the shop reads by itself, so that trying it out costs no commit more.
    private static readonly string[] LateNews = ["refund.updated", "refund.failed", "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed"];

    private static Uri PagesOfTheSandbox(IConfiguration configuration)
    {
        var address = BindingAddress.Parse(configuration["urls"]?.Split(';')[0] ?? "http://localhost:5000");
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port, SandboxPath).Uri;
    }

    // Its tables are in every database, so that there is one schema; it runs only where it is asked for money.
    private static IServiceCollection AddPaymentSandbox(this IServiceCollection services, IConfiguration configuration) => PaymentsCapability.UsesSandbox(configuration)
        ? services.AddStripeSandbox((provider, sandbox) =>
        {
            sandbox.PublicUrl = PagesOfTheSandbox(configuration);
            sandbox.Webhooks.Add(new WebhookTarget(new Uri($"http://localhost{StripeWebhook.Path}"), PaymentsCapability.SandboxWebhookSecret) { Events = LateNews });
            sandbox.WebhookTransport = new WebhookInProcess(provider.GetRequiredService<IServiceScopeFactory>());
        })
        : services.AddCapability(typeof(StripeSandboxHandler).Assembly);
}
