using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Loyalty.Features;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Torture;

/// <summary>What there is only so much of, other than plain goods: components, coupons, points; and a cart that is ordered while it changes.</summary>
internal static class Limits
{
    public static readonly Scenario[] All =
    [
        new("A4", "a kit and its component in one cart are not the same goods", 2, 10, KitsAsync),
        new("A6", "a coupon takes something off as often as it may", 2, 10, CouponsAsync),
        new("A7", "points are spent once", 1, 10, PointsAsync),
        new("A7b", "points that expire meanwhile are spent or expire, once", 1, 20, ExpiringPointsAsync),
        new("A10", "what is charged is what is ordered, and nothing that was added is lost", 20, 300, MovingCartAsync),
    ];

    private static async Task<string> KitsAsync(Arena arena, List<string> violations)
    {
        const int units = 20, perCart = 4;
        var shop = await arena.Busy!.OpenAsync();
        using var till = await shop.ClientAsync("POS");
        for (var run = 0; run < arena.Runs; run++)
        {
            var (cup, kit) = (await shop.GoodsAsync(units), await shop.GoodsAsync(0));
            await DefineKitAsync(till, kit, cup, 3);

            // Of three buyers one wants the kit and a cup, one two cups and one only the kit, so that the three add up to nine.
            var wants = Enumerable.Range(0, 24).Select(i => (string[])((i % 3) switch { 0 => [kit, cup], 1 => [cup, cup], _ => [kit] })).ToArray();
            var buyers = await Task.WhenAll(wants.Select(skus => Races.WithCartAsync(shop, "WEB", skus)));
            var keys = buyers.Select(_ => Guid.NewGuid()).ToArray();
            var answers = await Task.WhenAll(buyers.Select((buyer, i) => Races.InsistAsync(() => buyer.OrderByCardAsync(keys[i]))));
            violations.AddRange(answers.Where(answer => answer.Errors().Any(error => error != "OutOfStock")).Select(answer => $"a buyer was told {answer}"));
            var taken = answers.Zip(wants).Where(pair => pair.First.Errors().Count == 0).Sum(pair => pair.Second.Sum(sku => sku == kit ? 3 : 1));
            Races.Expect(violations, units - taken, await shop.FreeAsync(cup));
            if (taken is > units or <= units - perCart)
                violations.Add($"{taken} of {units} cups were sold to those who wanted 96");
            Array.ForEach(buyers, buyer => buyer.Dispose());
        }

        return "24 carts for 20 components";
    }

    private static async Task DefineKitAsync(Client till, string kit, string component, int quantity)
    {
        var variants = await till.QueryAsync("query($a: String!, $b: String!) { a: variant(by: {sku: $a}) { id } b: variant(by: {sku: $b}) { id } }", new { a = kit, b = component });
        var defined = await till.MutateAsync(
            "mutation($kit: ID!, $part: ID!, $quantity: Int!) { defineKit(input: {variantId: $kit, components: [{variantId: $part, quantity: $quantity}]}) { errors { __typename ... on Error { message } } } }",
            new { kit = variants.GetProperty("a").GetProperty("id").GetString(), part = variants.GetProperty("b").GetProperty("id").GetString(), quantity });
        defined.Errors().ShouldBeEmpty();
    }

    private static async Task<string> CouponsAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        for (var run = 0; run < arena.Runs; run++)
        {
            var (uses, code, goods) = (run % 2 == 0 ? 1 : 12, $"C{Guid.NewGuid():N}"[..12], await shop.GoodsAsync(100));
            await shop.SendAsync(new SaveCoupon(code, 10, uses, null, null));
            var buyers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
            {
                var buyer = await Races.WithCartAsync(shop, "WEB", goods);
                (await ApplyAsync(buyer, code)).Errors().ShouldBeEmpty();
                return buyer;
            }));
            var keys = buyers.Select(_ => Guid.NewGuid()).ToArray();
            var answers = await Task.WhenAll(buyers.Select((buyer, i) => Races.InsistAsync(() => buyer.OrderByCardAsync(keys[i]))));
            Races.Expect(violations, uses, answers.Count(answer => answer.Errors().Count == 0 && TotalOf(answer) == 9m));
            violations.AddRange(answers.Where(answer => answer.Errors() is not ([] or ["CodeRejected"])).Select(answer => $"a buyer was told {answer}"));
            Races.Expect(violations, 100 - uses, await shop.FreeAsync(goods));
            Array.ForEach(buyers, buyer => buyer.Dispose());
        }

        return "40 shoppers for 1 and 12 uses";
    }

    private static async Task<string> PointsAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        for (var run = 0; run < arena.Runs; run++)
        {
            var (member, goods) = (await MemberAsync(shop, 1000), await shop.GoodsAsync(50));
            using var till = await shop.ClientAsync("POS");
            var carts = await CartsOfAsync(shop, till, member, goods, 50);
            var keys = carts.Select(_ => Guid.NewGuid()).ToArray();
            var answers = await Task.WhenAll(carts.Select((cart, i) => Races.InsistAsync(() => till.MutateAsync(PlaceCart, Redeeming(cart, 300, "7.00", keys[i])))));

            // Each of the three orders earns the 7 points of what was paid with money.
            Races.Expect(violations, 3, answers.Count(answer => answer.Errors().Count == 0));
            var account = (await shop.AskAsync(new FindLoyaltyAccount(member)))!;
            Races.Expect(violations, 1000 - 900 + 21, account.Balance);
            Races.Expect(violations, 0, account.Held);
            Races.Expect(violations, 47, await shop.FreeAsync(goods));
        }

        return "50 carts of one member for 300 each";
    }

    /// <summary>Of two grants one expires in the middle of it, and two more nodes look for what is due all the time.</summary>
    private static async Task<string> ExpiringPointsAsync(Arena arena, List<string> violations)
    {
        const int early = 400, late = 600, carts = 12;
        var shop = await arena.Busy!.OpenAsync();
        var (spentOfEarly, goods) = (0L, await shop.GoodsAsync(carts * arena.Runs));
        using var till = await shop.ClientAsync("POS");
        for (var run = 0; run < arena.Runs; run++)
        {
            var member = await MemberAsync(shop, early);
            await shop.SendAsync(new GrantPoints(member, late, "later"));
            var ids = await CartsOfAsync(shop, till, member, goods, carts);
            var keys = ids.Select(_ => Guid.NewGuid()).ToArray();
            var dice = new Random(run);
            var at = DateTimeOffset.UtcNow.AddMilliseconds(dice.Next(20, 400));
            var pauses = ids.Select(_ => dice.Next(600)).ToArray();
            var lot = await LetExpireAsync(shop, member, early, at);

            var redeeming = Task.WhenAll(ids.Select(async (cart, i) =>
            {
                await Task.Delay(pauses[i]);
                return await Races.InsistAsync(() => till.MutateAsync(PlaceCart, Redeeming(cart, 300, "7.00", keys[i])));
            }));
            await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
            {
                while (!redeeming.IsCompleted || DateTimeOffset.UtcNow <= at)
                    await shop.RunAsync<ExpireDuePoints>();
            }));
            var orders = (await redeeming).Count(answer => answer.Errors().Count == 0);
            var account = (await shop.AskAsync(new FindLoyaltyAccount(member)))!;
            var expired = await shop.InDatabaseAsync(db => db.Set<PointsMovement>().Where(m => m.Kind == PointsMovementKind.Expire && m.Reference == lot.ToString()).SumAsync(m => m.Points));
            var spent = await shop.InDatabaseAsync(db => db.Set<LotUse>().Where(use => use.LotId == lot && use.OrderId != null).SumAsync(use => use.Points));
            Races.Expect(violations, early, (int)(spent + expired), $"seed {run}: spent or expired");
            Races.Expect(violations, early + late - (int)expired - (293 * orders), account.Balance, $"seed {run}: balance");
            Races.Expect(violations, 0, account.Held, $"seed {run}: held");
            if (account.Balance < 0 || orders is < 2 or > 3)
                violations.Add($"seed {run}: {orders} orders, {account.Balance} points");
            spentOfEarly += spent;
        }

        return $"{carts} carts for 300 of {early} that expire and {late} others; of those that expire {spentOfEarly * 100 / early / arena.Runs} % were spent in time";
    }

    // What was granted first would last for a year; answers its lot.
    private static Task<Guid> LetExpireAsync(BusyShop shop, CustomerId member, long points, DateTimeOffset at) => shop.InDatabaseAsync(async db =>
    {
        var account = await db.Set<MemberAccount>().Where(a => a.CustomerId == member).Select(a => a.Id).SingleAsync();
        var lot = await db.Set<PointsLot>().Where(l => l.AccountId == account && l.Points == points).Select(l => l.Id).SingleAsync();
        await db.Set<PointsLot>().Where(l => l.Id == lot).ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, at));
        return lot;
    });

    /// <summary>One device orders the cart while another goes on adding to it and taking from it.</summary>
    private static async Task<string> MovingCartAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        var (first, second) = (await shop.GoodsAsync(5 * arena.Runs), await shop.GoodsAsync(20 * arena.Runs));
        using var provider = new Provider(shop.Shop);
        var ordered = 0;
        for (var run = 0; run < arena.Runs; run++)
        {
            using var buyer = await Races.WithCartAsync(shop, "WEB", first);
            using var other = new Client(shop.Shop.Url) { Token = buyer.Token };
            var (added, key) = (new ConcurrentBag<JsonElement>(), Guid.NewGuid());
            var dice = new Random(run);
            var (wait, pause) = (dice.Next(30), dice.Next(6));
            var adding = AddAllAsync(other, second, pause, added, violations);
            await Task.Delay(wait);
            var answer = await Races.InsistAsync(() => buyer.OrderByCardAsync(key));
            await adding;
            if (answer.Errors().Count > 0)
            {
                violations.Add($"seed {run}: the order was answered {answer}");
                continue;
            }

            var order = answer.GetProperty("order");
            var lines = order.GetProperty("lines").EnumerateArray().ToList();
            var inOrder = lines.Where(line => line.GetProperty("sku").GetString() == second).Sum(line => line.GetProperty("quantity").GetInt32());
            var payments = await provider.PaymentsAsync(order.GetProperty("id").GetString()!);
            Races.Expect(violations, 1, payments.Length, $"seed {run}: payments");
            Races.Expect(violations, (int)(TotalOf(answer) * 100), payments.Sum(payment => payment.GetProperty("amount").GetInt32()), $"seed {run}: asked for");
            Races.Expect(violations, 1000 * (1 + inOrder), (int)(TotalOf(answer) * 100), $"seed {run}: total");
            Races.Expect(violations, added.Count, inOrder + await InCartAsync(buyer), $"seed {run}: acknowledged additions");
            ordered += inOrder;
        }

        return $"{ordered} additions came into an order, the others into the next cart";
    }

    private static async Task AddAllAsync(Client device, string sku, int pause, ConcurrentBag<JsonElement> added, List<string> violations)
    {
        for (var i = 0; i < 8; i++)
        {
            var key = Guid.NewGuid();
            var answer = await Races.InsistAsync(() => device.AddAsync(sku, 1, key));
            if (answer.Errors().Count == 0)
                added.Add(answer);
            else if (answer.Errors() is not ["CartNotOpen"])
                violations.Add($"adding was answered {answer}");
            await Task.Delay(pause);
        }
    }

    private static async Task<int> InCartAsync(Client buyer)
    {
        var cart = (await buyer.QueryAsync("{ session { cart { itemCount } } }")).GetProperty("session").GetProperty("cart");
        return cart.ValueKind == JsonValueKind.Null ? 0 : cart.GetProperty("itemCount").GetInt32();
    }

    /// <summary>Orders a cart by its id.</summary>
    public const string PlaceCart = "mutation($cart: ID!, $tenders: [TenderInput!]!, $key: UUID!) { placeOrder(input: {cartId: $cart, tenders: $tenders, operationId: $key}) { order { number total { amount } } errors { __typename ... on Error { message } } } }";

    public static object Redeeming(string cart, int points, string cash, Guid key) =>
        new { cart, key, tenders = new object[] { new { points = new { points } }, new { cash = new { tendered = new { amount = cash, currency = "GBP" } } } } };

    public static async Task<CustomerId> MemberAsync(BusyShop shop, int points)
    {
        var member = await shop.SendAsync(new SaveCustomer($"{Guid.NewGuid():N}", null, "Ada", null));
        await shop.SendAsync(new OpenLoyaltyAccount(member));
        await shop.SendAsync(new GrantPoints(member, points, "welcome"));
        return member;
    }

    /// <summary>So many carts of one member at a till, each with one of the goods; answers their ids.</summary>
    public static Task<string[]> CartsOfAsync(BusyShop shop, Client till, CustomerId member, string sku, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            var cart = BusyShop.IdOf("Cart", (await shop.SendAsync(new OpenTillCart(shop.Till, member))).Value);
            var key = Guid.NewGuid();
            (await Races.InsistAsync(() => till.MutateAsync(
                "mutation($cart: ID!, $sku: String!, $key: UUID!) { addCartLines(input: {cartId: $cart, lines: [{variant: {sku: $sku}}], operationId: $key}) { errors { __typename ... on Error { message } } } }",
                new { cart, sku, key }))).Errors().ShouldBeEmpty();
            return cart;
        }));

    public static Task<JsonElement> ApplyAsync(Client buyer, string code) => buyer.MutateAsync(
        "mutation($code: String!) { applyCartCode(input: {code: $code}) { errors { __typename ... on Error { message } } } }", new { code });

    public static decimal TotalOf(JsonElement answer) =>
        decimal.Parse(answer.GetProperty("order").GetProperty("total").GetProperty("amount").GetString()!, CultureInfo.InvariantCulture);
}
