using System.Text.Json;
using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Torture;

/// <summary>Every mutation that may be repeated is sent three times under one key, the first time into a connection that is cut: the other answers are the same, byte for byte.</summary>
internal sealed class Repeats(BusyShop shop, Client shopper, Client till, List<string> violations)
{
    // What has no operation id, makes tokens, or is shown elsewhere.
    private static readonly string[] LeftOut = ["startSession", "revokeDevice", "setPickUpTerms"];

    private readonly HashSet<string> _tried = [];

    public static async Task<string> RunAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        var tried = 0;
        for (var run = 0; run < arena.Runs; run++)
        {
            using var shopper = await shop.ClientAsync();
            using var till = await shop.ClientAsync("POS");
            var repeats = new Repeats(shop, shopper, till, violations);
            await repeats.StockAsync();
            await repeats.CartAsync();
            await repeats.OrdersAsync();
            await repeats.CustomerAsync();
            await repeats.NothingIsLeftOutAsync();
            tried = repeats._tried.Count;
        }

        return $"{tried} mutations, each cut and repeated";
    }

    private async Task StockAsync()
    {
        var (sku, kit) = (await shop.GoodsAsync(20), await shop.GoodsAsync(0));
        var (variant, kitId) = (await shop.VariantAsync(sku), await shop.VariantAsync(kit));
        object[] five = [new { variantId = variant, quantity = 5 }];
        await TryAsync(till, "receiveStock", "levels { onHand }", new() { ["lines"] = five });
        await TryAsync(till, "setLowStockThreshold", "stockLevel { onHand }", new() { ["variantId"] = variant, ["threshold"] = 3 });
        await TryAsync(till, "setSafetyStock", "stockLevel { onHand }", new() { ["variantId"] = variant, ["quantity"] = 1 });
        await TryAsync(till, "setChannelBuffer", "stockLevel { onHand }", new() { ["variantId"] = variant, ["channel"] = "MOBILE", ["quantity"] = 1 });
        await TryAsync(till, "adjustStock", "stockLevel { onHand }", new() { ["variantId"] = variant, ["expectedOnHand"] = 25, ["onHand"] = 24, ["reason"] = "MISSING" });
        await TryAsync(till, "allowBackOrders", "variant { id }", new() { ["variantId"] = variant, ["limit"] = 3 });
        await TryAsync(till, "expectStock", "variants { id }", new() { ["reference"] = "PO-1", ["dueAt"] = "2030-01-01T00:00:00Z", ["lines"] = five });
        await TryAsync(till, "defineKit", "variant { id }", new() { ["variantId"] = kitId, ["components"] = new object[] { new { variantId = variant, quantity = 1 } } });

        var count = IdIn(await TryAsync(till, "startStockCount", "stockCount { id }", new() { ["variantIds"] = new[] { variant } }), "stockCount");
        await TryAsync(till, "countStock", "stockCount { id }", new() { ["stockCountId"] = count, ["lines"] = new object[] { new { variantId = variant, counted = 22 } } });
        await TryAsync(till, "postStockCount", "stockCount { id }", new() { ["stockCountId"] = count });
        var second = IdIn(await TryAsync(till, "startStockCount", "stockCount { id }", new() { ["variantIds"] = new[] { variant } }), "stockCount");
        await TryAsync(till, "cancelStockCount", "stockCount { id }", new() { ["stockCountId"] = second });

        var there = await ElsewhereAsync();
        var transfer = IdIn(await TryAsync(till, "transferStock", "stockTransfer { id }", new() { ["toId"] = there, ["lines"] = five, ["send"] = false }), "stockTransfer");
        await TryAsync(till, "sendTransfer", "stockTransfer { id }", new() { ["transferId"] = transfer });
        await TryAsync(till, "receiveTransfer", "stockTransfer { id }", new() { ["transferId"] = transfer });
        var off = IdIn(await TryAsync(till, "transferStock", "stockTransfer { id }", new() { ["toId"] = there, ["lines"] = five, ["send"] = false }), "stockTransfer");
        await TryAsync(till, "cancelTransfer", "stockTransfer { id }", new() { ["transferId"] = off });
        Races.Expect(violations, 22, await shop.FreeAsync(sku));
    }

    private async Task CartAsync()
    {
        var (sku, code) = (await shop.GoodsAsync(50), $"R{Guid.NewGuid():N}"[..12]);
        await shop.SendAsync(new SaveCoupon(code, 10, null, null, null));
        object[] lines = [new { variant = new { sku }, quantity = 3 }, new { variant = new { sku = await shop.GoodsAsync(50) }, quantity = 1 }];
        var cart = (await TryAsync(shopper, "addCartLines", "cart { version itemCount lines { id } }", new() { ["lines"] = lines })).GetProperty("cart");
        var (first, second) = (cart.GetProperty("lines")[0].GetProperty("id").GetString(), cart.GetProperty("lines")[1].GetProperty("id").GetString());
        await TryAsync(shopper, "changeCartLines", "cart { version itemCount }", new() { ["lines"] = new object[] { new { lineId = first, quantity = 5 } } });
        await TryAsync(shopper, "removeCartLines", "cart { version itemCount }", new() { ["lineIds"] = new[] { second } });
        await TryAsync(shopper, "applyCartCode", "cart { version total { amount } }", new() { ["code"] = code });
        await TryAsync(shopper, "removeCartCode", "cart { version total { amount } }", new() { ["code"] = code });
        await TryAsync(shopper, "chooseDelivery", "cart { version }", new() { ["delivery"] = new { shipTo = Address("1 High Street") } });
        await TryAsync(shopper, "holdCart", "cart { version status }", []);
        await TryAsync(shopper, "releaseCart", "cart { version status }", []);
        Races.Expect(violations, 5, (await shopper.QueryAsync("{ session { cart { itemCount } } }")).GetProperty("session").GetProperty("cart").GetProperty("itemCount").GetInt32());
        await OrderedAsync(shopper, null, 0);
    }

    private async Task OrdersAsync()
    {
        var sku = await shop.GoodsAsync(100);
        await Races.AddAsync(shopper, sku, 4);
        await TryAsync(shopper, "chooseDelivery", "cart { version }", new() { ["delivery"] = new { shipTo = Address("1 High Street") } });
        var (order, line, fulfilment) = await OrderedAsync(shopper, null, 0);
        await TryAsync(shopper, "addOrderNote", "order { id version }", new() { ["orderId"] = order, ["note"] = "Ring twice" });
        await TryAsync(shopper, "changeOrderAddress", "order { id version }", new() { ["orderId"] = order, ["address"] = Address("2 High Street") });
        object[] one = [new { orderLineId = line, quantity = 1 }];
        await TryAsync(shopper, "cancelOrderLines", "refunded { amount }", new() { ["orderId"] = order, ["lines"] = one });
        await TryAsync(till, "startPicking", "order { id status }", new() { ["fulfilmentId"] = fulfilment });
        await TryAsync(till, "shipFulfilment", "order { id status }", new() { ["fulfilmentId"] = fulfilment });
        await TryAsync(till, "confirmDelivery", "order { id status }", new() { ["fulfilmentId"] = fulfilment });
        await TryAsync(till, "returnItems", "refunded { amount }", new() { ["orderId"] = order, ["lines"] = one });
        await Races.AddAsync(till, sku);
        await TryAsync(till, "exchangeItems", "value { amount } refunded { amount }", new() { ["orderId"] = order, ["lines"] = one });

        await TryAsync(shopper, "cancelOrder", "order { status }", new() { ["orderId"] = (await OrderedAsync(shopper, sku, 1)).Order });
        await TryAsync(till, "fulfilOrder", "order { status }", new() { ["orderId"] = (await OrderedAsync(shopper, sku, 1)).Order });
        await TryAsync(till, "cancelFulfilment", "order { status }", new() { ["fulfilmentId"] = (await OrderedAsync(shopper, sku, 1)).Fulfilment });
        var picked = (await OrderedAsync(shopper, sku, 2)).Fulfilment;
        await TryAsync(till, "startPicking", "order { status }", new() { ["fulfilmentId"] = picked });
        await TryAsync(till, "reportShortPick", "order { status }", new() { ["fulfilmentId"] = picked, ["missing"] = new object[] { new { variantId = await shop.VariantAsync(sku), quantity = 1 } } });

        await shopper.AddAsync(sku, 1);
        await TryAsync(shopper, "chooseDelivery", "cart { version }", new() { ["delivery"] = new { collectAt = shop.Store } });
        var (toCollect, _, collected) = await OrderedAsync(shopper, null, 0);
        await TryAsync(shopper, "changePickUpTime", "order { id version }", new() { ["orderId"] = toCollect });
        await TryAsync(till, "makeFulfilmentReady", "order { status }", new() { ["fulfilmentId"] = collected });
        await TryAsync(till, "collectFulfilment", "order { status }", new() { ["fulfilmentId"] = collected });
        object[] found = [new { variantId = await shop.VariantAsync(sku), quantity = 1 }];
        await TryAsync(till, "returnWithoutReceipt", "refunded { amount }", new() { ["lines"] = found, ["giftCardCode"] = $"W{Guid.NewGuid():N}"[..16], ["approvedBy"] = "Grace" });
    }

    private async Task CustomerAsync()
    {
        await TryAsync(shopper, "registerCustomer", "customer { name }", new() { ["email"] = $"{Guid.NewGuid():N}@example.com", ["password"] = "correct horse battery", ["name"] = "Ada" });
        await TryAsync(shopper, "saveCard", "savedCard { paymentMethod }", new() { ["paymentMethod"] = "pm_card_visa" });
    }

    private async Task NothingIsLeftOutAsync()
    {
        var schema = await shopper.QueryAsync("{ __type(name: \"Mutation\") { fields { name args { type { ofType { inputFields { name } } } } } } }");
        var missing = schema.GetProperty("__type").GetProperty("fields").EnumerateArray()
            .Where(field => field.GetProperty("args")[0].GetProperty("type").GetProperty("ofType").GetProperty("inputFields").EnumerateArray().Any(input => input.GetProperty("name").GetString() == "operationId"))
            .Select(field => field.GetProperty("name").GetString()!).Except(_tried).Except(LeftOut);
        violations.AddRange(missing.Select(name => $"{name} was not tried"));
    }

    private async Task<(string Order, string Line, string Fulfilment)> OrderedAsync(Client who, string? sku, int quantity)
    {
        if (sku is not null)
            await Races.AddAsync(who, sku, quantity);
        var order = (await TryAsync(
            who, "placeOrder", "order { id number lines { id } fulfilments { id } }", new() { ["tenders"] = new object[] { new { card = new { paymentMethod = "pm_card_visa" } } } })).GetProperty("order");
        return (order.GetProperty("id").GetString()!, order.GetProperty("lines")[0].GetProperty("id").GetString()!, order.GetProperty("fulfilments")[0].GetProperty("id").GetString()!);
    }

    private async Task<JsonElement> TryAsync(Client who, string mutation, string selection, Dictionary<string, object> input)
    {
        input["operationId"] = Guid.NewGuid();
        var text = Deed.TextOf(mutation, selection);
        await Keys.CutAsync(shop, who, client => client.MutateAsync(text, new { input }));
        var (first, second) = (await who.MutateAsync(text, new { input }), await who.MutateAsync(text, new { input }));
        if (first.Errors().Count > 0 || first.GetRawText() != second.GetRawText())
            violations.Add($"{mutation} was answered {first} and then {second}");
        _tried.Add(mutation);
        return first;
    }

    private async Task<string> ElsewhereAsync() =>
        (await till.QueryAsync("{ locations(first: 50) { nodes { id } } }")).GetProperty("locations").GetProperty("nodes").EnumerateArray()
            .Select(location => location.GetProperty("id").GetString()!).First(id => id != shop.Store);

    private static string IdIn(JsonElement payload, string name) => payload.GetProperty(name).GetProperty("id").GetString()!;

    private static object Address(string line1) => new { name = "Ada Lovelace", line1, city = "Leeds", postalCode = "LS1 1AA", country = "GB" };
}
