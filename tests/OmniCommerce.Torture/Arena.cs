using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>Starts shops on one kind of database, with the goods that a scenario fights for.</summary>
internal sealed class Arena(string database, int runs)
{
    private readonly string _name = $"torture_{Guid.NewGuid():N}";

    public int Runs => runs;

    /// <summary>The shop of all scenarios that leave it standing; it opens with the first that asks.</summary>
    public BusyShop? Busy { get; init; }

    public bool IsSqlite => database == "Sqlite";

    /// <summary>A store that sells and ships: everything lies there.</summary>
    public string Store { get; private set; } = "";

    /// <summary>The settings that point a shop, or a command, at the scenario's database.</summary>
    public string[] Settings => IsSqlite
        ? ["--Logging:LogLevel:Default=Error"]
        : ["--Logging:LogLevel:Default=Error", "--Database:Provider=PostgreSql", $"--ConnectionStrings:Commerce={Server};Database={_name}"];

    private static string Server => Environment.GetEnvironmentVariable("OMNICOMMERCE_TEST_POSTGRES")
        ?? throw new InvalidOperationException("OMNICOMMERCE_TEST_POSTGRES is not set: eval \"$(scripts/postgres.sh start)\" sets it.");

    public async Task<Shop> ShopAsync(params (string Sku, string Price, int Stock)[] goods)
    {
        var shop = await Shop.StartAsync(null, Settings);
        var store = await FindStoreAsync(shop);
        await shop.StopAsync();
        await shop.ImportProductsAsync(ProductFile.Of(goods), [.. Settings, $"--Import:StockLocation={store}"]);
        return await shop.RestartAsync(Settings);
    }

    /// <summary>Finds the store in a shop, and answers its name.</summary>
    public async Task<string> FindStoreAsync(Shop shop)
    {
        using var client = new Client(shop.Url);
        var stores = await client.QueryAsync("{ locations(first: 50) { nodes { id name services } } }");
        var store = stores.GetProperty("locations").GetProperty("nodes").EnumerateArray().First(location =>
        {
            var services = location.GetProperty("services").EnumerateArray().Select(service => service.GetString()).ToList();
            return services.Contains("SELLS") && services.Contains("SHIPS_FROM") && services.Contains("RETURNS");
        });
        Store = store.GetProperty("id").GetString()!;
        return store.GetProperty("name").GetString()!;
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

    /// <summary>What the check finds; nothing may be under way for longer than the patience.</summary>
    public async Task<string> WrongAsync(Shop shop, int patienceSeconds)
    {
        try
        {
            await shop.CommandAsync(["check", $"--Check:PatienceSeconds={patienceSeconds}", .. Settings]);
            return "";
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }
}
