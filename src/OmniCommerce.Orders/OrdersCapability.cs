using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform;

namespace OmniCommerce.Orders;

/// <summary>Orders from placing to return. Depends on every other capability's contracts.</summary>
public static class OrdersCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(OrdersCapability).Assembly);
        return services;
    }
}
