using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>Shoppers at once.</summary>
internal static class Races
{
    public static readonly Scenario[] All =
    [
        new("A1", "the last unit is sold once", 3, 100, LastUnitAsync),
        new("A2", "as many as there are are sold", 1, 20, FewUnitsAsync),
        new("A3", "carts of A and B and of B and A end no other in a deadlock", 1, 30, CrossedCartsAsync),
        new("A5", "the last unit is sold once, whatever the channel", 3, 100, ChannelsAsync),
        new("A8", "of returns at once no more are paid than were bought", 3, 80, ReturnsAsync),
        new("A9", "four devices change one cart and nothing is lost", 1, 10, SharedCartAsync),
    ];

    private static readonly int[] Crowds = [2, 10, 50];

    private static Task<string> LastUnitAsync(Arena arena, List<string> violations) =>
        RaceAsync(arena, violations, units: 1, run => Enumerable.Repeat("WEB", Crowds[run % Crowds.Length]));

    private static Task<string> FewUnitsAsync(Arena arena, List<string> violations) =>
        RaceAsync(arena, violations, units: 15, _ => Enumerable.Repeat("WEB", 60));

    private static Task<string> ChannelsAsync(Arena arena, List<string> violations) =>
        RaceAsync(arena, violations, units: 1, _ => Enumerable.Range(0, 21).Select(i => (i % 3) switch { 0 => "WEB", 1 => "MOBILE", _ => "POS" }));

    private static async Task<string> CrossedCartsAsync(Arena arena, List<string> violations)
    {
        const int units = 10;
        var shop = await arena.Busy!.OpenAsync();
        for (var run = 0; run < arena.Runs; run++)
        {
            string[] goods = [await shop.GoodsAsync(units), await shop.GoodsAsync(units)];
            var buyers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => WithCartAsync(shop, "WEB", [.. i % 2 == 0 ? goods : goods.Reverse()])));
            Expect(violations, units, await BoughtAsync(buyers, violations));
        }

        return "40 buyers, 10 of each";
    }

    private static async Task<string> ReturnsAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        var goods = await shop.GoodsAsync(arena.Runs * 3);
        using var till = await shop.ClientAsync("POS");
        for (var run = 0; run < arena.Runs; run++)
        {
            await till.AddAsync(goods, 3);
            var order = (await till.OrderByCardAsync()).GetProperty("order");
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ReturnOneAsync(till, order, Guid.NewGuid())));
            Expect(violations, 3, answers.Count(answer => answer.Errors().Count == 0));
        }

        return "12 returns of one of three";
    }

    private static async Task<string> SharedCartAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        var goods = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.GoodsAsync(1000)));
        for (var run = 0; run < arena.Runs; run++)
        {
            using var session = await shop.ClientAsync();
            var devices = Enumerable.Range(0, 4).Select(_ => new Client(shop.Shop.Url) { Token = session.Token }).ToList();
            await Task.WhenAll(devices.Select(async device =>
            {
                for (var i = 0; i < 25; i++)
                    await AddAsync(device, goods[i % 10]);
            }));
            devices.ForEach(device => device.Dispose());
            var cart = await session.QueryAsync("{ session { cart { itemCount version } } }");
            Expect(violations, 100, cart.GetProperty("session").GetProperty("cart").GetProperty("itemCount").GetInt32());
        }

        return "4 devices, 25 additions each";
    }

    public static Task<JsonElement> ReturnOneAsync(Client till, JsonElement order, Guid key) => till.MutateAsync(
        "mutation($order: ID!, $line: ID!, $key: UUID!) { returnItems(input: {orderId: $order, lines: [{orderLineId: $line, quantity: 1}], operationId: $key}) { refunded { amount } errors { __typename ... on Error { message } } } }",
        new { order = order.GetProperty("id").GetString(), line = order.GetProperty("lines")[0].GetProperty("id").GetString(), key });

    private static async Task<string> RaceAsync(Arena arena, List<string> violations, int units, Func<int, IEnumerable<string>> channels)
    {
        var shop = await arena.Busy!.OpenAsync();
        for (var run = 0; run < arena.Runs; run++)
        {
            var goods = await shop.GoodsAsync(units);
            var buyers = await Task.WhenAll(channels(run).Select(channel => WithCartAsync(shop, channel, goods)));
            Expect(violations, units, await BoughtAsync(buyers, violations));
            Expect(violations, 0, await shop.FreeAsync(goods));
        }

        return $"{string.Join(", ", Enumerable.Range(0, Math.Min(arena.Runs, Crowds.Length)).Select(run => channels(run).Count()).Distinct())} buyers for {units}";
    }

    /// <summary>A buyer with one of each in the cart.</summary>
    public static async Task<Client> WithCartAsync(BusyShop shop, string channel, params string[] skus)
    {
        var buyer = await shop.ClientAsync(channel);
        foreach (var sku in skus)
            await AddAsync(buyer, sku);
        return buyer;
    }

    public static async Task AddAsync(Client buyer, string sku, int quantity = 1)
    {
        var key = Guid.NewGuid();
        (await InsistAsync(() => buyer.AddAsync(sku, quantity, key))).Errors().ShouldBeEmpty();
    }

    /// <summary>Asks again, under the same key, while the shop says that it is too busy: nothing is known then, and nothing may have happened twice.</summary>
    public static async Task<JsonElement> InsistAsync(Func<Task<JsonElement>> ask)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (ShouldAssertException busy) when (attempt < 10 && busy.Message.Contains("TIMEOUT", StringComparison.Ordinal))
            {
                await Task.Delay(Random.Shared.Next(100));
            }
        }
    }

    /// <summary>How many got an order; whoever did not was told that it is sold out.</summary>
    public static async Task<int> BoughtAsync(Client[] buyers, List<string> violations)
    {
        var answers = await Task.WhenAll(buyers.Select(buyer =>
        {
            var key = Guid.NewGuid();
            return InsistAsync(() => buyer.OrderByCardAsync(key));
        }));
        foreach (var answer in answers.Where(answer => answer.Errors().Any(error => error != "OutOfStock")))
            violations.Add($"a buyer was told {answer}");
        Array.ForEach(buyers, buyer => buyer.Dispose());
        return answers.Count(answer => answer.Errors().Count == 0);
    }

    public static void Expect(List<string> violations, int expected, int found, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(found))] string what = "")
    {
        if (expected != found)
            violations.Add($"{what}: {found} instead of {expected}");
    }
}
