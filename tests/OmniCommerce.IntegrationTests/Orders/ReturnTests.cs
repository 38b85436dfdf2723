using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Sessions.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

public sealed class ReturnTests(OrderShop shop) : IClassFixture<OrderShop>
{
    [Fact]
    public async Task An_item_comes_back_in_another_store_and_each_tender_gets_its_share()
    {
        var goods = await shop.Goods(quantity: 5, price: 1000);
        var member = await shop.Member(points: 1000);
        var till = shop.Till() with { CustomerId = member };
        await shop.Done(new IssueGiftCard("RETURN-GIFT-1", Pounds(500)));
        await shop.Cart(till, (goods, 4));
        var id = (await shop.Place(till, null, new TenderOffer { Kind = TenderKind.Points, Points = 800 }, GiftCard("RETURN-GIFT-1", 400), Card())).Value;
        var order = await shop.Order(id);
        var before = await shop.Points(member);

        var returned = await shop.Done(Return(shop.Till(shop.York), order, 1));

        returned.Refunded.ShouldBe(Pounds(1000));
        (await shop.OnHand(goods, shop.York)).ShouldBe(1);
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(1);
        (await shop.Send(new FindGiftCard("RETURN-GIFT-1")))!.Balance.ShouldBe(Pounds(100 + 100));
        (await shop.Points(member)).Balance.ShouldBe(before.Balance + 200 - returned.PointsReversed);
        returned.PointsReversed.ShouldBeGreaterThan(0);
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.PartiallyRefunded);
        (await shop.Order(id)).Lines[0].ReturnedQuantity.ShouldBe(1);

        var rest = await shop.Done(Return(shop.Till(shop.York), order, 3));
        rest.Refunded.ShouldBe(Pounds(3000));
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Refunded);
        (await shop.Send(new FindGiftCard("RETURN-GIFT-1")))!.Balance.ShouldBe(Pounds(500));
        (await shop.Points(member)).Balance.ShouldBe(1000);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Twenty_returns_of_the_same_item_at_once_pay_once()
    {
        var (goods, till) = (await shop.Goods(quantity: 5), shop.Till());
        var order = await Sold(till, goods, 1, Card());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Send(Return(shop.Till(shop.York), order, 1))));

        answers.Count(answer => !answer.IsRefused).ShouldBe(1);
        (await shop.OnHand(goods, shop.York)).ShouldBe(1);
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 1000, 1000));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Twenty_repeats_of_one_return_at_once_pay_once()
    {
        var (goods, till) = (await shop.Goods(quantity: 5), shop.Till());
        var order = await Sold(till, goods, 3, Card());
        var request = Return(till, order, 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Send(request)));

        answers.Select(answer => answer.Value).Distinct().ShouldHaveSingleItem().Refunded.ShouldBe(Pounds(1000));
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 3000, 1000));
    }

    [Fact]
    public async Task Twenty_returns_of_twenty_items_at_once_are_all_taken()
    {
        var (goods, till) = (await shop.Goods(quantity: 20, price: 333), shop.Till());
        var order = await Sold(till, goods, 20, Card());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Send(Return(till, order, 1))));

        answers.ShouldAllBe(answer => !answer.IsRefused);
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 6660, 6660));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Only_what_can_be_sold_again_is_on_the_shelf_again()
    {
        var (goods, till) = (await shop.Goods(quantity: 3), shop.Till());
        var order = await Sold(till, goods, 3, Cash(3000));
        var line = order.Lines[0].Id;

        var returned = await shop.Done(new ReturnItems(
            till, order.Id, [new(line, 1, ReturnCondition.Resellable, null), new(line, 1, ReturnCondition.Damaged, "torn"), new(line, 1, ReturnCondition.Missing, null)], null, Guid.NewGuid()));

        returned.Refunded.ShouldBe(Pounds(3000));
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(1);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_wrong_with_a_return_is_said_and_changes_nothing()
    {
        var (goods, till) = (await shop.Goods(quantity: 3), shop.Till());
        var order = await Sold(till, goods, 2, Cash(2000));
        var line = order.Lines[0].Id;

        (await shop.Send(Return(till, order, 3))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "0", "quantity"]);
        (await shop.Send(Return(till, order, 0))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Send(new ReturnItems(till, order.Id, [new(line, 1, ReturnCondition.Resellable, null), new(line, 2, ReturnCondition.Damaged, null)], null, Guid.NewGuid())))
            .Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "1", "quantity"]);
        (await shop.Send(new ReturnItems(till, order.Id, [new(NewId.Of<OrderLineId>(shop.Clock), 1, ReturnCondition.Resellable, null)], null, Guid.NewGuid())))
            .Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        (await shop.Send(Return(till, order, 1) with { LocationId = shop.Kiosk })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["locationId"]);
        (await shop.Send(Return(till, order, 1) with { LocationId = NewId.Of<LocationId>(shop.Clock) })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();

        (await shop.Order(order.Id)).Lines[0].ReturnedQuantity.ShouldBe(0);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_has_not_left_is_not_charged()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        var order = await Sold(shopper, goods, 3, Card());

        var returned = await shop.Done(Return(shopper, order, 1));
        returned.Refunded.ShouldBe(Pounds(1000));
        (await shop.Level(goods, shop.Leeds))!.Allocated.ShouldBe(2);
        await shop.Done(new FulfilOrder(shop.Till(), order.Id, null));

        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 2000, 0));
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(3);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task When_all_is_returned_before_it_left_the_order_is_called_off()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        var order = await Sold(shopper, goods, 3, Card());

        await shop.Done(Return(shopper, order, 3));

        (await shop.Order(order.Id)).Status.ShouldBe(OrderStatus.Cancelled);
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 0, 0));
        (await shop.Level(goods, shop.Leeds))!.Available.ShouldBe(5);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_paid_once()
    {
        var (goods, till) = (await shop.Goods(quantity: 5), shop.Till());
        var order = await Sold(till, goods, 3, Card());
        shop.Network.AnswersToLose = 1;
        await shop.Done(Return(till, order, 1));

        await shop.SomeMinutesLater();

        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 3000, 1000));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Goods_without_an_order_are_paid_for_once()
    {
        var goods = await shop.Goods(quantity: 0);
        var request = new RecordUnlinkedReturn(
            shop.Till(), null, [new(goods, 2, Pounds(500), ReturnCondition.Resellable)], "C536379", Guid.NewGuid());

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shop.Send(request)));

        answers.Select(answer => answer.Value).Distinct().ShouldHaveSingleItem();
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(2);
        (await shop.Send(request with { Caller = shop.Shopper(), OperationId = Guid.NewGuid() })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        await shop.TheBooksAreRight();
    }

    private async Task<PlacedOrder> Sold(Caller caller, VariantId goods, int quantity, TenderOffer tender)
    {
        await shop.Cart(caller, (goods, quantity));
        return await shop.Order((await shop.Place(caller, null, tender)).Value);
    }

    private static ReturnItems Return(Caller caller, PlacedOrder order, int quantity) =>
        new(caller, order.Id, [new ReturnLine(order.Lines[0].Id, quantity, ReturnCondition.Resellable, null)], null, Guid.NewGuid());
}
