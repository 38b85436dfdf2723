using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace OmniCommerce.Journey;

/// <summary>
/// The journey that everything serves: a cart begun on the web, opened on the phone, added to at the till, paid there by points, gift card and
/// card, and returned in part in another store. Each device holds its own WebSocket; every step says what each of them saw and after how long,
/// and the books are checked before and after.
/// </summary>
/// <param name="shop">The address of a running shop with demo data.</param>
/// <param name="log">Where the steps are told.</param>
public sealed class ShoppersJourney(Uri shop, TextWriter log)
{
    private const string GiftCard = "DEMO-GIFT-2500";
    private const string Coupon = "WELCOME10";
    private const int PointsToPay = 500;
    private const decimal GiftCardPays = 2.00m;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Device, ChannelReader<News>> _live = [];
    private readonly string _email = $"ada.{Guid.NewGuid():N}@example.com";
    private string _store = "";
    private string _otherStore = "";
    private string _reader = "";

    /// <summary>Walks the whole way.</summary>
    /// <exception cref="JourneyException">Something was not as it must be.</exception>
    public async Task RunAsync()
    {
        await using var web = new Device("Ada's laptop", shop);
        await using var phone = new Device("Ada's phone", shop);
        await using var till = new Device("Till 2", shop);
        await using var otherTill = new Device("Till 1 elsewhere", shop);

        await LookAroundAsync(web);
        var goods = await ChooseGoodsAsync(web);
        await BuyEarlierAsync(goods.Dear);
        var cart = await BeginOnTheWebAsync(web, goods);
        await OpenOnThePhoneAsync(web, phone, cart, goods);
        await ScanAtTheTillAsync(phone, till, cart, goods);
        await SignInAsync(phone, cart);
        var before = await BooksAsync(till, goods);
        var order = await PayAtTheTillAsync(till, phone, cart);
        var after = await BooksAsync(till, goods);
        CheckBooks(before, after, order, goods);
        await ReturnElsewhereAsync(otherTill, phone, order, goods);
    }

    private async Task LookAroundAsync(Device web)
    {
        var data = await web.AskAsync("{ locations(first: 50, service: SELLS) { nodes { id name services } } products(first: 1) { totalCount } }");
        var stores = data.At("locations.nodes").EnumerateArray().ToList();
        Check(stores.Count >= 2, "the shop has at least two stores");
        _store = stores[0].Text("id");
        _otherStore = stores[1].Text("id");
        Tell(0, $"The shop has {data.Number("products.totalCount")} products. The store is {stores[0].Text("name")}, the other one {stores[1].Text("name")}.");
    }

    private async Task<Goods> ChooseGoodsAsync(Device web)
    {
        var data = await web.AskAsync(
            "query($store: ID!) { products(first: 100) { nodes { variants { id sku barcode name price { amount } available(locationId: $store) } } } }",
            new { store = _store });
        var variants = data.At("products.nodes").EnumerateArray()
            .SelectMany(product => product.At("variants").EnumerateArray())
            .Where(variant => variant.Number("available") >= 5 && variant.At("barcode").ValueKind == JsonValueKind.String)
            .ToList();
        Check(variants.Count >= 4, "the store has four variants with five or more in stock");
        var byPrice = variants.OrderByDescending(variant => decimal.Parse(variant.Text("price.amount"), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return new Goods(byPrice[0], byPrice[^1], byPrice[1], byPrice[2]);
    }

    // Points have to come from somewhere: some weeks ago Ada registered and bought enough to earn what she pays with today.
    private async Task BuyEarlierAsync(JsonElement dear)
    {
        await using var till = new Device("Till 2", shop);
        till.Token = (await till.DoAsync(Mutations.StartSession, new { device = new { name = till.Name, channel = "POS", locationId = _store } })).Text("token");
        await till.DoAsync(Mutations.Register, new { email = _email });
        var price = dear.Amount("price");
        var quantity = (int)Math.Ceiling((PointsToPay + 50) / price);
        quantity = Math.Min(quantity, dear.Number("available") - 2);
        await till.DoAsync(Mutations.AddLines, new { lines = new[] { new { variant = new { id = dear.Text("id") }, quantity } } });
        var paid = await till.DoAsync(Mutations.PlaceOrder, new { operationId = Guid.NewGuid(), tenders = new object[] { new { cash = new { tendered = JsonReading.Money((price * quantity) + 20m) } } } });
        var order = paid.At("order");
        Check(order.At("tenders.0").Amount("change") == 20m, "cash over the price comes back as change");
        Check(order.Number("pointsEarned") >= PointsToPay, $"the earlier purchase of {order.Amount("total"):0.00} earned at least {PointsToPay} points");
        await till.DoAsync("mutation { signOut(input: {}) { errors { ... on Error { message } } } }");
        Tell(0, $"Some weeks ago Ada registered at the till, paid {order.Amount("total"):0.00} in cash, got her change and earned {order.Number("pointsEarned")} points.");
    }

    private async Task<string> BeginOnTheWebAsync(Device web, Goods goods)
    {
        var started = await web.DoAsync(Mutations.StartSession, new { device = new { name = web.Name, channel = "WEB" } });
        web.Token = started.Text("token");
        var cart = started.Text("session.cart.id");
        await ListenToCartAsync(web, cart);
        var added = await web.DoAsync(Mutations.AddLines, new
        {
            lines = new[]
            {
                new { variant = new { id = goods.First.Text("id") }, quantity = 1 },
                new { variant = new { id = goods.Second.Text("id") }, quantity = 1 },
            },
        });
        Check(added.Number("cart.itemCount") == 2, "two lines are in the cart");
        Tell(1, $"On the web she puts {goods.First.Text("name")} and {goods.Second.Text("name")} into the cart: {added.Amount("cart.total"):0.00}. No account yet.");
        await NewsAsync(web, added.Number("cart.version"), Stopwatch.GetTimestamp());
        return cart;
    }

    private async Task OpenOnThePhoneAsync(Device web, Device phone, string cart, Goods goods)
    {
        var code = await web.DoAsync("mutation { createHandOffCode(input: {}) { code qrSvg errors { ... on Error { message } } } }");
        Check(code.Text("qrSvg").Contains("<svg", StringComparison.Ordinal), "the code comes as a QR picture");
        var joined = await phone.DoAsync(Mutations.Join, new { code = code.Text("code"), device = new { name = phone.Name, channel = "MOBILE" } });
        phone.Token = joined.Text("token");
        Check(joined.Text("session.cart.id") == cart, "the phone shows the same cart");
        Tell(2, $"Her phone scans the code {code.Text("code")} and shows the same cart with {joined.Number("session.cart.itemCount")} items.");
        await ListenToCartAsync(phone, cart);

        var asked = Stopwatch.GetTimestamp();
        var added = await phone.DoAsync(Mutations.AddLines, new { lines = new[] { new { variant = new { id = goods.First.Text("id") }, quantity = 1 } } });
        Tell(2, "On the phone she takes one more of the first.");
        await NewsAsync(web, added.Number("cart.version"), asked);
        await NewsAsync(phone, added.Number("cart.version"), asked);
    }

    private async Task ScanAtTheTillAsync(Device phone, Device till, string cart, Goods goods)
    {
        var code = await phone.DoAsync("mutation { createHandOffCode(input: {}) { code errors { ... on Error { message } } } }");
        var joined = await till.DoAsync(Mutations.Join, new { code = code.Text("code"), device = new { name = till.Name, channel = "POS", locationId = _store } });
        till.Token = joined.Text("token");
        Check(joined.Text("session.cart.id") == cart, "the till shows the same cart");
        Tell(3, $"The till scans her code and shows the same cart. {joined.At("session.devices").GetArrayLength()} devices share the session.");
        await ListenToCartAsync(till, cart);

        var asked = Stopwatch.GetTimestamp();
        var added = await till.DoAsync(Mutations.AddLines, new { lines = new[] { new { variant = new { barcode = goods.Scanned.Text("barcode") }, quantity = 1 } } });
        Tell(3, $"The clerk scans {goods.Scanned.Text("name")}, which she holds in her hand.");
        foreach (var device in _live.Keys)
            await NewsAsync(device, added.Number("cart.version"), asked);
        var reader = await till.AskAsync("query($id: ID!) { node(id: $id) { ... on Location { readers { id label } } } }", new { id = _store });
        _reader = reader.At("node.readers").EnumerateArray().First().Text("id");
    }

    private async Task SignInAsync(Device phone, string cart)
    {
        // Before this visit she had left one thing in her own cart, on another device.
        var asked = Stopwatch.GetTimestamp();
        var signedIn = await phone.DoAsync(Mutations.SignIn, new { email = _email });
        var merge = signedIn.At("cartMerge");
        var now = await phone.AskAsync("{ session { customer { email } cart { id version itemCount } } me { cart { id } loyalty { balance } } }");
        Check(now.Text("session.customer.email") == _email, "the session has its customer");
        Check(now.Text("session.cart.id") == now.Text("me.cart.id"), "the session's cart is the customer's cart");
        Check(now.Number("session.cart.itemCount") == 4, "nothing of the guest cart is lost");
        var report = merge.ValueKind == JsonValueKind.Null
            ? "there was nothing to merge"
            : $"{merge.At("kept").GetArrayLength()} lines kept, {merge.At("summed").GetArrayLength()} summed, {merge.At("capped").GetArrayLength()} capped, {merge.At("dropped").GetArrayLength()} dropped";
        Tell(4, $"She signs in on her phone after {Stopwatch.GetElapsedTime(asked).TotalMilliseconds:0} ms: {report}. She has {now.Number("me.loyalty.balance")} points.");

        var current = now.Text("session.cart.id");
        if (current == cart)
            return;
        foreach (var device in _live.Keys.ToList())
            await ListenToCartAsync(device, current);
    }

    private async Task<JsonElement> PayAtTheTillAsync(Device till, Device phone, string cart)
    {
        await till.DoAsync("mutation($code: String!) { applyCartCode(input: {code: $code}) { cart { total { amount } } errors { ... on Error { message } } } }", new { code = Coupon });
        var chosen = await till.DoAsync(
            "mutation($store: ID!) { chooseDelivery(input: {delivery: {carryOutAt: $store}}) { cart { total { amount } discountTotal { amount } problems { message } priceTrace { rule outcome reason } } errors { ... on Error { message } } } }",
            new { store = _store });
        Check(chosen.At("cart.problems").GetArrayLength() == 0, "nothing stands between the cart and the order");
        Check(chosen.Amount("cart.discountTotal") > 0, "the coupon takes something off");
        var total = chosen.Amount("cart.total");
        var held = await till.DoAsync("mutation { holdCart(input: {seconds: 300}) { cart { status hold { expiresAt } } errors { ... on Error { message } } } }");
        Check(held.Text("cart.status") == "HELD", "one hold has taken the goods and the coupon");
        Tell(5, $"With the coupon {Coupon} ({chosen.Amount("cart.discountTotal"):0.00} off) {total:0.00} is to be paid. The goods are held until {held.Text("cart.hold.expiresAt")}.");

        var operationId = Guid.NewGuid();
        var tenders = new object[]
        {
            new { points = new { points = PointsToPay } },
            new { giftCard = new { code = GiftCard, amount = JsonReading.Money(GiftCardPays) } },
            new { terminal = new { readerId = _reader } },
        };
        var asked = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => till.DoAsync(Mutations.PlaceOrder, new { operationId, tenders })));
        var order = answers[0].At("order");
        Check(answers.Select(answer => answer.Text("order.id")).Distinct().Count() == 1, "the till tried five times at once, and one order came of it");
        Check(order.Amount("total") == total, "the order costs what the cart said");
        Check(order.At("tenders").EnumerateArray().Sum(tender => tender.Amount("amount")) == total, "the tenders sum to the total");
        Check(order.Text("status") == "FULFILLED" && order.Text("paymentStatus") == "PAID", "the goods are carried out and paid");
        Tell(5, $"Order {order.Text("number")}: {string.Join(", ", order.At("tenders").EnumerateArray().Select(tender => $"{tender.Text("kind")} {tender.Amount("amount"):0.00}"))}; {order.Number("pointsEarned")} points earned, after {Stopwatch.GetElapsedTime(asked).TotalMilliseconds:0} ms for five tries.");
        var seen = await phone.AskAsync("query($id: ID!) { order(by: {id: $id}) { number } }", new { id = order.Text("id") });
        Check(seen.Text("order.number") == order.Text("number"), "the phone sees the order");
        return order;
    }

    private async Task ReturnElsewhereAsync(Device till, Device phone, JsonElement order, Goods goods)
    {
        till.Token = (await till.DoAsync(Mutations.StartSession, new { device = new { name = till.Name, channel = "POS", locationId = _otherStore } })).Text("token");
        var line = order.At("lines").EnumerateArray().Single(candidate => candidate.Text("sku") == goods.Scanned.Text("sku"));
        var stockBefore = await OnHandAsync(till, goods.Scanned, _otherStore);
        var pointsBefore = await PointsAsync(phone);
        var operationId = Guid.NewGuid();
        var variables = new { orderId = order.Text("id"), lines = new[] { new { orderLineId = line.Text("id"), quantity = 1 } }, locationId = _otherStore, operationId };
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => till.DoAsync(Mutations.Return, variables)));
        var answer = answers[0];
        Check(answer.Amount("refunded") == line.Amount("total"), "exactly what the line cost after its discount is given back");
        Check(await OnHandAsync(till, goods.Scanned, _otherStore) == stockBefore + 1, "the item is on the other store's shelf in the books, once");
        var pointsAfter = await PointsAsync(phone);
        Check(answer.Number("pointsReversed") >= 0 && pointsAfter >= pointsBefore - answer.Number("pointsReversed"), "the points that the item earned are taken back, those that paid for it come back");
        Check(answer.Text("order.paymentStatus") == "PARTIALLY_REFUNDED", "the order says that a part was refunded");
        Tell(7, $"In the other store she returns {goods.Scanned.Text("name")}: {answer.Amount("refunded"):0.00} go back to what she paid with, {answer.Number("pointsReversed")} points are taken back, {pointsAfter} remain.");
    }

    private async Task<Books> BooksAsync(Device till, Goods goods)
    {
        var onHand = new Dictionary<string, int>();
        foreach (var variant in new[] { goods.First, goods.Second, goods.Scanned })
            onHand[variant.Text("id")] = await OnHandAsync(till, variant, _store);
        return new Books(onHand, await PointsAsync(till));
    }

    private static void CheckBooks(Books before, Books after, JsonElement order, Goods goods)
    {
        Check(before.OnHand[goods.First.Text("id")] - after.OnHand[goods.First.Text("id")] == 2, "two of the first have left the store");
        Check(before.OnHand[goods.Second.Text("id")] - after.OnHand[goods.Second.Text("id")] == 1, "one of the second has left the store");
        Check(before.OnHand[goods.Scanned.Text("id")] - after.OnHand[goods.Scanned.Text("id")] == 1, "one of the scanned has left the store");
        Check(after.Points == before.Points - PointsToPay + order.Number("pointsEarned"), "the points are what they were, less those paid, plus those earned");
    }

    private static async Task<int> PointsAsync(Device device) => (await device.AskAsync("{ me { loyalty { balance } } }")).Number("me.loyalty.balance");

    private static async Task<int> OnHandAsync(Device device, JsonElement variant, string location)
    {
        var data = await device.AskAsync("query($id: ID!) { variant(by: {id: $id}) { stock { location { id } onHand held allocated } } }", new { id = variant.Text("id") });
        var level = data.At("variant.stock").EnumerateArray().SingleOrDefault(candidate => candidate.Text("location.id") == location);
        if (level.ValueKind == JsonValueKind.Undefined)
            return 0;
        return level.Number("onHand");
    }

    private async Task ListenToCartAsync(Device device, string cart) =>
        _live[device] = await device.ListenAsync("subscription($id: ID!) { cartChanged(cartId: $id) { channel device cart { version itemCount total { amount } } } }", new { id = cart });

    private async Task NewsAsync(Device device, int version, long since)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await _live[device].WaitToReadAsync(patience.Token))
            {
                while (_live[device].TryRead(out var news))
                {
                    var change = news.Payload.At("data.cartChanged");
                    if (change.Number("cart.version") < version)
                        continue;
                    var milliseconds = Math.Max(0, Stopwatch.GetElapsedTime(since, news.At).TotalMilliseconds);
                    log.WriteLine($"        {device.Name,-14} saw {change.Number("cart.itemCount")} items, {change.Amount("cart.total"):0.00}, by {change.Text("device")} ({change.Text("channel")}), after {milliseconds:0.0} ms");
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }

        throw new JourneyException($"{device.Name} did not hear of version {version} within {Patience.TotalSeconds:0} s.");
    }

    private void Tell(int step, string what) => log.WriteLine($"  {(step == 0 ? "before" : $"step {step}")}  {what}");

    private static void Check(bool holds, string what)
    {
        if (!holds)
            throw new JourneyException($"It does not hold that {what}.");
    }

    private sealed record Goods(JsonElement Dear, JsonElement First, JsonElement Second, JsonElement Scanned);

    private sealed record Books(IReadOnlyDictionary<string, int> OnHand, int Points);
}
