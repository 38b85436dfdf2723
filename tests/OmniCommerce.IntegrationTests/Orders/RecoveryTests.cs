using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Persistence;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

public sealed class RecoveryTests(OrderShop shop) : IClassFixture<OrderShop>
{
    [Theory]
    [InlineData("StartOrder", OrderStatus.Failed)]
    [InlineData("AuthorizeTenders", OrderStatus.Fulfilled)]
    [InlineData("RecordAuthorization", OrderStatus.Failed)] // Of two cards the first is promised, the second was never asked for.
    [InlineData("CommitHold", OrderStatus.Fulfilled)] // Within the transaction: nothing of it is done.
    [InlineData("SellAllocatedStock", OrderStatus.Fulfilled)]
    [InlineData("ConfirmOrder", OrderStatus.Fulfilled)]
    [InlineData("RecordCapture", OrderStatus.Fulfilled)]
    [InlineData("CaptureTenders", OrderStatus.Fulfilled)]
    public async Task What_a_crash_leaves_is_finished_by_the_job(string step, OrderStatus expected)
    {
        var (goods, till) = (await shop.Goods(quantity: 5), shop.Till());
        var cart = await shop.Cart(till, (goods, 2));
        var request = new PlaceOrder(till, null, null, [Card(800), Card(method: "pm_card_mastercard")], Guid.NewGuid());
        shop.Breakdown.After(step);
        await Should.ThrowAsync<BreakdownException>(() => shop.Send(request));

        await shop.SomeMinutesLater();

        var order = await shop.InDatabase(db => db.Set<Order>().SingleAsync(candidate => candidate.CartId == cart));
        order.Status.ShouldBe(expected);
        var level = await shop.Level(goods, shop.Leeds);
        (level!.OnHand, level.Held, level.Allocated).ShouldBe((expected == OrderStatus.Fulfilled ? 3 : 5, 0, 0));
        (await shop.AtTheProvider(order.Id)).ShouldBe(expected == OrderStatus.Fulfilled ? (0, 2000, 0) : (0, 0, 0));
        var repeated = await shop.Send(request);
        if (expected == OrderStatus.Fulfilled)
            repeated.Value.ShouldBe(order.Id);
        else
            repeated.Refusals.ShouldHaveSingleItem().ShouldBe(new PaymentDeclined(PaymentDeclined.NotCompleted));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_a_node_had_begun_is_ended_by_another_as_soon_as_it_is_dead_and_not_before()
    {
        var (goods, till) = (await shop.Goods(quantity: 5), shop.Till());
        var cart = await shop.Cart(till, (goods, 2));
        shop.Breakdown.After("AuthorizeTenders");
        await Should.ThrowAsync<BreakdownException>(() => shop.Place(till, null, Card()));
        var dead = shop.Services.GetRequiredService<ThisNode>().Id;
        var other = new RecoverOrders(
            shop.Services.GetRequiredService<IDbContextFactory<CommerceDbContext>>(), shop.Services.GetRequiredService<Checkouts>(),
            new ThisNode(IsAlone: false, shop.Clock.Now), shop.Clock, NullLogger<RecoverOrders>.Instance);

        await shop.InDatabase(db =>
        {
            db.Add(new LivingNode { Id = dead, StartedAt = shop.Clock.Now });
            return db.SaveChangesAsync();
        });
        await other.RunAsync(TestContext.Current.CancellationToken);
        (await StatusAsync()).ShouldBe(OrderStatus.Pending);

        await shop.InDatabase(db => db.Set<LivingNode>().Where(node => node.Id == dead).ExecuteDeleteAsync());
        await other.RunAsync(TestContext.Current.CancellationToken);
        (await StatusAsync()).ShouldBe(OrderStatus.Fulfilled);
        await shop.TheBooksAreRight();

        Task<OrderStatus> StatusAsync() => shop.InDatabase(db => db.Set<Order>().Where(order => order.CartId == cart).Select(order => order.Status).SingleAsync());
    }

    [Theory]
    [InlineData("RecordAuthorization")]
    [InlineData("FailOrder")]
    [InlineData("RecordVoid")]
    [InlineData("VoidTenders")]
    public async Task What_a_crash_leaves_of_a_declined_order_is_let_go(string step)
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        var cart = await shop.Cart(shopper, (goods, 2));
        shop.Breakdown.After(step);
        await Should.ThrowAsync<BreakdownException>(() => shop.Place(shopper, null, Card(800), Card(method: "pm_card_chargeDeclined")));

        await shop.SomeMinutesLater();

        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Open);
        (await shop.Level(goods, shop.Leeds))!.Available.ShouldBe(5);
        await shop.TheBooksAreRight();
    }

    [Theory]
    [InlineData("StartOrder")]
    [InlineData("RecordAuthorization")]
    [InlineData("ConfirmOrder")]
    public async Task After_a_crash_the_shopper_may_also_just_try_again(string step)
    {
        var (goods, till) = (await shop.Goods(quantity: 5), shop.Till());
        await shop.Cart(till, (goods, 2));
        var request = new PlaceOrder(till, null, null, [Card()], Guid.NewGuid());
        shop.Breakdown.After(step);
        await Should.ThrowAsync<BreakdownException>(() => shop.Send(request));

        var id = (await shop.Send(request)).Value;
        await shop.SomeMinutesLater();

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 2000, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_read_and_the_shopper_notices_nothing()
    {
        var (goods, till) = (await shop.Goods(), shop.Till());
        await shop.Cart(till, (goods, 1));
        shop.Network.AnswersToLose = 2;

        var id = (await shop.Place(till, null, Card())).Value;

        (await shop.AtTheProvider(id)).ShouldBe((0, 1000, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task While_the_provider_is_silent_nothing_is_assumed_and_then_the_truth_is_read()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        var cart = await shop.Cart(shopper, (goods, 1));
        var request = new PlaceOrder(shopper, null, null, [Card()], Guid.NewGuid());
        shop.Network.AnswersToLose = 10; // The first of them promises the money.
        (await shop.Send(request)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentUnresolved>();
        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Held);
        (await shop.Place(shopper, cart, Card())).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CartNotOpen>();
        shop.Network.AnswersToLose = 0;

        await shop.SomeMinutesLater();

        var id = (await shop.Send(request)).Value;
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Confirmed);
        (await shop.AtTheProvider(id)).ShouldBe((1000, 0, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_the_provider_never_heard_of_is_given_up()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        var cart = await shop.Cart(shopper, (goods, 1));
        shop.Network.Down = true;
        (await shop.Place(shopper, null, Card())).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentUnresolved>();
        await shop.SomeMinutesLater();
        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Held);
        shop.Network.Down = false;

        await shop.SomeMinutesLater();

        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Open);
        (await shop.Level(goods, shop.Leeds))!.Available.ShouldBe(5);
        await shop.TheBooksAreRight();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // The provider has promised it, and its answers are lost.
    public async Task An_order_whose_payment_never_comes_ends_at_the_deadline_and_lets_everything_go(bool promised)
    {
        var (goods, member) = (await shop.Goods(quantity: 5), await shop.Member(points: 500));
        var shopper = shop.Shopper(member);
        await shop.Done(new IssueGiftCard($"DEADLINE-{promised}", Pounds(300)));
        var cart = await shop.Cart(shopper, (goods, 1));
        var request = new PlaceOrder(
            shopper, null, null, [new TenderOffer { Kind = TenderKind.Points, Points = 100 }, GiftCard($"DEADLINE-{promised}", 200), Card()], Guid.NewGuid());
        (shop.Network.Down, shop.Network.AnswersToLose) = (!promised, promised ? 1_000 : 0);
        (await shop.Send(request)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentUnresolved>();
        shop.Clock.Advance(TimeSpan.FromMinutes(20));
        await shop.SomeMinutesLater();
        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Held); // Not yet.

        shop.Clock.Advance(TimeSpan.FromMinutes(7));
        await shop.SomeMinutesLater();

        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Open);
        (await shop.Level(goods, shop.Leeds))!.Available.ShouldBe(5);
        (await shop.Points(member)).Held.ShouldBe(0);
        (await shop.Send(new FindGiftCard($"DEADLINE-{promised}")))!.Balance.ShouldBe(Pounds(300));
        (await shop.Send(request)).Refusals.ShouldHaveSingleItem().ShouldBe(new PaymentDeclined(PaymentDeclined.NotInTime));
        var order = await shop.InDatabase(db => db.Set<Order>().SingleAsync(candidate => candidate.CartId == cart));
        (await shop.InDatabase(db => db.Set<OutboxEvent>().CountAsync(told => told.Stream == $"order:{order.Id}" && told.Type == "order.expired"))).ShouldBe(1);
        (shop.Network.Down, shop.Network.AnswersToLose) = (false, 0);
        await shop.SomeMinutesLater();
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 0, 0));
        (await shop.Place(shopper, cart, Card())).IsRefused.ShouldBeFalse();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_payment_that_outlasts_the_hold_takes_the_goods_again()
    {
        var (goods, member) = (await shop.Goods(quantity: 1), await shop.Member(points: 500));
        var shopper = shop.Shopper(member);
        var request = await PaidAndOverdue(shopper, goods, new TenderOffer { Kind = TenderKind.Points, Points = 100 });

        var id = (await shop.Send(request)).Value;

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Confirmed);
        (await shop.Level(goods, shop.Leeds))!.Allocated.ShouldBe(1);
        (await shop.Points(member)).Held.ShouldBe(0);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_payment_that_outlasts_the_hold_is_let_go_when_the_goods_are_gone()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 1), shop.Shopper());
        var request = await PaidAndOverdue(shopper, goods);
        var rival = shop.Till();
        await shop.Cart(rival, (goods, 1));
        await shop.Done(new PlaceOrder(rival, null, null, [Cash(1000)], Guid.NewGuid()));

        (await shop.Send(request)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<OutOfStock>();

        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_payment_that_outlasts_the_hold_is_let_go_when_the_cart_was_changed_meanwhile()
    {
        var (goods, more, shopper) = (await shop.Goods(quantity: 5), await shop.Goods(quantity: 5), shop.Shopper());
        var request = await PaidAndOverdue(shopper, goods);
        await shop.Cart(shopper, (more, 1));

        (await shop.Send(request)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["cartId"]);

        var order = await shop.InDatabase(db => db.Set<Order>().SingleAsync(candidate => candidate.SessionId == shopper.SessionId));
        order.Status.ShouldBe(OrderStatus.Failed);
        await shop.SomeMinutesLater();
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 0, 0));
        await shop.TheBooksAreRight();
    }

    /// <summary>An order whose payment was promised just before the program died, and whose hold somebody has ended since.</summary>
    private async Task<PlaceOrder> PaidAndOverdue(OmniCommerce.Sessions.Contracts.Caller shopper, VariantId goods, params TenderOffer[] also)
    {
        await shop.Cart(shopper, (goods, 1));
        var request = new PlaceOrder(shopper, null, null, [.. also, Card()], Guid.NewGuid());
        shop.Breakdown.After("AuthorizeTenders");
        await Should.ThrowAsync<BreakdownException>(() => shop.Send(request));
        var hold = await shop.InDatabase(db => db.Set<Order>().Where(order => order.SessionId == shopper.SessionId).Select(order => order.HoldId).SingleAsync());
        await shop.Done(new ReleaseHold(hold));
        return request;
    }
}
