using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Orders.Features;
using OmniCommerce.Orders.Imports;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Imports;
using OmniCommerce.Platform.Jobs;

namespace OmniCommerce.Orders;

/// <summary>Orders from placing to return. Depends on every other capability's contracts.</summary>
public static class OrdersCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(OrdersCapability).Assembly);
        services.AddSingleton<Checkouts>();
        services.AddScoped<OrderNews>();
        services.AddScoped<OrderHistory>();
        services.AddScoped<GoodsBack>();
        services.AddScoped<Exchanges>();
        services.AddSingleton<FindOrders>();
        services.AddSingleton<SalesBooks>();
        services.AddSingleton<SalesStock>();
        services.AddSingleton<SalesTurns>();
        services.AddSingleton(OrderOptions.From(configuration));
        services.AddSingleton<FindFulfilments>();
        services.AddScoped<FulfilmentBooks>();
        services.AddScoped<GoodsElsewhere>();
        services.AddScoped<GoodsToStore>();
        services.AddScoped<FulfilmentDesk>();
        services.AddScoped<IImport, ImportSales>();
        services.AddPeriodicJob<ExpireCollections>(ExpireCollections.Every);
        services.AddPeriodicJob<RecoverOrders>(RecoverOrders.Every);
        services.AddBooks<RecountOrders>();
        services.AddClaims("an order", db => db.Set<Order>().Where(order => order.Status != OrderStatus.Pending && order.Status != OrderStatus.Failed).Select(order => order.CartId));
        return services;
    }
}
