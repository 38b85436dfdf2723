using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>
/// Three of something are ordered, with a card that is declined at first; one is called off, the others sent, one of these returned and one exchanged
/// for another; and a further order is called off. One is gone in the end.
/// </summary>
internal sealed class Aftermath(Arena arena, Shop shop, Client till) : Attempt
{
    private readonly Dictionary<string, Guid> _keys = [];
    private readonly List<string> _wrong = [];
    private Client? _buyer;

    public override async Task<List<string>> FinishAsync()
    {
        _wrong.Clear();
        await RunAsync();
        return _wrong;
    }

    public override void Dispose()
    {
        _buyer?.Dispose();
        base.Dispose();
    }

    protected override async Task RunAsync()
    {
        _buyer ??= await arena.ClientAsync(shop);
        await AddAsync("first", _buyer, 3);
        await DoAsync("declined", _buyer, "placeOrder", Paid("pm_card_chargeDeclined"), expected: "PaymentDeclined");
        var (order, line, fulfilment) = await OrderAsync("first", _buyer);
        object[] one = [new { orderLineId = line, quantity = 1 }];
        await DoAsync("call off", _buyer, "cancelOrderLines", new() { ["orderId"] = order, ["lines"] = one });
        await DoAsync("send", till, "shipFulfilment", new() { ["fulfilmentId"] = fulfilment });
        await DoAsync("return", till, "returnItems", new() { ["orderId"] = order, ["lines"] = one });
        await AddAsync("exchange", till, 1);
        await DoAsync("take another", till, "exchangeItems", new() { ["orderId"] = order, ["lines"] = one });

        await AddAsync("second", _buyer, 1);
        var second = await OrderAsync("second", _buyer);
        await DoAsync("cancel", _buyer, "cancelOrder", new() { ["orderId"] = second.Order });
    }

    private static Dictionary<string, object> Paid(string paymentMethod) => new() { ["tenders"] = new object[] { new { card = new { paymentMethod } } } };

    private Task AddAsync(string name, Client who, int quantity) =>
        DoAsync($"add {name}", who, "addCartLines", new() { ["lines"] = new object[] { new { variant = new { sku = "GOODS" }, quantity } } });

    private async Task<(string Order, string Line, string Fulfilment)> OrderAsync(string name, Client who)
    {
        const string seen = "order { id lines { id } fulfilments { id } }";
        var placed = await SendAsync(name, who, "placeOrder", Paid("pm_card_visa"), seen);

        // Nobody had promised to pay: the shop gave it up, and the shopper orders anew.
        if (placed.Errors() is ["PaymentDeclined"])
        {
            _keys.Remove(name);
            placed = await SendAsync(name, who, "placeOrder", Paid("pm_card_visa"), seen);
        }

        placed.Errors().ShouldBeEmpty($"{placed}");
        var order = placed.GetProperty("order");
        return (IdOf(order), IdOf(order.GetProperty("lines")[0]), IdOf(order.GetProperty("fulfilments")[0]));

        static string IdOf(JsonElement of) => of.GetProperty("id").GetString()!;
    }

    private async Task DoAsync(string name, Client who, string mutation, Dictionary<string, object> input, params string[] expected)
    {
        if (await SendAsync(name, who, mutation, input, null) is var answer && !answer.Errors().SequenceEqual(expected))
            _wrong.Add($"{name} was answered {answer}");
    }

    private Task<JsonElement> SendAsync(string name, Client who, string mutation, Dictionary<string, object> input, string? selection)
    {
        if (!_keys.TryGetValue(name, out var key))
            _keys[name] = key = Guid.NewGuid();
        input["operationId"] = key;
        return Deed.DoAsync(who, mutation, input, selection);
    }
}
