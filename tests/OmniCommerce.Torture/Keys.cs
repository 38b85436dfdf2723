using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>Requests that are sent again, by whoever did not hear the answer.</summary>
internal static class Keys
{
    public static readonly Scenario[] All =
    [
        new("B1", "one key sent many times at once has one effect", 3, 200, OneKeyAsync),
        new("B2", "one key with another body is refused", 5, 500, OtherBodyAsync),
        new("B3", "an answer that was lost is answered again", 10, 400, LostAnswerAsync),
    ];

    private static async Task<string> OneKeyAsync(Arena arena, List<string> violations)
    {
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", arena.Runs));
        for (var run = 0; run < arena.Runs; run++)
        {
            using var buyer = await arena.ClientAsync(shop);
            await buyer.AddAsync("GOODS", 1);
            var key = Guid.NewGuid();
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => buyer.OrderByCardAsync(key)));
            Races.Expect(violations, 1, answers.Select(answer => answer.GetRawText()).Distinct().Count());
            Races.Expect(violations, arena.Runs - run - 1, await Arena.FreeAsync(shop, "GOODS"));
        }

        return "50 times at once, equal bytes";
    }

    private static async Task<string> OtherBodyAsync(Arena arena, List<string> violations)
    {
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", 100 + arena.Runs));
        using var buyer = await arena.ClientAsync(shop);
        var key = Guid.NewGuid();
        await buyer.AddAsync("GOODS", 1, key);
        for (var run = 0; run < arena.Runs; run++)
        {
            var answer = await buyer.AddAsync("GOODS", 2 + run, key);
            if (answer.Errors() is not ["OperationReused"])
                violations.Add($"another body was answered {answer}");
        }

        var cart = await buyer.QueryAsync("{ session { cart { itemCount } } }");
        Races.Expect(violations, 1, cart.GetProperty("session").GetProperty("cart").GetProperty("itemCount").GetInt32());
        return "";
    }

    private static async Task<string> LostAnswerAsync(Arena arena, List<string> violations)
    {
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", arena.Runs));
        for (var run = 0; run < arena.Runs; run++)
        {
            using var buyer = await arena.ClientAsync(shop);
            await buyer.AddAsync("GOODS", 1);
            var key = Guid.NewGuid();
            using (var impatient = new Client(shop.Url) { Token = buyer.Token })
            {
                var lost = impatient.OrderByCardAsync(key);
                await Task.Delay(Random.Shared.Next(60));
                impatient.Dispose();
                await lost.ContinueWith(_ => { }, TaskScheduler.Default);
            }

            var again = await buyer.OrderByCardAsync(key);
            if (again.Errors().Count > 0)
                violations.Add($"the repeat was answered {again}");
            Races.Expect(violations, arena.Runs - run - 1, await Arena.FreeAsync(shop, "GOODS"));
        }

        return "the connection is cut within 60 ms";
    }
}
