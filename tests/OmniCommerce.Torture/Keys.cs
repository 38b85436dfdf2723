using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>Requests that are sent again, by whoever did not hear the answer.</summary>
internal static class Keys
{
    public static readonly Scenario[] All =
    [
        new("B1", "one key sent many times at once has one effect", 3, 60, OneKeyAsync),
        new("B2", "one key with another body is refused", 5, 50, OtherBodyAsync),
        new("B3", "an answer that was lost is answered again", 10, 100, LostAnswerAsync),
        new("B3", "whatever may be repeated is answered alike", 1, 3, Repeats.RunAsync),
        new("B10", "what a till sold offline is sold once, however its queue is sent", 1, 5, OfflineQueueAsync),
    ];

    private static async Task<string> OneKeyAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        var goods = await shop.GoodsAsync(arena.Runs);
        for (var run = 0; run < arena.Runs; run++)
        {
            using var buyer = await Races.WithCartAsync(shop, "WEB", goods);
            var key = Guid.NewGuid();
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => buyer.OrderByCardAsync(key)));
            Races.Expect(violations, 1, answers.Select(answer => answer.GetRawText()).Distinct().Count());
            Races.Expect(violations, arena.Runs - run - 1, await shop.FreeAsync(goods));
        }

        return "50 times at once, equal bytes";
    }

    private static async Task<string> OtherBodyAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        var goods = await shop.GoodsAsync(100 + arena.Runs);
        using var buyer = await shop.ClientAsync();
        var key = Guid.NewGuid();
        await buyer.AddAsync(goods, 1, key);
        for (var run = 0; run < arena.Runs; run++)
        {
            var answer = await buyer.AddAsync(goods, 2 + run, key);
            if (answer.Errors() is not ["OperationReused"])
                violations.Add($"another body was answered {answer}");
        }

        var cart = await buyer.QueryAsync("{ session { cart { itemCount } } }");
        Races.Expect(violations, 1, cart.GetProperty("session").GetProperty("cart").GetProperty("itemCount").GetInt32());
        return "";
    }

    private static async Task<string> LostAnswerAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        var goods = await shop.GoodsAsync(arena.Runs);
        for (var run = 0; run < arena.Runs; run++)
        {
            using var buyer = await Races.WithCartAsync(shop, "WEB", goods);
            var key = Guid.NewGuid();
            await CutAsync(shop, buyer, client => client.OrderByCardAsync(key));
            var again = await buyer.OrderByCardAsync(key);
            if (again.Errors().Count > 0)
                violations.Add($"the repeat was answered {again}");
            Races.Expect(violations, arena.Runs - run - 1, await shop.FreeAsync(goods));
        }

        return "the connection is cut within 60 ms";
    }

    /// <summary>Asks, and cuts the connection at some moment.</summary>
    public static async Task CutAsync(BusyShop shop, Client who, Func<Client, Task> ask)
    {
        using var impatient = new Client(shop.Shop.Url) { Token = who.Token };
        var lost = ask(impatient);
        await Task.Delay(Random.Shared.Next(60));
        impatient.Dispose();
        await lost.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>
    /// Each sale is a session of its own, and the till made its operation ids while it was offline. Two tabs send the whole queue, each in an order of
    /// its own; the clocks under some of the ids were off by a day.
    /// </summary>
    private static async Task<string> OfflineQueueAsync(Arena arena, List<string> violations)
    {
        const int sales = 40;
        var shop = await arena.Busy!.OpenAsync();
        for (var run = 0; run < arena.Runs; run++)
        {
            var (goods, dice) = (await shop.GoodsAsync(sales * 2), new Random(run));
            var queue = await Task.WhenAll(Enumerable.Range(0, sales).Select(async i =>
            {
                var madeAt = TimeProvider.System.GetUtcNow().AddDays(i % 3 == 0 ? (i % 2 == 0 ? 1 : -1) : 0);
                return (Till: await shop.ClientAsync("POS"), Add: Guid.CreateVersion7(madeAt), Place: Guid.CreateVersion7(madeAt), Quantity: 1 + (i % 2));
            }));
            var numbers = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
            {
                var told = new Dictionary<Guid, string?>();
                foreach (var sale in Shuffled(queue, dice.Next()))
                    told[sale.Place] = await SellAsync(sale.Till, goods, sale.Quantity, sale.Add, sale.Place, violations);
                return told;
            }));
            Races.Expect(violations, sales, numbers[0].Values.Distinct().Count());
            violations.AddRange(numbers[0].Where(sale => numbers[1][sale.Key] != sale.Value).Select(sale => $"one sale became {sale.Value} and {numbers[1][sale.Key]}"));
            Races.Expect(violations, sales * 2 - queue.Sum(sale => sale.Quantity), await shop.FreeAsync(goods));
            Array.ForEach(queue, sale => sale.Till.Dispose());
        }

        return $"{sales} sales, twice each";
    }

    private static async Task<string?> SellAsync(Client till, string sku, int quantity, Guid add, Guid place, List<string> violations)
    {
        (await Races.InsistAsync(() => till.AddAsync(sku, quantity, add))).Errors().ShouldBeEmpty();
        object[] cash = [new { cash = new { tendered = new { amount = $"{quantity * 10}.00", currency = "GBP" } } }];
        var answer = await Races.InsistAsync(() => till.OrderAsync(cash, place));
        if (answer.Errors().Count == 0)
            return answer.GetProperty("order").GetProperty("number").GetString();
        violations.Add($"a sale of the queue was answered {answer}");
        return null;
    }

    private static T[] Shuffled<T>(T[] items, int seed)
    {
        T[] shuffled = [.. items];
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
