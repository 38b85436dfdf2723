using System.Buffers.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Api;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Torture;

/// <summary>
/// One shop for all scenarios of a database that leave it standing. What no client may do (goods, coupons, gift cards, points) is prepared by the
/// shop's own requests, from another process than the shop's.
/// </summary>
internal sealed class BusyShop(Arena arena) : IAsyncDisposable
{
    public static readonly Currency Pounds = Currency.Of("GBP");

    private const string PointsExpire = "--Loyalty:ExpireAfterMonths=12";

    private Shop? _shop;
    private ServiceProvider? _backstage;
    private LocationId _store;
    private LocationId _elsewhere;
    private int _goods;

    public Shop Shop => _shop ?? throw new InvalidOperationException("The shop is not open yet.");

    /// <summary>The id of the store where all goods are.</summary>
    public string Store => arena.Store;

    /// <summary>The till that prepares carts.</summary>
    public Caller Till { get; private set; } = null!;

    public async Task<BusyShop> OpenAsync()
    {
        if (_shop is not null)
            return this;
        var name = "";
        var shop = await Shop.StartAsync(
            async opening =>
            {
                opening.Http2Port = Shop.FreePort();
                name = await arena.FurnishAsync(opening);
            },
            [.. arena.Settings, PointsExpire]);
        var configuration = new ConfigurationBuilder().AddCommandLine([$"--Data:Directory={shop.Data}", .. arena.Settings, PointsExpire]).Build();
        _backstage = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging()
            .AddDatabase(configuration).AddCapabilities(configuration).BuildServiceProvider();
        var locations = await _backstage.GetRequiredService<ILocations>().AllAsync(default);
        _store = locations.Single(location => location.Name == name).Id;
        _elsewhere = locations.First(location => location.Id != _store && location.Services.Contains(LocationService.ShipsFrom)).Id;
        Till = new(new SessionId(Guid.CreateVersion7()), new DeviceId(Guid.CreateVersion7()), "Backstage", Channel.Pos, null, _store, Pounds, "en-GB");
        _shop = shop;
        return this;
    }

    /// <summary>A client with a session of its own; a till stands in the store where all goods are.</summary>
    public Task<Client> ClientAsync(string channel = "WEB") => arena.ClientAsync(Shop, channel);

    /// <summary>Goods of 10.00 each, of which there are so many; answers their code.</summary>
    public async Task<string> GoodsAsync(int units)
    {
        var sku = $"BUSY-{Interlocked.Increment(ref _goods)}";
        var price = new Money(10_00, Pounds);
        var saved = await SendAsync(new SaveProduct { Handle = sku.ToLowerInvariant(), Name = sku, Variants = [new SaveVariant { Sku = Sku.Of(sku), Price = price }] });
        if (units > 0)
            await SendAsync(new ReceiveStock(saved.Variants[0], _store, units, "opening stock"));
        return sku;
    }

    /// <summary>So many of the goods are in another place too, which sends them.</summary>
    public async Task SendElsewhereAsync(string sku, int units) => await SendAsync(new ReceiveStock(new VariantId(IdOf(await VariantAsync(sku))), _elsewhere, units, "opening stock"));

    /// <summary>The id of a variant in the API.</summary>
    public async Task<string> VariantAsync(string sku)
    {
        using var client = new Client(Shop.Url);
        return (await client.QueryAsync("query($sku: String!) { variant(by: {sku: $sku}) { id } }", new { sku })).GetProperty("variant").GetProperty("id").GetString()!;
    }

    /// <summary>What is not promised of a variant.</summary>
    public Task<int> FreeAsync(string sku) => Arena.FreeAsync(Shop, sku);

    /// <summary>Sends a request past the API.</summary>
    public async Task<T> SendAsync<T>(IRequest<Result<T>> request)
        where T : notnull => (await AskAsync(request)).Value;

    /// <inheritdoc cref="SendAsync"/>
    public async Task<T> AskAsync<T>(IRequest<T> request)
    {
        await using var scope = _backstage!.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>Runs one of the shop's jobs, as another node would.</summary>
    public async Task RunAsync<TJob>()
        where TJob : class, IPeriodicJob
    {
        await using var scope = _backstage!.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(default);
    }

    /// <summary>Looks into the database, or prepares there what would take a year.</summary>
    public async Task<T> InDatabaseAsync<T>(Func<CommerceDbContext, Task<T>> action)
    {
        await using var db = await _backstage!.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync();
        return await action(db);
    }

    /// <summary>Waits until the shop has worked off all that the payment provider told it.</summary>
    public async Task HeardAsync()
    {
        for (var patience = 300; await CountAsync("SELECT COUNT(*) AS \"Value\" FROM stripe_inbox WHERE \"State\" <> 'Done'") > 0; patience--)
        {
            patience.ShouldBeGreaterThan(0, $"What the provider told was not worked off: {Shop.Log[^Math.Min(Shop.Log.Length, 2000)..]}");
            await Task.Delay(100);
        }
    }

    /// <summary>How many of the provider's words on a payment the shop has worked off.</summary>
    public Task<int> HeardOfAsync(string payment) =>
        CountAsync($"SELECT COUNT(*) AS \"Value\" FROM stripe_inbox WHERE \"State\" = 'Done' AND \"Body\" LIKE '%{payment}%'");

    /// <summary>What is wrong in the books of the shop; nothing while it is not open.</summary>
    public async Task<IReadOnlyList<string>> WrongAsync() => _backstage is null
        ? []
        : await _backstage.GetRequiredService<BooksCheck>().RunAsync(BooksCheck.Patience).ToListAsync();

    /// <summary>The id that an object has in the API.</summary>
    public static string IdOf(string type, Guid id) => Base64Url.EncodeToString([.. System.Text.Encoding.UTF8.GetBytes(type), .. id.ToByteArray(bigEndian: true)]);

    /// <summary>The id that an object of the API has inside.</summary>
    public static Guid IdOf(string id) => new(Base64Url.DecodeFromChars(id).AsSpan()[^16..], bigEndian: true);

    public async ValueTask DisposeAsync()
    {
        if (_backstage is not null)
            await _backstage.DisposeAsync();
        if (_shop is not null)
            await _shop.DisposeAsync();
    }

    private Task<int> CountAsync(string sql) => InDatabaseAsync(db => db.Database.SqlQueryRaw<int>(sql).SingleAsync());
}
