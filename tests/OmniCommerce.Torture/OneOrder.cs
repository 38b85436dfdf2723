using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>Whatever tills and the shopper can do to an order, done to one at once.</summary>
internal static class OneOrder
{
    public static readonly Scenario[] All =
    [
        new("A13", "whatever is done to one order at once, its goods and money agree", 2, 40, WaitingAsync),
        new("A14", "of what left once, exchanges and returns at once take each item back once", 1, 40, LeftAsync),
    ];

    private const int Bought = 6;
    private const int DeedsAtOnce = 8;
    private static readonly TimeSpan SettledWithin = TimeSpan.FromMinutes(1);

    // What came second may be told that nothing is left to do; never that the shop is at its end.
    private static readonly string[] Refusals = ["InvalidInput", "NotLeftYet", "PaymentNotTaken"];

    /// <summary>The order lies on its shelves: every other one on two.</summary>
    private static Task<string> WaitingAsync(Arena arena, List<string> violations) => EachAsync(
        arena,
        violations,
        (scene, dice) =>
        {
            var (first, last) = (scene.Fulfilments[0], scene.Fulfilments[^1]);
            Deed[] deeds =
            [
                new(scene.Buyer, "cancelOrderLines", scene.Of(1)),
                new(scene.Buyer, "cancelOrderLines", scene.Of(2)),
                new(scene.Buyer, "addOrderNote", scene.With("note", "Ring twice")),
                new(scene.Till, "startPicking", new() { ["fulfilmentId"] = first }),
                new(scene.Till, "shipFulfilment", new() { ["fulfilmentId"] = first }),
                new(scene.Till, "shipFulfilment", new() { ["fulfilmentId"] = last }),
                new(scene.Till, "reportShortPick", new() { ["fulfilmentId"] = first, ["missing"] = new object[] { new { variantId = scene.Variant, quantity = 1 } } }),
                new(scene.Till, "cancelFulfilment", new() { ["fulfilmentId"] = last }),
                new(scene.Till, "fulfilOrder", scene.Of()),
                new(scene.Till, "returnItems", scene.Of(1)),
                new(scene.Till, "returnItems", scene.Of(2)),
                new(scene.OtherTill, "exchangeItems", scene.Of(1)),
            ];
            dice.Shuffle(deeds);

            // After it little is left to do.
            var cancels = dice.Next(4) == 0;
            return cancels ? deeds.Take(DeedsAtOnce).Append(new Deed(scene.Buyer, "cancelOrder", scene.Of())) : deeds.Take(DeedsAtOnce);
        });

    /// <summary>The goods have left, and more is brought back at two tills than was bought.</summary>
    private static Task<string> LeftAsync(Arena arena, List<string> violations) => EachAsync(
        arena,
        violations,
        (scene, dice) =>
        {
            Deed[] deeds =
            [
                new(scene.Till, "exchangeItems", scene.Of(2)),
                new(scene.OtherTill, "exchangeItems", scene.Of(1)),
                new(scene.Till, "returnItems", scene.Of(2)),
                new(scene.OtherTill, "returnItems", scene.Of(3)),
                new(scene.Buyer, "returnItems", scene.Of(1)),
                new(scene.Buyer, "cancelOrder", scene.Of()),
            ];
            dice.Shuffle(deeds);
            return deeds;
        },
        left: true);

    private static async Task<string> EachAsync(Arena arena, List<string> violations, Func<Scene, Random, IEnumerable<Deed>> choose, bool left = false)
    {
        var shop = await arena.Busy!.OpenAsync();
        using var provider = new Provider(shop.Shop);
        var done = new List<string>();
        for (var run = 0; run < arena.Runs; run++)
        {
            var dice = new Random(run);
            using var scene = await Scene.SetAsync(shop, onTwoShelves: run % 2 == 1);
            if (left)
                (await Deed.DoAsync(scene.Till, "fulfilOrder", scene.Of())).Errors().ShouldBeEmpty();
            var answers = await Task.WhenAll(choose(scene, dice).Select(deed => (Deed: deed, Pause: dice.Next(40))).ToList().Select(async one =>
            {
                await Task.Delay(one.Pause);
                return (one.Deed.Mutation, Answer: await one.Deed.DoAsync());
            }));
            violations.AddRange(answers.Where(one => one.Answer.Errors().Any(error => !Refusals.Contains(error))).Select(one => $"seed {run}: {one.Mutation} was answered {one.Answer}"));

            // Whatever still waits leaves now, so that the end can be told to the penny.
            await Deed.DoAsync(scene.Till, "fulfilOrder", scene.Of());
            var succeeded = answers.Where(one => one.Answer.Errors().Count == 0).ToList();
            await ExpectAsync(scene, provider, [.. succeeded.Select(one => one.Answer)], succeeded.Count(one => one.Mutation == "reportShortPick"), what => violations.Add($"seed {run}: {what}, after {string.Join(", ", succeeded.Select(one => one.Mutation))}"));
            done.AddRange(succeeded.Select(one => one.Mutation));
        }

        return string.Join(", ", done.GroupBy(mutation => mutation).OrderByDescending(same => same.Count()).Select(same => $"{same.Count()} {same.Key}"));
    }

    private static async Task ExpectAsync(Scene scene, Provider provider, JsonElement[] succeeded, int missing, Action<string> violate)
    {
        var exchanges = succeeded.Where(answer => answer.TryGetProperty("returnedFrom", out _)).Select(answer => answer.GetProperty("order")).ToList();
        var order = (await scene.Till.QueryAsync("query($id: ID!) { order(by: {id: $id}) { refunded { amount } lines { quantities { allocated fulfilled cancelled returned } } } }", new { id = scene.Order })).GetProperty("order");
        var quantities = order.GetProperty("lines")[0].GetProperty("quantities");
        var kept = quantities.GetProperty("fulfilled").GetInt32();
        Compare(0, quantities.GetProperty("allocated").GetInt32(), "items that still wait");
        Compare(Bought - kept - missing, await scene.Shop.FreeAsync(scene.Goods), "of the goods free");
        Compare(Scene.Others - exchanges.Count, await scene.Shop.FreeAsync(scene.OtherGoods), "of the goods for exchange free");
        Compare((Bought - kept) * 10_00, Pence(order, "refunded"), "pence given back");

        // Each exchange takes one for as much as comes back at least, so that nothing of it is paid anew.
        var (began, expected, found) = (DateTimeOffset.UtcNow, (kept + exchanges.Count) * 10_00, -1);
        while ((found = await KeptAsync(provider, scene.Order)) != expected && DateTimeOffset.UtcNow - began < SettledWithin)
            await Task.Delay(100);
        Compare(expected, found, "pence kept at the provider");

        void Compare(int right, int is_, string what)
        {
            if (right != is_)
                violate($"{is_} instead of {right} {what}");
        }
    }

    /// <summary>What the provider has of an order; more than any order costs while a promise is left there.</summary>
    private static async Task<int> KeptAsync(Provider provider, string order)
    {
        var payment = (await provider.PaymentsAsync(order)).Single();
        if (payment.GetProperty("status").GetString() == "requires_capture")
            return int.MaxValue;
        var received = payment.GetProperty("amount_received").GetInt32();
        return received == 0 ? 0 : received - payment.GetProperty("latest_charge").GetProperty("amount_refunded").GetInt32();
    }

    private static int Pence(JsonElement of, string field) => (int)(decimal.Parse(of.GetProperty(field).GetProperty("amount").GetString()!, System.Globalization.CultureInfo.InvariantCulture) * 100);

    /// <summary>An order and those who work on it.</summary>
    private sealed class Scene : IDisposable
    {
        public const int Others = 10;

        private string _line = "";

        public required BusyShop Shop { get; init; }

        public required Client Buyer { get; init; }

        public required Client Till { get; init; }

        public required Client OtherTill { get; init; }

        public required string Goods { get; init; }

        /// <summary>One of them is in the cart of either till, to be taken for what comes back.</summary>
        public required string OtherGoods { get; init; }

        public required string Variant { get; init; }

        public string Order { get; private set; } = "";

        public string[] Fulfilments { get; private set; } = [];

        public static async Task<Scene> SetAsync(BusyShop shop, bool onTwoShelves)
        {
            var (goods, others) = (await shop.GoodsAsync(onTwoShelves ? Bought / 2 : Bought), await shop.GoodsAsync(Others));
            if (onTwoShelves)
                await shop.SendElsewhereAsync(goods, Bought / 2);
            var scene = new Scene
            {
                Shop = shop,
                Goods = goods,
                OtherGoods = others,
                Variant = await shop.VariantAsync(goods),
                Buyer = await shop.ClientAsync(),
                Till = await Races.WithCartAsync(shop, "POS", others),
                OtherTill = await Races.WithCartAsync(shop, "POS", others),
            };
            await Races.AddAsync(scene.Buyer, goods, Bought);
            var placed = await Deed.DoAsync(
                scene.Buyer, "placeOrder", new() { ["tenders"] = new object[] { new { card = new { paymentMethod = "pm_card_visa" } } } }, "order { id lines { id } fulfilments { id } }");
            placed.Errors().ShouldBeEmpty();
            var order = placed.GetProperty("order");
            (scene.Order, scene._line) = (order.GetProperty("id").GetString()!, order.GetProperty("lines")[0].GetProperty("id").GetString()!);
            scene.Fulfilments = [.. order.GetProperty("fulfilments").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)];
            return scene;
        }

        /// <summary>The order, or so many of its line.</summary>
        public Dictionary<string, object> Of(int quantity = 0) => quantity == 0
            ? new() { ["orderId"] = Order }
            : With("lines", new object[] { new { orderLineId = _line, quantity } });

        public Dictionary<string, object> With(string field, object value) => new() { ["orderId"] = Order, [field] = value };

        public void Dispose()
        {
            Buyer.Dispose();
            Till.Dispose();
            OtherTill.Dispose();
        }
    }
}
