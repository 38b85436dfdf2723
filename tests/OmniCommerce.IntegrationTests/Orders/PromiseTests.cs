using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Features;
using OmniCommerce.Platform.Outbox;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>What a card's bank has promised ends after a week: it is renewed where the shopper agreed, and told where not.</summary>
public sealed class PromiseTests(OrderShop shop) : IClassFixture<OrderShop>
{
    [Fact]
    public async Task A_promise_on_a_card_that_is_kept_is_renewed_and_taken_later()
    {
        var order = await Waits(await shop.Member());
        (await PromiseOf(order)).Until!.Value.ShouldBe(shop.Clock.Now.AddDays(7), TimeSpan.FromSeconds(2));
        await Later(days: 6);

        var promise = await PromiseOf(order);
        (promise.State, promise.Amount).ShouldBe((PromiseState.Stands, Pounds(1000)));
        promise.Until!.Value.ShouldBe(shop.Clock.Now.AddDays(7), TimeSpan.FromSeconds(2));
        (await StatusesOf(order)).ShouldBe(["canceled", "requires_capture"], ignoreOrder: true);
        foreach (var happened in await shop.EventsOf(order))
            await shop.Tell(happened);
        await Later(days: 3);
        await shop.Done(new FulfilOrder(shop.Till(), order, Guid.NewGuid()));

        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 0));
        (await shop.PaymentOf(order)).ShouldBe(PaymentStatus.Paid);
        (await Told(order)).ShouldBe((0, 0));
        await shop.TheBooksAreRight();
    }

    [Theory]
    [InlineData("OpenRenewal")]
    [InlineData("RecordRenewal")]
    [InlineData("RecordReplaced")]
    public async Task A_renewal_that_breaks_off_goes_on_and_promises_once(string step)
    {
        var order = await Waits(await shop.Member());
        shop.Breakdown.After(step);
        await Should.ThrowAsync<BreakdownException>(() => Later(days: 6));

        await Later(days: 0);
        await Later(days: 0);

        (await StatusesOf(order)).ShouldBe(["canceled", "requires_capture"], ignoreOrder: true);
        (await shop.AtTheProvider(order)).ShouldBe((1000, 0, 0));
        await CalledOff(order);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_renewal_whose_answer_is_lost_promises_once(int lost)
    {
        var order = await Waits(await shop.Member());
        shop.Network.AnswersToLose = lost;
        for (var time = 0; time < 4; time++)
            await Later(time == 0 ? 6 : 0);

        shop.Network.AnswersToLose.ShouldBe(0);
        (await StatusesOf(order)).ShouldBe(["canceled", "requires_capture"], ignoreOrder: true);
        (await PromiseOf(order)).State.ShouldBe(PromiseState.Stands);
        await CalledOff(order);
    }

    [Fact]
    public async Task What_is_taken_while_it_is_renewed_is_taken_once()
    {
        var order = await Waits(await shop.Member());
        shop.Breakdown.After("OpenRenewal");
        await Should.ThrowAsync<BreakdownException>(() => Later(days: 6));

        await shop.Done(new FulfilOrder(shop.Till(), order, Guid.NewGuid()));
        await Later(days: 0);
        await Later(days: 0);

        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 0));
        (await StatusesOf(order)).ShouldBe(["canceled", "succeeded"], ignoreOrder: true);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_called_off_while_it_is_renewed_is_let_go_whole()
    {
        var order = await Waits(await shop.Member());
        shop.Breakdown.After("OpenRenewal");
        await Should.ThrowAsync<BreakdownException>(() => Later(days: 6));

        await shop.Done(new CancelOrder(shop.Till(), order, null, Guid.NewGuid()));
        await Later(days: 0);
        await Later(days: 0);

        (await shop.AtTheProvider(order)).ShouldBe((0, 0, 0));
        (await StatusesOf(order)).ShouldBe(["canceled", "canceled"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_promise_on_a_card_that_is_not_kept_is_told_and_once_it_has_ended_nothing_leaves()
    {
        var order = await Waits(customer: null);
        await Later(days: 6);
        await Later(days: 0);
        (await PromiseOf(order)).State.ShouldBe(PromiseState.Ends);
        (await Told(order)).ShouldBe((1, 0));

        await Later(days: 2);
        await Later(days: 0);
        (await PromiseOf(order)).State.ShouldBe(PromiseState.Lapsed);
        (await Told(order)).ShouldBe((1, 1));
        (await shop.Send(new FulfilOrder(shop.Till(), order, Guid.NewGuid()))).Refusals.ShouldHaveSingleItem().ShouldBe(new PaymentLapsed(TenderKind.Card, Pounds(1000)));
        (await shop.Order(order)).Status.ShouldBe(OrderStatus.Confirmed);
        (await shop.Send(new HistoryOf([order])))[order].Select(change => change.What).ShouldContain("The bank's promise to pay 10.00 GBP has ended.");
        await shop.Done(new CancelOrder(shop.Till(), order, "It was not paid.", Guid.NewGuid()));

        (await shop.Order(order)).Status.ShouldBe(OrderStatus.Cancelled);
        await shop.SettlePayments();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_card_that_its_owner_has_removed_meanwhile_is_not_charged()
    {
        var member = await shop.Member();
        var order = await Waits(member);
        await shop.Stripe.PaymentMethods.DetachAsync((await shop.Send(new SavedCardsOf(member))).ShouldHaveSingleItem().PaymentMethod);

        await Later(days: 6);

        (await PromiseOf(order)).State.ShouldBe(PromiseState.Ends);
        (await StatusesOf(order)).ShouldBe(["requires_capture"]);
        (await Told(order)).ShouldBe((1, 0));
        await shop.Done(new FulfilOrder(shop.Till(), order, Guid.NewGuid()));
        await shop.TheBooksAreRight();
    }

    private async Task<OrderId> Waits(CustomerId? customer)
    {
        var shopper = shop.Shopper(customer);
        await shop.Cart(shopper, (await shop.Goods(), 1));
        return (await shop.Place(shopper, null, Card() with { SavesCard = customer is not null })).Value;
    }

    // What waits on would be renewed in the midst of the next test.
    private async Task CalledOff(OrderId order)
    {
        await shop.Done(new CancelOrder(shop.Till(), order, null, Guid.NewGuid()));
        await shop.SettlePayments();
        (await shop.AtTheProvider(order)).ShouldBe((0, 0, 0));
        await shop.TheBooksAreRight();
    }

    /// <summary>Days pass, here and at the bank, and the shop looks after its promises.</summary>
    private async Task Later(int days)
    {
        shop.Clock.Advance(TimeSpan.FromDays(days) + TimeSpan.FromMinutes(1));
        await shop.AtTheSandbox("clock", "advance_seconds=0");
        await using var scope = shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<KeepPromises>().RunAsync(TestContext.Current.CancellationToken);
    }

    private async Task<TenderPromise> PromiseOf(OrderId order) => (await shop.TendersOf(order)).ShouldHaveSingleItem().Promise.ShouldNotBeNull();

    private async Task<IEnumerable<string>> StatusesOf(OrderId order) => (await shop.PaymentsAtTheProvider(order)).Select(payment => payment.Status.Value);

    private Task<(int Ending, int Lapsed)> Told(OrderId order) => shop.InDatabase(async db =>
    {
        string[] streams = [$"order:{order}"];
        var ending = await db.CountRaisedAsync("order.payment_ending", streams, TestContext.Current.CancellationToken);
        var lapsed = await db.CountRaisedAsync("order.payment_lapsed", streams, TestContext.Current.CancellationToken);
        return (ending.GetValueOrDefault(streams[0]), lapsed.GetValueOrDefault(streams[0]));
    });
}
