using System.Diagnostics;
using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>Starts shops on one kind of database, with the goods that a scenario fights for.</summary>
internal sealed class Arena(string database, int runs)
{
    private readonly string _name = $"torture_{Guid.NewGuid():N}";
    private BackOffice? _office;

    public int Runs => runs;

    /// <summary>The shop of all scenarios that leave it standing; it opens with the first that asks.</summary>
    public BusyShop? Busy { get; init; }

    /// <summary>How many times as long as on a machine of its own things may take.</summary>
    public int Patience { get; init; } = 1;

    /// <summary>The bar: so long after a start everything is as if nothing had happened.</summary>
    public TimeSpan Recovery => Patience * TimeSpan.FromSeconds(10);

    public bool IsSqlite => database == "Sqlite";

    /// <summary>A store that sells and ships: everything lies there.</summary>
    public string Store { get; private set; } = "";

    /// <summary>The settings that point a shop, or a command, at the scenario's database.</summary>
    public string[] Settings => ["--Logging:LogLevel:Default=Error", .. IsSqlite ? [] : DemoShop.PointedAt(_name)];

    /// <summary>The PostgreSQL database's name.</summary>
    public string Name => _name;

    /// <summary>The scenario's database without a shop on it.</summary>
    public BackOffice Office => _office ?? throw new InvalidOperationException("Start a shop first.");

    public Task<Shop> ShopAsync(params (string Sku, string Price, int Stock)[] goods) => ShopAsync([], goods);

    /// <summary>A shop with these goods and further settings. In the end its books must be right.</summary>
    public async Task<Shop> ShopAsync(string[] settings, params (string Sku, string Price, int Stock)[] goods)
    {
        var shop = await Shop.StartAsync(
            async opening =>
            {
                opening.OutlivesFileLimits = true;
                var store = await FurnishAsync(opening);
                _office = new BackOffice([$"--Data:Directory={opening.Data}", .. Settings, .. settings.Where(setting => !setting.StartsWith("--Redis", StringComparison.Ordinal))]);
                var file = Path.Combine(opening.Data, "goods.csv");
                await File.WriteAllTextAsync(file, ProductFile.Of(goods));
                await _office.ImportAsync("products", file, store);
            },
            [.. Settings, .. settings]);
        shop.CheckBooks = async () => (await Office.WrongAsync(patience: null)).ShouldBeEmpty("In the end the books are wrong.");
        return shop;
    }

    /// <summary>Gives a shop that is not open yet the demo data, and answers the name of the store.</summary>
    public async Task<string> FurnishAsync(Shop opening)
    {
        var demo = await DemoShop.OnAsync(database);
        await demo.CopyAsync(opening.Data, _name);
        Store = demo.StoreId;
        return demo.StoreName;
    }

    public Task<Client> ClientAsync(Shop shop, string channel = "WEB") => Client.BeginAsync(shop.Url, channel, channel == "POS" ? Store : null);

    /// <summary>What is not promised of a variant.</summary>
    public static async Task<int> FreeAsync(Shop shop, string sku)
    {
        using var client = new Client(shop.Url);
        var levels = await client.QueryAsync("query($sku: String!) { variant(by: {sku: $sku}) { stock { onHand held allocated } } }", new { sku });
        return levels.GetProperty("variant").GetProperty("stock").EnumerateArray()
            .Sum(level => Count(level, "onHand") - Count(level, "held") - Count(level, "allocated"));

        static int Count(JsonElement level, string name) => level.GetProperty(name).GetInt32();
    }

    /// <summary>Waits until the books are right and nothing is under way, but not for longer than this.</summary>
    /// <returns>What is still wrong then; empty when nothing is.</returns>
    public async Task<string> WrongAfterAsync(TimeSpan atMost)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var wrong = await Office.WrongAsync(TimeSpan.Zero);
            if (wrong.Count == 0 || watch.Elapsed > atMost)
                return string.Join("; ", wrong);
            await Task.Delay(50);
        }
    }
}
