using Microsoft.EntityFrameworkCore;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Stripe;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>What the payment provider says days later, or never.</summary>
public sealed class LateWordTests(OrderShop shop) : IClassFixture<OrderShop>
{
    private const string AsksTheShopper = "pm_card_authenticationRequired";

    /// <summary>B8: a payment succeeds three days after its order was given up, in each of the ways in which that can be.</summary>
    [Fact]
    public async Task F4_A_payment_that_succeeds_three_days_after_its_order_ended_is_given_back_once()
    {
        foreach (var seed in Seeds.Of(8))
        {
            var (begun, isTaken) = (seed % 2 == 0, seed % 4 < 2);
            var id = await GivenUpAsync(begun);
            shop.Clock.Advance(TimeSpan.FromHours(72));
            await SucceedsAsync(id, begun, isTaken);
            shop.Network.Down = false;

            var events = await shop.EventsOf(id);
            var told = Enumerable.Repeat(events, 3).SelectMany(once => once).ToArray();
            new Random(seed).Shuffle(told);
            await Task.WhenAll(told.Select(happened => shop.Tell(happened, andWork: false)));
            await Task.WhenAll(shop.WorkInboxOff(), shop.WorkInboxOff());
            await shop.SettlePayments();
            await Task.WhenAll(shop.SettlePayments(), shop.SettlePayments());

            var taken = isTaken ? 1000 : 0;
            (await shop.AtTheProvider(id)).ShouldBe((0, taken, taken), $"seed {seed}");
            (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Failed);
            (await shop.InDatabase(db => db.Set<Order>().SingleAsync(order => order.Id == id))).Status.ShouldBe(OrderStatus.Failed);
        }

        (await shop.WrongInTheBooks()).ShouldBeEmpty();
    }

    /// <summary>B7: nothing that the provider says arrives, and its answers are lost now and then.</summary>
    [Fact]
    public async Task F8_With_every_word_of_the_provider_lost_all_payments_are_settled_by_asking()
    {
        var orders = new List<(OrderId Id, int Kind)>();
        foreach (var seed in Seeds.Of(15))
        {
            var (goods, shopper) = (await shop.Goods(), shop.Shopper());
            var cart = await shop.Cart(shopper, (goods, 1));
            (shop.Network.Down, shop.Network.AnswersToLose) = (seed % 5 == 1, seed % 5 == 2 ? 100 : 0);
            await shop.Place(shopper, null, seed % 5 == 3 ? Card(method: AsksTheShopper) with { ReturnUrl = "https://shop.example/back" } : Card());
            (shop.Network.Down, shop.Network.AnswersToLose) = (false, 0);
            var id = await shop.InDatabase(db => db.Set<Order>().Where(order => order.CartId == cart).Select(order => order.Id).SingleAsync());
            if (seed % 5 == 3)
                await ConfirmAsync((await shop.PaymentsAtTheProvider(id)).Single());
            orders.Add((id, seed % 5));
        }

        await shop.SomeMinutesLater();

        foreach (var (id, kind) in orders)
        {
            // Who was never asked for money is asked to order anew.
            var expected = kind == 1 ? OrderStatus.Failed : OrderStatus.Confirmed;
            (await shop.InDatabase(db => db.Set<Order>().SingleAsync(order => order.Id == id))).Status.ShouldBe(expected, $"kind {kind}");
            (await shop.AtTheProvider(id)).ShouldBe(kind == 1 ? (0, 0, 0) : (1000, 0, 0), $"kind {kind}");
        }

        (await shop.WrongInTheBooks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task F8_A_refund_that_fails_days_later_is_found_though_nobody_told()
    {
        var (goods, till) = (await shop.Goods(), shop.Till());
        await shop.Cart(till, (goods, 1));
        var id = (await shop.Place(till, null, Card(method: "pm_card_refundFail"))).Value;
        await shop.Send(new OpenRefunds(id, Pounds(400), Pounds(600), "return:fails"));
        await shop.Send(new SendRefunds(id));
        await shop.AtTheSandbox("clock", "advance_seconds=864000");
        shop.Clock.Advance(TimeSpan.FromDays(10));

        var drift = await shop.Send(new ReconcilePayments(shop.Clock.Now.AddDays(-3), shop.Clock.Now.AddDays(11)));

        drift.ShouldContain(line => line.Contains("failed", StringComparison.Ordinal));
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Paid);
        (await shop.WrongInTheBooks()).ShouldBeEmpty();
    }

    /// <summary>An order that was given up: its payment waits for the shopper and cannot be cancelled, or the shop has looked for it and found nothing.</summary>
    private async Task<OrderId> GivenUpAsync(bool begun)
    {
        var (goods, shopper) = (await shop.Goods(quantity: 1), shop.Shopper());
        var cart = await shop.Cart(shopper, (goods, 1));
        (shop.Network.Down, shop.Network.AnswersToLose) = (!begun, begun ? 1_000 : 0);
        await shop.Place(shopper, null, Card(method: AsksTheShopper) with { ReturnUrl = "https://shop.example/back" });
        (shop.Network.Down, shop.Network.AnswersToLose) = (begun, 0);
        shop.Clock.Advance(TimeSpan.FromMinutes(31));
        await shop.SomeMinutesLater();
        var order = await shop.InDatabase(db => db.Set<Order>().SingleAsync(candidate => candidate.CartId == cart));
        order.Status.ShouldBe(OrderStatus.Failed);
        (await shop.Level(goods, shop.Leeds))!.Available.ShouldBe(1);
        return order.Id;
    }

    private async Task SucceedsAsync(OrderId id, bool begun, bool isTaken)
    {
        if (!begun)
            await ArriveAsync(id);
        var payment = (await shop.PaymentsAtTheProvider(id)).ShouldHaveSingleItem();
        if (begun)
            await ConfirmAsync(payment);
        if (isTaken)
            await shop.Stripe.PaymentIntents.CaptureAsync(payment.Id, new(), new IdempotencyKey(Guid.NewGuid().ToString()));
    }

    // What the shop had asked for was on its way all the time.
    private Task<PaymentIntent> ArriveAsync(OrderId id) => shop.Stripe.PaymentIntents.CreateAsync(
        new()
        {
            Amount = 1000,
            Currency = "gbp",
            Confirm = true,
            CaptureMethod = CaptureMethod.Manual,
            PaymentMethod = "pm_card_visa",
            PaymentMethodTypes = ["card"],
            Metadata = new Dictionary<string, string?> { ["order_id"] = $"{id}", ["tender_key"] = $"order:{id}:tender:0" },
        },
        new IdempotencyKey(Guid.NewGuid().ToString()));

    private Task ConfirmAsync(PaymentIntent payment) => shop.AtTheSandbox($"intents/{payment.Id}/authenticate", "outcome=succeeded");
}
