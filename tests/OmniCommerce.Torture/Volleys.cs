using System.Text.Json;
using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Torture;

/// <summary>Thirty requests in one write on one connection, for something that there is once.</summary>
internal static class Volleys
{
    public static readonly Scenario[] All = [new("A11", "thirty requests in one write have one effect", 1, 10, AtOnceAsync)];

    private const int Shots = 30;

    private const string Place = "mutation($key: UUID!, $tenders: [TenderInput!]!) { placeOrder(input: {operationId: $key, tenders: $tenders}) { order { id number total { amount } lines { id } } errors { __typename ... on Error { message } } } }";

    private const string Return = "mutation($order: ID!, $line: ID!, $key: UUID!) { returnItems(input: {orderId: $order, lines: [{orderLineId: $line, quantity: 1}], operationId: $key}) { refunded { amount } errors { __typename ... on Error { message } } } }";

    private static async Task<string> AtOnceAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        using var volley = new Volley(shop.Shop);
        for (var run = 0; run < arena.Runs; run++)
        {
            await OrdersAndReturnsAsync(shop, volley, violations);
            await CouponAsync(shop, volley, violations);
            await GiftCardAsync(shop, volley, violations);
            await PointsAsync(shop, volley, violations);
        }

        return "place order, return, coupon, gift card, points";
    }

    private static async Task OrdersAndReturnsAsync(BusyShop shop, Volley volley, List<string> violations)
    {
        var goods = await shop.GoodsAsync(Shots);
        using var till = await Races.WithCartAsync(shop, "POS", goods);
        var orders = await volley.FireAsync(Enumerable.Range(0, Shots).Select(_ => (till.Token, Place, PaidByCard())));
        Only(violations, orders, "CartNotOpen", "CartEmpty");
        var order = orders.First(answer => answer.Errors().Count == 0).GetProperty("order");
        Races.Expect(violations, Shots - 1, await shop.FreeAsync(goods));

        var (id, line) = (order.GetProperty("id").GetString(), order.GetProperty("lines")[0].GetProperty("id").GetString());
        var returns = await volley.FireAsync(Enumerable.Range(0, Shots).Select(_ => (till.Token, Return, (object)new { order = id, line, key = Guid.NewGuid() })));
        Only(violations, returns, "InvalidInput");
        Races.Expect(violations, Shots, await shop.FreeAsync(goods));
        using var provider = new Provider(shop.Shop);
        var payment = (await provider.PaymentsAsync(id!)).Single();
        Races.Expect(violations, 10_00, payment.GetProperty("latest_charge").GetProperty("amount_refunded").GetInt32());
    }

    private static async Task CouponAsync(BusyShop shop, Volley volley, List<string> violations)
    {
        var (code, goods) = ($"V{Guid.NewGuid():N}"[..12], await shop.GoodsAsync(Shots));
        await shop.SendAsync(new SaveCoupon(code, 10, 1, null, null));
        var buyers = await BuyersAsync(shop, goods);
        foreach (var buyer in buyers)
            (await Limits.ApplyAsync(buyer, code)).Errors().ShouldBeEmpty();
        Only(violations, await volley.FireAsync(buyers.Select(buyer => (buyer.Token, Place, PaidByCard()))), "CodeRejected");
        Array.ForEach(buyers, buyer => buyer.Dispose());
    }

    private static async Task GiftCardAsync(BusyShop shop, Volley volley, List<string> violations)
    {
        var (code, goods) = ($"G{Guid.NewGuid():N}"[..16], await shop.GoodsAsync(Shots));
        await shop.SendAsync(new IssueGiftCard(code, new Money(10_00, BusyShop.Pounds)));
        var buyers = await BuyersAsync(shop, goods);
        var answers = await volley.FireAsync(buyers.Select(buyer => (buyer.Token, Place, (object)new { key = Guid.NewGuid(), tenders = new[] { new { giftCard = new { code } } } })));
        Only(violations, answers, "InvalidInput", "TenderMismatch", "CodeRejected");
        Races.Expect(violations, 0, (int)(await shop.AskAsync(new FindGiftCard(code)))!.Balance.MinorUnits);
        Array.ForEach(buyers, buyer => buyer.Dispose());
    }

    private static async Task PointsAsync(BusyShop shop, Volley volley, List<string> violations)
    {
        var (member, goods) = (await Limits.MemberAsync(shop, 500), await shop.GoodsAsync(Shots));
        using var till = await shop.ClientAsync("POS");
        var carts = await Limits.CartsOfAsync(shop, till, member, goods, Shots);
        Only(violations, await volley.FireAsync(carts.Select(cart => (till.Token, Limits.PlaceCart, Limits.Redeeming(cart, 500, "5.00", Guid.NewGuid())))), "InvalidInput");
        Races.Expect(violations, 5, (int)(await shop.AskAsync(new FindLoyaltyAccount(member)))!.Balance);
    }

    private static Task<Client[]> BuyersAsync(BusyShop shop, string goods) => Task.WhenAll(Enumerable.Range(0, Shots).Select(_ => Races.WithCartAsync(shop, "WEB", goods)));

    private static object PaidByCard() => new { key = Guid.NewGuid(), tenders = new[] { new { card = new { paymentMethod = "pm_card_visa" } } } };

    private static void Only(List<string> violations, JsonElement[] answers, params string[] refusals)
    {
        Races.Expect(violations, 1, answers.Count(answer => answer.Errors().Count == 0), $"effects of a volley that is refused with {refusals[0]}");
        violations.AddRange(answers.Where(answer => answer.Errors().Any(error => !refusals.Contains(error))).Select(answer => $"a shot was answered {answer}").Take(3));
    }
}
