using OmniCommerce.Carts;
using OmniCommerce.Catalog;
using OmniCommerce.Customers;
using OmniCommerce.Inventory;
using OmniCommerce.Loyalty;
using OmniCommerce.Orders;
using OmniCommerce.Payments;
using OmniCommerce.Pricing;
using OmniCommerce.Sessions;
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
        .AddPayments(configuration)
        .AddCarts(configuration)
        .AddCustomers(configuration)
        .AddOrders(configuration)
        .AddWebhooks(configuration);
}
