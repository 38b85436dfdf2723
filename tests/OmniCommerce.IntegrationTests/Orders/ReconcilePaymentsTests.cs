using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Stripe;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>Drift between the books and the provider's is planted, and found or put right.</summary>
public sealed class ReconcilePaymentsTests : IClassFixture<OrderShop>
{
    private readonly OrderShop shop;

    public ReconcilePaymentsTests(OrderShop shop)
    {
        this.shop = shop;
        shop.AreTheBooksSpoilt = true;
    }

    [Fact]
    public async Task Books_that_agree_give_no_alarm()
    {
        var placed = await Placed();
        var refunded = await Sold();
        await shop.Send(new OpenRefunds(refunded, Pounds(300), Pounds(700), "return:1"));
        await shop.Send(new SendRefunds(refunded));
        await Dropped();

        (await Reconcile()).ShouldNotContain(line => line.Contains($"{placed}", StringComparison.Ordinal) || line.Contains($"{refunded}", StringComparison.Ordinal));

        (await shop.PaymentOf(placed), await shop.PaymentOf(refunded)).ShouldBe((PaymentStatus.Authorized, PaymentStatus.PartiallyRefunded));
    }

    [Fact]
    public async Task What_was_taken_at_the_provider_is_taken_in_the_books()
    {
        var order = await Placed();
        await shop.Stripe.PaymentIntents.CaptureAsync(await PaymentOf(order), new(), Fresh());

        (await Reconcile()).ShouldNotContain(line => line.Contains($"{order}", StringComparison.Ordinal));

        (await shop.PaymentOf(order)).ShouldBe(PaymentStatus.Paid);
    }

    [Fact]
    public async Task A_part_taken_at_the_provider_is_for_people()
    {
        var order = await Placed();
        await shop.Stripe.PaymentIntents.CaptureAsync(await PaymentOf(order), new() { AmountToCapture = 600 }, Fresh());

        (await Reconcile()).ShouldContain($"Payment {await PaymentOf(order)} of order {order} has 600 taken at the provider, and in the books 0 and 1000 promised.");
    }

    [Fact]
    public async Task A_promise_let_go_at_the_provider_is_for_people()
    {
        var order = await Placed();
        await shop.Stripe.PaymentIntents.CancelAsync(await PaymentOf(order), new(), Fresh());

        (await Reconcile()).ShouldContain($"Payment {await PaymentOf(order)} of order {order} is promised in the books and let go at the provider.");
    }

    [Fact]
    public async Task A_refund_made_at_the_provider_is_for_people()
    {
        var order = await Sold();
        var payment = await PaymentOf(order);
        var refund = await shop.Stripe.Refunds.CreateAsync(new() { PaymentIntent = payment, Amount = 250 }, Fresh());

        var drift = await Reconcile();

        drift.ShouldContain($"Refund {refund.Id} of payment {payment} is not in the books.");
        drift.ShouldContain($"Payment {payment} of order {order} has 250 given back at the provider and 0 in the books.");
    }

    [Fact]
    public async Task A_payment_that_nobody_knows_is_for_people()
    {
        var order = shop.NewOrder();
        var orphan = await shop.Stripe.PaymentIntents.CreateAsync(
            new()
            {
                Amount = 700,
                Currency = "gbp",
                Confirm = true,
                CaptureMethod = CaptureMethod.Manual,
                PaymentMethod = "pm_card_visa",
                PaymentMethodTypes = ["card"],
                Metadata = new Dictionary<string, string?> { ["order_id"] = $"{order}", ["tender_key"] = $"order:{order}:tender:0" },
            },
            Fresh());

        (await Reconcile()).ShouldContain($"Payment {orphan.Id} of order {order} is requires_capture at the provider and not in the books.");
    }

    [Fact]
    public async Task A_payment_that_the_provider_does_not_know_is_for_people()
    {
        var order = await Placed();
        await shop.InDatabase(db => db.Set<OrderTender>().Where(tender => tender.OrderId == order)
            .ExecuteUpdateAsync(set => set.SetProperty(tender => tender.Key, "order:elsewhere:tender:0").SetProperty(tender => tender.IntentId, "pi_elsewhere")));

        (await Reconcile()).ShouldContain($"Payment pi_elsewhere of order {order} is in the books and not at the provider.");
    }

    [Fact]
    public async Task A_promise_for_an_order_that_was_given_up_is_let_go()
    {
        var order = await Placed();
        await shop.InDatabase(db => db.Set<OrderTender>().Where(tender => tender.OrderId == order)
            .ExecuteUpdateAsync(set => set.SetProperty(tender => tender.State, TenderState.Voided).SetProperty(tender => tender.Authorized, 0)));

        await Reconcile();
        await shop.SettlePayments();

        (await shop.AtTheProvider(order)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Money_taken_for_an_order_that_was_given_up_is_given_back()
    {
        var order = await Placed();
        await shop.Stripe.PaymentIntents.CaptureAsync(await PaymentOf(order), new(), Fresh());
        await shop.InDatabase(db => db.Set<OrderTender>().Where(tender => tender.OrderId == order)
            .ExecuteUpdateAsync(set => set.SetProperty(tender => tender.State, TenderState.Voided).SetProperty(tender => tender.Authorized, 0)));

        await Reconcile();
        await shop.SettlePayments();
        await shop.SettlePayments();

        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 1000));
    }

    private Task<IReadOnlyList<string>> Reconcile() => shop.Send(new ReconcilePayments(shop.Clock.Now.AddDays(-1), shop.Clock.Now.AddMinutes(1)));

    private async Task<OrderId> Placed()
    {
        var (goods, shopper) = (await shop.Goods(), shop.Shopper());
        await shop.Cart(shopper, (goods, 1));
        return (await shop.Place(shopper, null, Card())).Value;
    }

    private async Task<OrderId> Sold()
    {
        var (goods, till) = (await shop.Goods(), shop.Till());
        await shop.Cart(till, (goods, 1));
        return (await shop.Place(till, null, Card())).Value;
    }

    private async Task Dropped()
    {
        var (goods, shopper) = (await shop.Goods(), shop.Shopper());
        await shop.Cart(shopper, (goods, 1));
        (await shop.Place(shopper, null, Card(500), Card(method: "pm_card_chargeDeclined"))).IsRefused.ShouldBeTrue();
    }

    private async Task<string> PaymentOf(OrderId order) => (await shop.PaymentsAtTheProvider(order)).ShouldHaveSingleItem().Id;

    private static IdempotencyKey Fresh() => new(Guid.NewGuid().ToString());
}
