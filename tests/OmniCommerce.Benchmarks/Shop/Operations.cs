using System.Text.Json;

namespace OmniCommerce.Benchmarks.Shop;

/// <summary>What the bench measures: an operation as a shopper performs it.</summary>
/// <param name="Name">For the table.</param>
/// <param name="WantedCpu">The CPU milliseconds that it may cost.</param>
/// <param name="PerformAsync">Performs it once.</param>
internal sealed record Operation(string Name, double WantedCpu, Func<Shopper, Goods, Task> PerformAsync);

/// <summary>What shoppers look at and buy.</summary>
/// <param name="Handle">A product.</param>
/// <param name="First">A variant's code.</param>
/// <param name="Second">Another's.</param>
internal sealed record Goods(string Handle, string First, string Second)
{
    public byte[] Detail { get; } = Shopper.Request(
        "query($handle: String!) { product(by: {handle: $handle}) { id handle name description imageUrl priceRange { min { amount currency } max { amount currency } } variants { id sku name price { amount currency } } } }",
        new { handle = Handle });

    public byte[] AddFirst { get; } = Add(First);

    public byte[] AddSecond { get; } = Add(Second);

    private static byte[] Add(string sku) => Shopper.Request(
        "mutation($sku: String!) { addCartLines(input: {lines: [{variant: {sku: $sku}, quantity: 1}]}) { cart { id version itemCount total { amount currency } lines { id quantity total { amount } } } errors { __typename } } }",
        new { sku });
}

internal static class Operations
{
    public static readonly byte[] StartSession = Shopper.Request(
        "mutation { startSession(input: {device: {name: \"Bench\", channel: WEB}}) { token session { id } errors { __typename } } }");

    private static readonly byte[] List = Shopper.Request(
        "{ products(first: 20) { nodes { id handle name imageUrl priceRange { min { amount currency } max { amount currency } } variants { id sku name price { amount currency } } } pageInfo { hasNextPage endCursor } } }");

    private static readonly byte[] ReadCart = Shopper.Request(
        "{ session { cart { id version status itemCount lines { id quantity unitPrice { amount currency } total { amount currency } variant { sku name } } subtotal { amount } discountTotal { amount } taxTotal { amount } total { amount currency } } } }");

    public static readonly byte[] Deliver = Shopper.Request(
        "mutation { chooseDelivery(input: {delivery: {shipTo: {name: \"A. Shopper\", line1: \"1 High Street\", city: \"Leeds\", postalCode: \"LS1 1AA\", country: \"GB\"}}}) { cart { total { amount } } errors { __typename } } }");

    public static readonly Operation[] All =
    [
        new("product list, 20 items with variants and prices", 0.2, (shopper, _) => shopper.SendAsync(List)),
        new("product detail", 0.1, (shopper, goods) => shopper.SendAsync(goods.Detail)),
        new("read own cart, 2 lines", 0.1, (shopper, _) => shopper.SendAsync(ReadCart)),
        new("add to cart", 0.6, (shopper, goods) => shopper.AddAsync(goods.AddFirst)),
        new("whole checkout: session, 2 lines, address, payment (5 requests)", 5, CheckOutAsync),
    ];

    /// <summary>The current cart, paid by card.</summary>
    public static byte[] PlaceOrder() => Shopper.Request(
        "mutation($operationId: UUID!) { placeOrder(input: {operationId: $operationId, email: \"a@example.com\", tenders: [{card: {paymentMethod: \"pm_card_visa\"}}]}) { order { number total { amount } } errors { __typename } } }",
        new { operationId = Guid.NewGuid() });

    /// <summary>Chooses goods of which there are plenty.</summary>
    public static async Task<Goods> ChooseAsync(Shopper shopper)
    {
        using var answer = JsonDocument.Parse(await shopper.SendAsync(Shopper.Request("{ products(first: 100, sort: NEWEST) { nodes { handle variants { sku available } } } }")));
        var variants = answer.RootElement.GetProperty("data").GetProperty("products").GetProperty("nodes").EnumerateArray()
            .SelectMany(product => product.GetProperty("variants").EnumerateArray().Select(variant => (
                Handle: product.GetProperty("handle").GetString()!,
                Sku: variant.GetProperty("sku").GetString()!,
                Available: variant.GetProperty("available").GetInt32())))
            .OrderByDescending(variant => variant.Available)
            .ToList();
        return new Goods(variants[0].Handle, variants[0].Sku, variants[1].Sku);
    }

    private static async Task CheckOutAsync(Shopper shopper, Goods goods)
    {
        await shopper.BeginAsync();
        await shopper.SendAsync(goods.AddFirst);
        await shopper.SendAsync(goods.AddSecond);
        await shopper.SendAsync(Deliver);
        await shopper.SendAsync(PlaceOrder());
    }
}
