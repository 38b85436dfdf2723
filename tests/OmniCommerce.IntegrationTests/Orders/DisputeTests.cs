using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Stripe;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>The bank of a shopper's card asks about a payment or takes it back, and the shop hears of it late, often, in any order or not at all.</summary>
public sealed class DisputeTests(OrderShop shop) : IClassFixture<OrderShop>
{
    private const string TakesBack = "pm_card_createDispute";
    private const string Asks = "pm_card_createDisputeInquiry";

    private static readonly DeliveryInput ToOxford = new(ShipTo: new AddressInput("Ada", "1 High Street", null, "Oxford", "OX1 1AA", null, "GB"));

    [Fact]
    public async Task What_the_bank_takes_back_is_shown_and_told_and_not_refunded()
    {
        var order = await Sold(TakesBack);
        var dispute = await Disputed(order);

        await Tell(order);

        (await TenderOf(order)).ShouldSatisfyAllConditions(
            tender => tender.Dispute.ShouldBe(DisputeState.NeedsResponse),
            tender => tender.ChargedBack.ShouldBe(Pounds(1000)),
            tender => tender.Captured.ShouldBe(Pounds(1000)),
            tender => tender.Status.ShouldBe(PaymentStatus.Paid));
        (await HistoryOf(order)).ShouldContain("The shopper's bank has taken 10.00 GBP back (fraudulent).");
        (await shop.Send(Return(order))).Refusals.ShouldHaveSingleItem().ShouldBe(new PaymentIsDisputed(TenderKind.Card, Pounds(1000)));
        (await shop.Order(order.Id)).Lines[0].ReturnedQuantity.ShouldBe(0);
        (await InTheList(dispute)).EvidenceDueBy.ShouldNotBeNull().ShouldBeGreaterThan(shop.Clock.Now);
        (await Told(order)).ShouldBe((1, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Whatever_comes_in_whatever_order_however_often_is_one_dispute_told_once()
    {
        var orders = new List<PlacedOrder>();
        for (var i = 0; i < 4; i++)
            orders.Add(await Sold(TakesBack));
        foreach (var order in orders)
            await Answer(await Disputed(order), "losing_evidence");

        for (var i = 0; i < orders.Count; i++)
        {
            var events = await EventsOfDisputes(orders[i]);
            events.Count.ShouldBe(4);
            StripeEvent[] turned = [.. events.Skip(i), .. events.Take(i)];
            foreach (var (happened, number) in turned.Concat(turned.Reverse()).Concat(turned).Select((happened, number) => (happened, number)))
                await shop.Tell(happened with { Id = $"{happened.Id}_{number}" });

            (await TenderOf(orders[i])).ShouldSatisfyAllConditions(
                tender => tender.Dispute.ShouldBe(DisputeState.Lost),
                tender => tender.ChargedBack.ShouldBe(Pounds(1000)));
            (await Told(orders[i])).ShouldBe((1, 1));
        }

        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Each_step_is_followed_as_it_comes_and_a_won_dispute_can_be_refunded()
    {
        var order = await Sold(TakesBack);
        var dispute = await Disputed(order);
        await Tell(order);
        await shop.AskTheProvider($"disputes/{dispute.Id}", "evidence[uncategorized_text]=winning_evidence");
        await Tell(order);
        (await TenderOf(order)).Dispute.ShouldBe(DisputeState.UnderReview);
        await shop.AtTheSandbox("clock", "advance_seconds=10");
        await Tell(order);

        (await TenderOf(order)).ShouldSatisfyAllConditions(
            tender => tender.Dispute.ShouldBe(DisputeState.Won),
            tender => tender.ChargedBack.ShouldBe(Pounds(0)));
        (await InTheList(dispute)).IsOpen.ShouldBeFalse();
        (await shop.Done(Return(order))).Refunded.ShouldBe(Pounds(1000));
        await shop.SettlePayments();
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 1000, 1000));
        (await Told(order)).ShouldBe((1, 1));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_question_takes_nothing_and_is_told_again_when_it_becomes_a_claim()
    {
        var order = await Sold(Asks, quantity: 2);
        var dispute = await Disputed(order);
        await Tell(order);
        (await TenderOf(order)).ShouldSatisfyAllConditions(
            tender => tender.Dispute.ShouldBe(DisputeState.InquiryNeedsResponse),
            tender => tender.ChargedBack.ShouldBe(Pounds(0)));
        (await shop.Done(Return(order))).Refunded.ShouldBe(Pounds(1000));
        await shop.SettlePayments();

        await Answer(dispute, "escalate_inquiry_evidence");
        await Tell(order);

        (await TenderOf(order)).Dispute.ShouldBe(DisputeState.NeedsResponse);
        (await shop.Send(Return(order))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentIsDisputed>();
        (await Told(order)).ShouldBe((2, 0));
        (await Reconcile()).ShouldContain(line =>
            line.Contains($"{order.Id}", StringComparison.Ordinal) && line.Contains("1000 given back and 2000 taken back by the shopper's bank", StringComparison.Ordinal));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_nobody_told_the_reconciler_finds()
    {
        var order = await Sold(TakesBack);
        await Disputed(order);

        await Reconcile();
        (await TenderOf(order)).Dispute.ShouldBe(DisputeState.NeedsResponse);
        await shop.AskTheProvider($"disputes/{(await DisputeOf(order)).Id}/close", "");
        await Reconcile();
        await Reconcile();

        (await TenderOf(order)).Dispute.ShouldBe(DisputeState.Lost);
        (await Told(order)).ShouldBe((1, 1));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_refund_that_the_bank_was_faster_than_counts_as_taken_again()
    {
        var order = await Sold(TakesBack);
        await shop.Send(new OpenRefunds(order.Id, Pounds(400), Pounds(600), "return:late"));
        await Disputed(order);

        await shop.SettlePayments();
        await Tell(order);

        (await TenderOf(order)).ShouldSatisfyAllConditions(
            tender => tender.Refunded.ShouldBe(Pounds(0)),
            tender => tender.ChargedBack.ShouldBe(Pounds(1000)));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Goods_can_leave_all_the_same_and_what_was_never_taken_can_be_called_off()
    {
        var shopper = shop.Shopper();
        await shop.Cart(shopper, (await shop.Goods(quantity: 2, york: 2), 4));
        await shop.Done(new ChooseDelivery(shopper, null, ToOxford, null));
        var order = await shop.Order((await shop.Place(shopper, null, Card(method: TakesBack))).Value);
        await Ship(order, shop.York);
        await Disputed(order);
        await Tell(order);
        (await TenderOf(order)).ChargedBack.ShouldBe(Pounds(2197));

        await shop.Done(new CancelOrderLines(shop.Till(), order.Id, [new CancelLine(order.Lines[0].Id, 1)], null, null, Guid.NewGuid()));
        await Ship(order, shop.Leeds);

        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 3395, 0));
        (await shop.Order(order.Id)).Status.ShouldBe(OrderStatus.Fulfilled);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_the_bank_has_pays_for_no_other_goods()
    {
        var order = await Sold(TakesBack);
        await Disputed(order);
        await Tell(order);
        var till = shop.Till();
        await shop.Cart(till, (await shop.Goods(), 1));

        var exchanged = await shop.Send(new ExchangeItems(till, order.Id, [new ReturnLine(order.Lines[0].Id, 1, ReturnCondition.Resellable, null)], null, null, [], Guid.NewGuid()));

        exchanged.Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentIsDisputed>();
        await shop.TheBooksAreRight();
    }

    private async Task<PlacedOrder> Sold(string method, int quantity = 1) =>
        await shop.Ordered(shop.Till(), [Card(method: method)], (await shop.Goods(), quantity));

    private ReturnItems Return(PlacedOrder order) => new(shop.Till(), order.Id, [new ReturnLine(order.Lines[0].Id, 1, ReturnCondition.Resellable, null)], null, Guid.NewGuid());

    private async Task Ship(PlacedOrder order, LocationId from)
    {
        var fulfilment = (await shop.FulfilmentsOf(order.Id)).Single(of => of.LocationId == from).Id;
        await using var scope = shop.Services.CreateAsyncScope();
        var shipped = await scope.ServiceProvider.GetRequiredService<FulfilmentDesk>()
            .DoAsync(new ShipFulfilment(shop.Till(from), fulfilment, null, null, null), TestContext.Current.CancellationToken);
        shipped.IsRefused.ShouldBeFalse();
    }

    private async Task<Dispute> Disputed(PlacedOrder order)
    {
        await shop.AtTheSandbox("clock", "advance_seconds=10");
        return await DisputeOf(order);
    }

    private async Task<Dispute> DisputeOf(PlacedOrder order)
    {
        var payment = (await shop.PaymentsAtTheProvider(order.Id)).ShouldHaveSingleItem().Id;
        return await shop.Stripe.Disputes.ListAsync(new ListDisputes { PaymentIntent = payment }).SingleAsync();
    }

    private async Task Answer(Dispute dispute, string evidence)
    {
        await shop.AskTheProvider($"disputes/{dispute.Id}", $"evidence[uncategorized_text]={evidence}");
        await shop.AtTheSandbox("clock", "advance_seconds=10");
    }

    private async Task<List<StripeEvent>> EventsOfDisputes(PlacedOrder order) => [.. (await shop.EventsOf(order.Id)).Where(happened => happened.Data.ObjectType == "dispute")];

    private async Task Tell(PlacedOrder order)
    {
        foreach (var happened in await EventsOfDisputes(order))
            await shop.Tell(happened with { Id = $"{happened.Id}_{Guid.NewGuid():N}" });
    }

    // The sandbox's clock may be ahead of the shop's.
    private Task<IReadOnlyList<string>> Reconcile() => shop.Send(new ReconcilePayments(shop.Clock.Now.AddDays(-1), shop.Clock.Now.AddDays(1)));

    private async Task<Tender> TenderOf(PlacedOrder order) => (await shop.TendersOf(order.Id)).ShouldHaveSingleItem();

    private async Task<IEnumerable<string>> HistoryOf(PlacedOrder order) =>
        (await shop.Send(new HistoryOf([order.Id])))[order.Id].Select(change => change.What);

    private async Task<PaymentDispute> InTheList(Dispute dispute)
    {
        var disputes = shop.Services.GetRequiredService<IDisputes>();
        var page = await disputes.PageAsync(null, PageRequest.Of(100, null), TestContext.Current.CancellationToken);
        return page.Edges.Select(edge => edge.Node).Single(one => one.Reference == dispute.Id);
    }

    private async Task<(int Disputed, int Closed)> Told(PlacedOrder order)
    {
        string[] streams = [$"order:{order.Id}"];
        return await shop.InDatabase(async db =>
        {
            var disputed = await db.CountRaisedAsync("order.disputed", streams, TestContext.Current.CancellationToken);
            var closed = await db.CountRaisedAsync("order.dispute_closed", streams, TestContext.Current.CancellationToken);
            return (disputed.GetValueOrDefault(streams[0]), closed.GetValueOrDefault(streams[0]));
        });
    }
}
