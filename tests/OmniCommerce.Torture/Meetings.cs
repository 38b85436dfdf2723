using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Torture;

/// <summary>Different things that are done at once and touch the same rows.</summary>
internal static class Meetings
{
    public static readonly Scenario[] All =
    [
        new("A15", "who signs in while they add and order has each of the goods once", 2, 60, SignInAsync),
        new("A16", "what comes goes to those who wait, whoever gives up or orders meanwhile", 1, 20, ArrivalAsync),
        new("A17", "a gift card that is spent, held and paid back at once has what is left", 1, 20, GiftCardAsync),
    ];

    private static readonly string[] CardIsEmpty = ["InvalidInput", "TenderMismatch", "CodeRejected"];
    private static readonly string[] NotNow = ["CartNotOpen", "CartEmpty", "Forbidden", "InvalidInput"];

    /// <summary>A shopper with a cart at home signs in on a phone, whose tabs go on adding to the guest's cart, or order it.</summary>
    private static async Task<string> SignInAsync(Arena arena, List<string> violations)
    {
        const int plenty = 100;
        var shop = await arena.Busy!.OpenAsync();
        var (refused, ordered) = (0, 0);
        for (var run = 0; run < arena.Runs; run++)
        {
            var (dice, goods, email) = (new Random(run), await shop.GoodsAsync(plenty), $"{Guid.NewGuid():N}@example.com");
            using var home = await shop.ClientAsync();
            (await Deed.DoAsync(home, "registerCustomer", new() { ["email"] = email, ["password"] = "correct horse battery", ["name"] = "Ada" })).Errors().ShouldBeEmpty();
            await Races.AddAsync(home, goods);
            using var phone = run % 2 == 0 ? await Races.WithCartAsync(shop, "MOBILE", goods) : await shop.ClientAsync("MOBILE");
            using var tab = new Client(shop.Shop.Url) { Token = phone.Token };
            var (added, orders) = (1 + ((run + 1) % 2), new ConcurrentBag<JsonElement>());

            // Checking the password takes a while.
            var signIn = phone.MutateAsync(
                "mutation($email: String!) { signIn(input: {email: $email, password: \"correct horse battery\"}) { errors { __typename ... on Error { message } } } }", new { email });
            await Task.WhenAll(AddAsync(tab, dice.Next(20)), AddAsync(home, dice.Next(20)), run % 4 > 1 ? OrderAsync(tab, dice.Next(150)) : Task.CompletedTask, run % 3 == 0 ? OrderAsync(home, dice.Next(150)) : Task.CompletedTask);
            (await signIn).Errors().ShouldBeEmpty();

            var left = await ItemsAsync(home);
            Races.Expect(violations, left, await ItemsAsync(phone), $"seed {run}: the cart on the phone");
            Races.Expect(violations, added, left + orders.Sum(Items), $"seed {run}: of {added} acknowledged additions ({orders.Count} orders, {left} in the cart)");
            Races.Expect(violations, plenty - orders.Sum(Items), await shop.FreeAsync(goods), $"seed {run}: free");
            ordered += orders.Count;

            async Task AddAsync(Client who, int pause)
            {
                for (var i = 0; i < 6; i++, await Task.Delay(pause))
                {
                    if (Take(await Deed.DoAsync(who, "addCartLines", new() { ["lines"] = new object[] { new { variant = new { sku = goods }, quantity = 1 } } })))
                        Interlocked.Increment(ref added);
                }
            }

            async Task OrderAsync(Client who, int pause)
            {
                await Task.Delay(pause);
                var key = Guid.NewGuid();
                if (await Races.InsistAsync(() => who.OrderByCardAsync(key)) is var answer && Take(answer))
                    orders.Add(answer);
            }

            bool Take(JsonElement answer)
            {
                if (answer.Errors().Count > 0)
                    Interlocked.Increment(ref refused);
                if (answer.Errors().Any(error => !NotNow.Contains(error)))
                    lock (violations)
                        violations.Add($"seed {run}: a tab was told {answer}");
                return answer.Errors().Count == 0;
            }
        }

        return $"{ordered} orders, {refused} times told to look again";

        static int Items(JsonElement answer) => answer.GetProperty("order").GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("quantity").GetInt32());

        static async Task<int> ItemsAsync(Client of) => (await of.QueryAsync("{ session { cart { itemCount } } }")).GetProperty("session").GetProperty("cart").GetProperty("itemCount").GetInt32();
    }

    /// <summary>Orders wait for goods that have not come; then these come in several parts, while some call their order off and others buy.</summary>
    private static async Task<string> ArrivalAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        using var till = await shop.ClientAsync("POS");
        var served = 0;
        for (var run = 0; run < arena.Runs; run++)
        {
            var (dice, goods) = (new Random(run), await shop.GoodsAsync(0));
            var variant = await shop.VariantAsync(goods);
            (await Deed.DoAsync(till, "allowBackOrders", new() { ["variantId"] = variant, ["limit"] = 20 })).Errors().ShouldBeEmpty();
            var waiting = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Races.WithCartAsync(shop, "WEB", goods)));
            var newcomers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Races.WithCartAsync(shop, "WEB", goods)));
            var orders = (await Task.WhenAll(waiting.Select(OrderAsync))).ToList();

            var parts = Enumerable.Range(0, 3).Select(_ => dice.Next(1, 5)).ToArray();
            var (coming, leaving, buying) = (
                parts.Select(units => LaterAsync(() => Deed.DoAsync(till, "receiveStock", new() { ["lines"] = new object[] { new { variantId = variant, quantity = units } } }))).ToList(),
                waiting.Zip(orders).Take(5).Select(one => LaterAsync(() => Deed.DoAsync(one.First, "cancelOrder", new() { ["orderId"] = one.Second }))).ToList(),
                newcomers.Select(one => LaterAsync(() => OrderAsync(one))).ToList());
            var freed = LaterAsync(async () =>
            {
                await shop.RunAsync<ServeFromFreed>();
                return true;
            });
            foreach (var answer in (await Task.WhenAll([.. coming, .. leaving])).Where(answer => answer.Errors().Count > 0))
                violations.Add($"seed {run}: somebody was told {answer}");
            string[] standing = [.. orders.Skip(5), .. await Task.WhenAll(buying)];
            await freed;

            // What was given back last may have found nobody who looked for it.
            await shop.RunAsync<ServeFromFreed>();
            var came = parts.Sum();
            Races.Expect(violations, Math.Max(0, came - standing.Length), await shop.FreeAsync(goods), $"seed {run}: free of {came} that came for {standing.Length}");
            var left = 0;
            foreach (var order in standing)
                left += (await Deed.DoAsync(till, "fulfilOrder", new() { ["orderId"] = order })).Errors().Count == 0 ? 1 : 0;
            Races.Expect(violations, Math.Min(came, standing.Length), left, $"seed {run}: orders that were served");
            served += left;
            foreach (var shopper in waiting.Concat(newcomers))
                shopper.Dispose();

            async Task<T> LaterAsync<T>(Func<Task<T>> what)
            {
                int pause;
                lock (dice)
                    pause = dice.Next(60);
                await Task.Delay(pause);
                return await what();
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{served} orders were served");

        static async Task<string> OrderAsync(Client buyer)
        {
            var key = Guid.NewGuid();
            var answer = await Races.InsistAsync(() => buyer.OrderByCardAsync(key));
            answer.Errors().ShouldBeEmpty();
            return answer.GetProperty("order").GetProperty("id").GetString()!;
        }
    }

    /// <summary>A card is spent by six orders; these come back while others, on three channels, try to pay with it or hold its money.</summary>
    private static async Task<string> GiftCardAsync(Arena arena, List<string> violations)
    {
        const int spent = 6, others = 9, price = 10;
        var shop = await arena.Busy!.OpenAsync();
        var (again, empty) = (0, 0);
        for (var run = 0; run < arena.Runs; run++)
        {
            var (dice, goods, code) = (new Random(run), await shop.GoodsAsync(spent + others), $"G{Guid.NewGuid():N}"[..16]);
            await shop.SendAsync(new IssueGiftCard(code, new Money(spent * price * 100, BusyShop.Pounds)));
            var buyers = await Task.WhenAll(Enumerable.Range(0, spent + others).Select(i => Races.WithCartAsync(shop, (i % 3) switch { 0 => "WEB", 1 => "MOBILE", _ => "POS" }, goods)));
            var bought = await Task.WhenAll(buyers.Take(spent).Select(async buyer => (Buyer: buyer, Placed: await PayAsync(buyer))));
            foreach (var (_, placed) in bought)
                placed.Errors().ShouldBeEmpty();
            var pauses = buyers.Select(_ => dice.Next(40)).ToArray();

            var back = Task.WhenAll(bought.Select(async (one, i) =>
            {
                await Task.Delay(pauses[i]);
                return await Races.ReturnOneAsync(one.Buyer, one.Placed.GetProperty("order"), Guid.NewGuid());
            }));
            var paying = buyers.Skip(spent).Select(async (buyer, i) =>
            {
                await Task.Delay(pauses[spent + i]);
                for (var tries = 0; tries < 2; tries++, await Task.Delay(pauses[i]))
                {
                    if (i % 3 == 0)
                        await HoldAsync(buyer, code);
                    if (await PayAsync(buyer) is var answer && answer.Errors().Count == 0)
                        return 1;
                    else if (answer.Errors().Any(error => !CardIsEmpty.Contains(error)))
                        lock (violations)
                            violations.Add($"seed {run}: a buyer was told {answer}");
                }

                return 0;
            }).ToList();
            foreach (var answer in (await back).Where(answer => answer.Errors().Count > 0))
                violations.Add($"seed {run}: a return was answered {answer}");
            var paid = (await Task.WhenAll(paying)).Sum();

            Races.Expect(violations, (spent - paid) * price * 100, (int)(await shop.AskAsync(new FindGiftCard(code)))!.Balance.MinorUnits, $"seed {run}: pence left of the card, after {paid} more orders");
            Races.Expect(violations, spent + others - paid, await shop.FreeAsync(goods), $"seed {run}: free");
            (again, empty) = (again + paid, empty + others - paid);
            Array.ForEach(buyers, buyer => buyer.Dispose());

            Task<JsonElement> PayAsync(Client buyer)
            {
                var key = Guid.NewGuid();
                return Races.InsistAsync(() => buyer.OrderAsync([new { giftCard = new { code } }], key));
            }
        }

        return $"{again} orders with what came back, {empty} found too little";

        static async Task HoldAsync(Client buyer, string code)
        {
            await Deed.DoAsync(buyer, "applyCartCode", new() { ["code"] = code });
            await Deed.DoAsync(buyer, "holdCart", []);
            await Deed.DoAsync(buyer, "releaseCart", []);
            await Deed.DoAsync(buyer, "removeCartCode", new() { ["code"] = code });
        }
    }
}
