using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Sessions.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

public sealed class ExchangeTests(OrderShop shop) : IClassFixture<OrderShop>
{
    [Fact]
    public async Task Goods_of_the_same_worth_are_exchanged_without_a_penny_moving()
    {
        var (small, large, till) = (await shop.Goods(quantity: 5), await shop.Goods(quantity: 5), shop.Till());
        var order = await shop.Ordered(till, [Card()], (small, 2));
        var other = shop.Till(shop.Leeds);
        await shop.Cart(other, (large, 1));
        var calls = shop.Network.Calls;

        var exchanged = await shop.Done(Exchange(other, order, 1));

        exchanged.ShouldBe(new ExchangedItems(exchanged.OrderId, order.Id, Pounds(1000), Pounds(0)));
        shop.Network.Calls.ShouldBe(calls);
        (await shop.Order(exchanged.OrderId)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.PaymentOf(exchanged.OrderId)).ShouldBe(PaymentStatus.Paid);
        (await shop.Order(order.Id)).Lines[0].Quantities.ShouldBe(new OrderLineQuantities(2, 0, 1, 0, 1));
        (await shop.OnHand(small, shop.Leeds), await shop.OnHand(large, shop.Leeds)).ShouldBe((4, 4));
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 2000, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_costs_more_is_paid_and_what_costs_less_goes_back()
    {
        var (tea, cup, pot) = (await shop.Goods(price: 1000), await shop.Goods(price: 400), await shop.Goods(price: 2500));
        var order = await shop.Ordered(shop.Till(), [Card()], (tea, 2));

        var up = shop.Till();
        await shop.Cart(up, (pot, 1));
        var dearer = await shop.Done(Exchange(up, order, 1, Card()));
        (await shop.AtTheProvider(dearer.OrderId)).ShouldBe((0, 1500, 0));
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 2000, 0));

        var down = shop.Till();
        await shop.Cart(down, (cup, 1));
        var cheaper = await shop.Done(Exchange(down, order, 1));
        cheaper.Refunded.ShouldBe(Pounds(600));
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 2000, 600));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Ten_repeats_at_once_are_one_exchange_and_two_for_the_same_goods_are_not_two()
    {
        var (goods, till) = (await shop.Goods(quantity: 50), shop.Till());
        var order = await shop.Ordered(till, [Card()], (goods, 1));
        await shop.Cart(till, (goods, 1));
        var request = Exchange(till, order, 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.Send(request)));
        var exchanged = answers.Select(answer => answer.Value).Distinct().ShouldHaveSingleItem();

        var next = await shop.Order(exchanged.OrderId);
        var rivals = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var rival = shop.Till();
            await shop.Cart(rival, (goods, 1));
            return await shop.Send(Exchange(rival, next, 1));
        }));
        rivals.Count(answer => !answer.IsRefused).ShouldBe(1);
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(49);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task When_the_difference_is_not_paid_nothing_has_come_back()
    {
        var (tea, pot, till) = (await shop.Goods(quantity: 5), await shop.Goods(quantity: 5, price: 2500), shop.Till());
        var order = await shop.Ordered(till, [Card()], (tea, 1));
        var cart = await shop.Cart(till, (pot, 1));

        (await shop.Send(Exchange(till, order, 1, Card(method: "pm_card_chargeDeclined")))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentDeclined>();
        (await shop.Send(Exchange(till, order, 1))).Refusals.ShouldHaveSingleItem().ShouldBe(new TenderMismatch(Pounds(2500), Pounds(1000)));

        (await shop.Order(order.Id)).Lines[0].Quantities.Returned.ShouldBe(0);
        (await shop.OnHand(tea, shop.Leeds), await shop.OnHand(pot, shop.Leeds)).ShouldBe((4, 5));
        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Open);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_was_exchanged_and_comes_back_goes_to_what_the_first_order_was_paid_with()
    {
        var (goods, member) = (await shop.Goods(price: 1000), await shop.Member(points: 1000));
        var till = shop.Till() with { CustomerId = member };
        await shop.Done(new IssueGiftCard("EXCHANGE-GIFT", Pounds(1000)));
        var first = await shop.Ordered(
            till, [new TenderOffer { Kind = TenderKind.Points, Points = 1000 }, GiftCard("EXCHANGE-GIFT", 1000), Card()], (goods, 4));
        await shop.Cart(till, (goods, 3));
        var second = await shop.Order((await shop.Done(Exchange(till, first, 3))).OrderId);
        await shop.Cart(till, (goods, 2));
        var third = await shop.Order((await shop.Done(Exchange(till, second, 3))).OrderId);
        third.PointsEarned.ShouldBeLessThanOrEqualTo(20);
        await shop.TheBooksAreRight();

        foreach (var (order, quantity) in ((PlacedOrder, int)[])[(third, 1), (first, 1), (third, 1)])
            await shop.Done(new ReturnItems(till, order.Id, [new(order.Lines[0].Id, quantity, ReturnCondition.Resellable, null)], null, Guid.NewGuid()));

        (await shop.AtTheProvider(first.Id)).ShouldBe((0, 2000, 2000));
        (await shop.Send(new FindGiftCard("EXCHANGE-GIFT")))!.Balance.ShouldBe(Pounds(1000));
        (await shop.Points(member)).Balance.ShouldBe(1000);
        (await shop.TendersOf(first.Id)).ShouldAllBe(tender => tender.Status == PaymentStatus.Refunded && tender.Carried.IsZero);
        await shop.TheBooksAreRight();
    }

    [Theory]
    [InlineData("StartOrder", false)]
    [InlineData("AuthorizeTenders", true)]
    [InlineData("CarryOver", true)] // Within the transaction: nothing of it is done.
    [InlineData("ConfirmOrder", true)]
    [InlineData("CaptureTenders", true)]
    public async Task A_crash_leaves_both_halves_or_neither(string step, bool done)
    {
        var (tea, pot, till) = (await shop.Goods(quantity: 5), await shop.Goods(quantity: 5, price: 2500), shop.Till());
        var order = await shop.Ordered(till, [Card()], (tea, 1));
        var cart = await shop.Cart(till, (pot, 1));
        var request = Exchange(till, order, 1, Card());
        shop.Breakdown.After(step);
        await Should.ThrowAsync<BreakdownException>(() => shop.Send(request));

        await shop.SomeMinutesLater();

        (await shop.Order(order.Id)).Lines[0].Quantities.Returned.ShouldBe(done ? 1 : 0);
        var made = await shop.InDatabase(db => db.Set<Order>().SingleAsync(candidate => candidate.CartId == cart));
        made.Status.ShouldBe(done ? OrderStatus.Fulfilled : OrderStatus.Failed);
        (await shop.AtTheProvider(made.Id)).ShouldBe(done ? (0, 1500, 0) : (0, 0, 0));
        (await shop.Send(request)).IsRefused.ShouldBe(!done);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_cannot_be_exchanged_is_said()
    {
        var (goods, shopper) = (await shop.Goods(), shop.Shopper());
        var order = await shop.Ordered(shopper, [Card()], (goods, 2));
        await shop.Cart(shopper, (goods, 1));
        (await shop.Send(Exchange(shopper, order, 1))).Refusals.ShouldHaveSingleItem().ShouldBe(new NotLeftYet(order.Lines[0].Id, 1, 0));
        await shop.Done(new FulfilOrder(shop.Till(), order.Id, null));

        var stranger = shop.Shopper();
        await shop.Cart(stranger, (goods, 1));
        (await shop.Send(Exchange(stranger, order, 1))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Send(Exchange(shopper, order, 3))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "0", "quantity"]);
        (await shop.Send(Exchange(shopper, order, 1, Cash(100)))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Send(Exchange(shopper, order, 1) with { LocationId = shop.York })).Value.Value.ShouldBe(Pounds(1000));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Of_an_order_that_has_left_in_part_what_left_is_exchanged_and_what_did_not_is_to_be_called_off()
    {
        var (goods, other) = (await shop.Goods(york: 5), await shop.Goods());
        var order = await CollectedOneOfThree(goods);
        var till = shop.Till();
        await shop.Cart(till, (other, 1));

        var refusal = (await shop.Send(Exchange(till, order, 2))).Refusals.ShouldHaveSingleItem();
        refusal.ShouldBe(new NotLeftYet(order.Lines[0].Id, 2, 1));
        refusal.Message.ShouldContain("cancelOrderLines");
        (await shop.Done(Exchange(till, order, 1))).Value.ShouldBe(Pounds(1000));

        (await shop.AtTheProvider(order.Id)).ShouldBe((2000, 1000, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_left_and_is_not_taken_yet_pays_for_nothing_until_it_is()
    {
        var (goods, other) = (await shop.Goods(york: 5), await shop.Goods());
        var order = await CollectedOneOfThree(goods, providerIsDown: true);
        var till = shop.Till();
        await shop.Cart(till, (other, 1));

        shop.Network.Down = true;
        (await shop.Send(Exchange(till, order, 1))).Refusals.ShouldHaveSingleItem().ShouldBe(new PaymentNotTaken(Pounds(1000), Pounds(0)));
        shop.Network.Down = false;
        (await shop.Done(Exchange(till, order, 1))).Value.ShouldBe(Pounds(1000));

        (await shop.AtTheProvider(order.Id)).ShouldBe((2000, 1000, 0));
        await shop.TheBooksAreRight();
    }

    private async Task<PlacedOrder> CollectedOneOfThree(VariantId goods, bool providerIsDown = false)
    {
        var shopper = shop.Shopper();
        await shop.Cart(shopper, (goods, 3));
        await shop.Done(new ChooseDelivery(shopper, null, new DeliveryInput(CollectAt: shop.York), null));
        var id = (await shop.Place(shopper, null, Card())).Value;
        var waiting = (await shop.FulfilmentsOf(id)).Single();
        shop.Network.Down = providerIsDown;
        await using var scope = shop.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<FulfilmentDesk>();
        (await desk.DoAsync(new HandOver(shop.Till(shop.York), waiting.Id, [new(goods, 1)], null), TestContext.Current.CancellationToken)).IsRefused.ShouldBeFalse();
        shop.Network.Down = false;
        return await shop.Order(id);
    }

    private static ExchangeItems Exchange(Caller caller, PlacedOrder order, int quantity, params TenderOffer[] tenders) =>
        new(caller, order.Id, [new ReturnLine(order.Lines[0].Id, quantity, ReturnCondition.Resellable, null)], null, null, tenders, Guid.NewGuid());
}
