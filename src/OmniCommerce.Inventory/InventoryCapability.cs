using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Inventory.Persistence;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Imports;
using OmniCommerce.Platform.Jobs;

namespace OmniCommerce.Inventory;

/// <summary>Locations and stock: movements, holds, allocations, sourcing. Depends on Sessions and Catalog.</summary>
public static class InventoryCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddInventory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(InventoryCapability).Assembly);
        services.AddSingleton<KitChanges>();
        services.AddSingleton<KitMemory>();
        services.AddSingleton<IKits>(provider => provider.GetRequiredService<KitMemory>());
        services.AddSingleton<LocationChanges>();
        services.AddSingleton<LocationMemory>();
        services.AddSingleton<ILocations>(provider => provider.GetRequiredService<LocationMemory>());
        services.AddSingleton<ListLocations>();
        services.AddSingleton<StockTable>();
        services.AddSingleton<ReadStock>();
        services.AddSingleton<IStock>(provider => provider.GetRequiredService<ReadStock>());
        services.AddSingleton<WatchStock>();
        services.AddSingleton<PickUps>();
        services.AddSingleton<IPickUps>(provider => provider.GetRequiredService<PickUps>());
        services.AddSingleton<ReadMovements>();
        services.AddSingleton<ReadIncoming>();
        services.AddSingleton<ReadTransfers>();
        services.AddSingleton<ReadStockCounts>();
        services.AddScoped<StockBooks>();
        services.AddScoped<HeldStock>();
        services.AddScoped<AllocatedToOrders>();
        services.AddScoped<GoodsOnTheWay>();
        services.AddScoped<ArrivedForOrders>();
        services.AddScoped<PlacesInSlots>();
        services.AddScoped<StockAccess>();
        services.AddScoped<WaitingOrders>();
        services.AddPeriodicJob<ServeFromFreed>(ServeFromFreed.Every);
        services.AddPeriodicJob<WatchThresholds>(WatchThresholds.Every);
        services.AddScoped<Transfers>();
        services.AddScoped<StockCounts>();
        services.AddScoped<IImport, ImportLocations>();
        services.AddBooks<RecountStock>();
        services.AddBooks<RecountPickUps>();
        services.AddClaims("a place in a pick-up slot", db => db.Set<PickUpClaim>().Where(claim => claim.OrderId == null).Select(claim => claim.HoldId));
        services.AddClaims("a place in a pick-up slot", db => db.Set<PickUpClaim>().Where(claim => claim.OrderId != null).Select(claim => claim.OrderId!.Value));
        services.AddClaims("stock", db => db.Set<StockHold>().Select(hold => hold.HoldId));
        services.AddClaims("stock", db => db.Set<OrderStock>().Select(part => part.OrderId));
        services.AddClaims("goods on their way", db => db.Set<StockTransfer>()
            .Where(transfer => transfer.Status == TransferStatus.Sent && transfer.OrderId != null && transfer.Lines.Any(line => line.Ordered > 0)).Select(transfer => transfer.OrderId!.Value));
        return services;
    }
}
