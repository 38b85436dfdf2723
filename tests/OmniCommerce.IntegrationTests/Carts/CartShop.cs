using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Features;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Carts;

/// <summary>A shop with a store that does everything, and what tests of carts need of it.</summary>
public sealed class CartShop : CommerceFixture
{
    public static readonly Currency Pounds = Currency.Of("GBP");

    private readonly Lazy<Task<LocationId>> _store;

    public CartShop() => _store = new Lazy<Task<LocationId>>(() => LocationAsync(Enum.GetValues<LocationService>()));

    protected override bool HoldsAndOrdersMayBeNames => true;

    public Task<LocationId> StoreAsync => _store.Value;

    public static Money Gbp(long minorUnits) => new(minorUnits, Pounds);

    /// <summary>A guest on the web with a session of her own.</summary>
    public static Caller Guest(string device = "laptop") =>
        new(new SessionId(Guid.NewGuid()), new DeviceId(Guid.NewGuid()), device, Channel.Web, null, null, Pounds, "en-GB");

    public static Caller Till(LocationId? store = null) =>
        new(new SessionId(Guid.NewGuid()), new DeviceId(Guid.NewGuid()), "till 1", Channel.Pos, null, store, Pounds, "en-GB");

    public async Task<LocationId> LocationAsync(params LocationService[] services)
    {
        var saved = await Send(new SaveLocation { Reference = Guid.NewGuid().ToString(), Name = "Store", City = "Leeds", Services = services });
        return saved.Value.Id;
    }

    public async Task<Article> ArticleAsync(long price = 450, int stock = 100, string currency = "GBP", LocationId? at = null)
    {
        var sku = $"A-{Guid.NewGuid():N}";
        var saved = await Send(Product(sku, new Money(price, Currency.Of(currency)), published: true));
        var article = new Article(saved.Value.Variants[0], sku);
        if (stock > 0)
            (await Send(new ReceiveStock(article.Id, at ?? await StoreAsync, stock, "opening stock"))).IsRefused.ShouldBeFalse();
        return article;
    }

    public async Task TakeOffSaleAsync(Article article) => (await Send(Product(article.Sku, Gbp(450), published: false))).IsRefused.ShouldBeFalse();

    public Task<Result<CartId>> AddAsync(Caller caller, Article article, int quantity, CartId? cart = null, Guid? operation = null) =>
        Send(new AddCartLines(caller, cart, [new AddCartLine(article.By, quantity)], operation));

    /// <summary>A cart of the caller's with these in it.</summary>
    public async Task<CartId> CartAsync(Caller caller, params (Article Article, int Quantity)[] lines)
    {
        AddCartLine[] added = [.. lines.Select(line => new AddCartLine(line.Article.By, line.Quantity))];
        return (await Send(new AddCartLines(caller, null, added, null))).Value;
    }

    public async Task<PricedCart> ReadAsync(CartId id)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ICarts>().FindAsync(id, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    public async Task<PricedCart?> CurrentAsync(SessionId? session, CustomerId? customer = null)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ICarts>().CurrentAsync(session, customer, TestContext.Current.CancellationToken);
    }

    public async Task SweepAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ExpireOverdueHolds>().RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What can be promised of the article, at all locations together.</summary>
    public async Task<(int OnHand, int Held, int Allocated)> StockAsync(Article article)
    {
        var levels = (await Services.GetRequiredService<IStock>().LevelsAsync([article.Id], TestContext.Current.CancellationToken))[article.Id].ToList();
        return (levels.Sum(level => level.OnHand), levels.Sum(level => level.Held), levels.Sum(level => level.Allocated));
    }

    internal Task<HoldStatus> StatusAsync(HoldId hold) =>
        InDatabase(db => db.Set<Hold>().Where(h => h.Id == hold).Select(h => h.Status).SingleAsync(TestContext.Current.CancellationToken));

    private static SaveProduct Product(string sku, Money price, bool published) =>
        new() { Handle = sku.ToLowerInvariant(), Name = "Tea", Published = published, Variants = [new SaveVariant { Sku = Sku.Of(sku), Price = price }] };
}

/// <summary>Something that is sold.</summary>
public sealed record Article(VariantId Id, string Sku)
{
    public VariantBy By => new() { Id = Id };
}
