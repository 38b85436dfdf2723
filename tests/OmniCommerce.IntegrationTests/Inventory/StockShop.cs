using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Catalog;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Inventory;

/// <summary>A shop with two stores that ship and one that does not; each test brings its own goods.</summary>
public sealed class StockShop : CommerceFixture, IAsyncLifetime
{
    private int _goods;

    public LocationId Leeds { get; private set; }

    public LocationId York { get; private set; }

    /// <summary>Sells and hands out, but does not ship.</summary>
    public LocationId Kiosk { get; private set; }

    protected override bool HoldsAndOrdersMayBeNames => true;

    public IStock Stock => Services.GetRequiredService<IStock>();

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Leeds = await Open("1", "Leeds", new GeoPoint(53.8, -1.55), LocationService.Sells, LocationService.ShipsFrom);
        York = await Open("2", "York", new GeoPoint(53.96, -1.08), LocationService.Sells, LocationService.ShipsFrom);
        Kiosk = await Open("3", "Kiosk", null, LocationService.Sells, LocationService.Collection);
    }

    /// <summary>A new variant with so many at each location.</summary>
    public async Task<VariantId> Goods(int leeds = 0, int york = 0, int kiosk = 0)
    {
        var number = Interlocked.Increment(ref _goods);
        var saved = await Send(Products.Of($"goods-{number}", $"Goods {number}", Products.Variant($"G-{number}", 100)));
        var variant = saved.Value.Variants[0];
        foreach (var (location, quantity) in new[] { (Leeds, leeds), (York, york), (Kiosk, kiosk) })
        {
            if (quantity > 0)
                (await Send(new ReceiveStock(variant, location, quantity, "opening stock"))).IsRefused.ShouldBeFalse();
        }

        return variant;
    }

    public async Task<StockLevel> Level(VariantId variant, LocationId location) =>
        (await Stock.LevelsAsync([variant], TestContext.Current.CancellationToken))[variant].Single(level => level.LocationId == location);

    /// <summary>Who works on stock: a till in the store, Leeds unless said otherwise.</summary>
    public Caller Till(LocationId? at = null) =>
        new(NewId.Of<SessionId>(Clock), NewId.Of<DeviceId>(Clock), "Till", Channel.Pos, null, at ?? Leeds, Currency.Of("GBP"), "en-GB");

    /// <summary>Holds so many from anywhere; answers the hold, or null when it was refused.</summary>
    public async Task<HoldId?> TryHold(params (VariantId Variant, int Quantity)[] lines)
    {
        var hold = new HoldId(Guid.CreateVersion7());
        var result = await Send(new HoldStock(hold, [.. lines.Select(line => new StockDemand(line.Variant, line.Quantity))], StockSource.Anywhere));
        return result.IsRefused ? null : hold;
    }

    public async Task<string[]> Movements(VariantId variant) => await InDatabase(async db =>
        (await db.Set<StockMovement>().Where(movement => movement.VariantId == variant).ToListAsync(TestContext.Current.CancellationToken))
            .OrderBy(movement => movement.At).ThenBy(movement => movement.Id).Select(movement => $"{movement.Kind} {movement.Quantity}").ToArray());

    private async Task<LocationId> Open(string reference, string name, GeoPoint? point, params LocationService[] services) =>
        (await Send(new SaveLocation { Reference = reference, Name = name, Point = point, Services = services })).Value.Id;
}
