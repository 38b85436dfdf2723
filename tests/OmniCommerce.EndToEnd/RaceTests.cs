using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.EndToEnd;

/// <summary>Shoppers who want the same thing at the same moment, over HTTP.</summary>
public sealed class RaceTests(RaceTests.RacedShop raced) : IClassFixture<RaceTests.RacedShop>
{
    private const string FewUnits = "RACE-50";
    private const string LastUnit = "RACE-1";
    private const string LastUnitForAllChannels = "RACE-CHANNELS";
    private const string ForRepeats = "RACE-REPEATS";

    [Fact]
    public async Task Two_hundred_shoppers_race_for_fifty_units_and_fifty_get_one()
    {
        var answers = await OrderAtOnceAsync(Enumerable.Repeat("WEB", 200), FewUnits);
        answers.Count(answer => answer is []).ShouldBe(50);
        answers.Where(answer => answer is not []).ShouldAllBe(errors => errors.Count == 1 && errors[0] == "OutOfStock");
        (await OnHandLessAllocatedAsync(FewUnits)).ShouldBe(0);
    }

    [Fact]
    public async Task The_last_unit_is_sold_once()
    {
        var answers = await OrderAtOnceAsync(Enumerable.Repeat("WEB", 100), LastUnit);
        answers.Count(answer => answer is []).ShouldBe(1);
        answers.Where(answer => answer is not []).ShouldAllBe(errors => errors[0] == "OutOfStock");
        (await OnHandLessAllocatedAsync(LastUnit)).ShouldBe(0);
    }

    [Fact]
    public async Task The_last_unit_is_sold_once_whatever_the_channel()
    {
        var answers = await OrderAtOnceAsync(Enumerable.Range(0, 60).Select(i => (i % 3) switch { 0 => "WEB", 1 => "MOBILE", _ => "POS" }), LastUnitForAllChannels);
        answers.Count(answer => answer is []).ShouldBe(1);
        answers.Where(answer => answer is not []).ShouldAllBe(errors => errors[0] == "OutOfStock");
    }

    [Fact]
    public async Task A_hundred_repeats_of_one_order_are_one_order()
    {
        using var client = await Client.BeginAsync(raced.Shop.Url);
        (await client.AddAsync(ForRepeats, 2)).Errors().ShouldBeEmpty();
        var before = await OnHandLessAllocatedAsync(ForRepeats);
        var operationId = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.OrderByCardAsync(operationId)));
        answers.ShouldAllBe(answer => answer.Errors().Count == 0);
        answers.Select(answer => answer.GetProperty("order").GetProperty("number").GetString()).Distinct().Count().ShouldBe(1);
        (await OnHandLessAllocatedAsync(ForRepeats)).ShouldBe(before - 2);

        var reused = await client.OrderByCardAsync(operationId, "pm_card_mastercard");
        reused.Errors().ShouldBe(["OperationReused"]);
    }

    [Fact]
    public async Task A_hundred_repeats_of_one_addition_add_once()
    {
        using var client = await Client.BeginAsync(raced.Shop.Url);
        var operationId = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.AddAsync(ForRepeats, 3, operationId)));
        answers.ShouldAllBe(answer => answer.Errors().Count == 0 && answer.GetProperty("cart").GetProperty("itemCount").GetInt32() == 3);
    }

    [Fact]
    public async Task Devices_that_add_at_once_all_count()
    {
        using var client = await Client.BeginAsync(raced.Shop.Url);
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => client.AddAsync(ForRepeats, 1)));
        answers.ShouldAllBe(answer => answer.Errors().Count == 0);
        var cart = await client.QueryAsync("{ session { cart { itemCount version } } }");
        cart.GetProperty("session").GetProperty("cart").GetProperty("itemCount").GetInt32().ShouldBe(60);
    }

    private async Task<IReadOnlyList<IReadOnlyList<string>>> OrderAtOnceAsync(IEnumerable<string> channels, string sku)
    {
        var shoppers = new List<Client>();
        foreach (var channel in channels)
        {
            var shopper = await Client.BeginAsync(raced.Shop.Url, channel, channel == "POS" ? raced.Store : null);
            (await shopper.AddAsync(sku, 1)).Errors().ShouldBeEmpty();
            shoppers.Add(shopper);
        }

        var answers = await Task.WhenAll(shoppers.Select(shopper => shopper.OrderByCardAsync()));
        shoppers.ForEach(shopper => shopper.Dispose());
        return [.. answers.Select(answer => answer.Errors())];
    }

    private async Task<int> OnHandLessAllocatedAsync(string sku)
    {
        using var client = new Client(raced.Shop.Url);
        var levels = await client.QueryAsync("query($sku: String!) { variant(by: {sku: $sku}) { stock { onHand held allocated } } }", new { sku });
        return levels.GetProperty("variant").GetProperty("stock").EnumerateArray()
            .Sum(level => Count(level, "onHand") - Count(level, "held") - Count(level, "allocated"));

        static int Count(JsonElement level, string name) => level.GetProperty(name).GetInt32();
    }

    /// <summary>A shop with a few units of what all want, in a store that also ships.</summary>
    public sealed class RacedShop : IAsyncLifetime
    {
        public Shop Shop { get; private set; } = null!;

        public string Store { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Shop = await Shop.StartAsync();
            using var client = new Client(Shop.Url);
            var stores = await client.QueryAsync("{ locations(first: 50) { nodes { id name services } } }");
            var store = stores.GetProperty("locations").GetProperty("nodes").EnumerateArray().First(location =>
            {
                var services = location.GetProperty("services").EnumerateArray().Select(service => service.GetString()).ToList();
                return services.Contains("SELLS") && services.Contains("SHIPS_FROM");
            });
            Store = store.GetProperty("id").GetString()!;
            await Shop.StopAsync();
            await Shop.ImportProductsAsync(
                ProductFile.Of((FewUnits, "10.00", 50), (LastUnit, "10.00", 1), (LastUnitForAllChannels, "10.00", 1), (ForRepeats, "7.50", 500)),
                $"--Import:StockLocation={store.GetProperty("name").GetString()}");
            Shop = await Shop.RestartAsync();
        }

        public ValueTask DisposeAsync() => Shop.DisposeAsync();
    }
}
