using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

public sealed class PlaceOrderTests(OrderShop shop) : IClassFixture<OrderShop>
{
    [Fact]
    public async Task A_cash_sale_leaves_the_store_paid_at_once()
    {
        var (goods, till) = (await shop.Goods(quantity: 10, price: 1250), shop.Till());
        var cart = await shop.Cart(till, (goods, 2));

        var id = (await shop.Place(till, null, Cash(3000))).Value;

        var order = await shop.Order(id);
        (order.Status, order.Channel, order.Total).ShouldBe((OrderStatus.Fulfilled, Channel.Pos, Pounds(2500)));
        order.Number.ShouldStartWith("P-1");
        order.Delivery.ShouldBe(new CarryOut(shop.Leeds));
        order.Lines.ShouldHaveSingleItem().Total.ShouldBe(Pounds(2500));
        var tender = (await shop.TendersOf(id)).ShouldHaveSingleItem();
        (tender.Amount, tender.Change, tender.Status).ShouldBe((Pounds(2500), Pounds(500), PaymentStatus.Paid));
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(8);
        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Ordered);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_web_order_is_promised_and_paid_when_it_leaves()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 10), shop.Shopper());
        await shop.Cart(shopper, (goods, 3));

        var id = (await shop.Place(shopper, null, Card())).Value;

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Confirmed);
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Authorized);
        var level = await shop.Level(goods, shop.Leeds);
        (level!.OnHand, level.Held, level.Allocated, level.Available).ShouldBe((10, 0, 3, 7));

        (await shop.Send(new FulfilOrder(shopper, id, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        for (var i = 0; i < 2; i++)
            (await shop.Send(new FulfilOrder(shop.Till(), id, null))).Value.ShouldBe(id);
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Paid);
        (await shop.AtTheProvider(id)).ShouldBe((0, 3000, 0));
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(7);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_declined_card_leaves_nothing_behind_and_another_card_buys()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        var cart = await shop.Cart(shopper, (goods, 5));

        var declined = await shop.Place(shopper, null, Card(2000), Card(method: "pm_card_chargeDeclinedInsufficientFunds"));

        declined.Refusals.ShouldHaveSingleItem().ShouldBe(new PaymentDeclined("insufficient_funds"));
        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Open);
        (await shop.Level(goods, shop.Leeds))!.Available.ShouldBe(5);
        await shop.TheBooksAreRight();
        (await shop.Place(shopper, cart, Card())).IsRefused.ShouldBeFalse();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_hundred_repeats_at_once_make_one_order()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        await shop.Cart(shopper, (goods, 1));
        var request = new PlaceOrder(shopper, null, null, [Card()], Guid.NewGuid());

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => shop.Send(request)));

        var id = answers.Select(answer => answer.Value).Distinct().ShouldHaveSingleItem();
        (await shop.AtTheProvider(id)).ShouldBe((1000, 0, 0));
        (await shop.Level(goods, shop.Leeds))!.Allocated.ShouldBe(1);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_hundred_repeats_of_a_declined_order_are_declined_alike()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        await shop.Cart(shopper, (goods, 1));
        var request = new PlaceOrder(shopper, null, null, [Card(method: "pm_card_chargeDeclined")], Guid.NewGuid());

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => shop.Send(request)));

        answers.ShouldAllBe(answer => answer.Refusals.Single().Equals(new PaymentDeclined("card_declined")));
        (await shop.InDatabase(db => db.Set<Order>().CountAsync(order => order.SessionId == shopper.SessionId))).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_operation_with_another_input_is_refused()
    {
        var (goods, shopper) = (await shop.Goods(), shop.Shopper());
        await shop.Cart(shopper, (goods, 1));
        var request = new PlaceOrder(shopper, null, null, [Card()], Guid.NewGuid());
        await shop.Done(request);

        (await shop.Send(request with { Email = "ada@example.com" })).Refusals.ShouldHaveSingleItem().ShouldBe(new OperationReused(request.OperationId));
    }

    [Fact]
    public async Task A_refusal_is_repeated_even_when_it_would_not_be_given_any_more()
    {
        var (goods, till) = (await shop.Goods(quantity: 1), shop.Till());
        await shop.Cart(till, (goods, 1));
        var rival = shop.Till();
        await shop.Cart(rival, (goods, 1));
        await shop.Done(new PlaceOrder(rival, null, null, [Cash(1000)], Guid.NewGuid()));
        var request = new PlaceOrder(till, null, null, [Cash(1000)], Guid.NewGuid());

        (await shop.Send(request)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<OutOfStock>();
        await shop.Done(new ReceiveStock(goods, shop.Leeds, 10, "late delivery"));

        (await shop.Send(request)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<OutOfStock>();
        (await shop.Send(request with { OperationId = Guid.NewGuid() })).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_who_order_one_cart_at_once_make_one_order_of_it()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        var cart = await shop.Cart(shopper, (goods, 1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Place(shopper, cart, Card())));

        answers.Count(answer => !answer.IsRefused).ShouldBe(1);
        answers.Where(answer => answer.IsRefused).ShouldAllBe(answer => answer.Refusals.Single() is CartNotOpen);
        (await shop.InDatabase(db => db.Set<Order>().CountAsync(order => order.CartId == cart))).ShouldBe(1);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Thirty_buyers_of_ten_make_ten_orders_whose_numbers_have_no_gaps()
    {
        var goods = await shop.Goods(quantity: 10);
        var buyers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
        {
            var caller = i % 2 == 0 ? shop.Till() : shop.Shopper();
            await shop.Cart(caller, (goods, 1));
            return caller;
        }));

        var answers = await Task.WhenAll(buyers.Select((buyer, i) => shop.Place(buyer, null, i % 5 == 4 ? Card(method: "pm_card_chargeDeclined") : Card())));

        answers.Count(answer => !answer.IsRefused).ShouldBeLessThanOrEqualTo(10);
        var sold = await shop.InDatabase(db => db.Set<OrderLine>().Where(line => line.VariantId == goods)
            .CountAsync(line => db.Set<Order>().Any(order => order.Id == line.OrderId && order.Sequence != null)));
        sold.ShouldBe(answers.Count(answer => !answer.IsRefused));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Points_a_gift_card_and_a_card_pay_together()
    {
        var goods = await shop.Goods(quantity: 5, price: 2000);
        var member = await shop.Member(points: 600);
        var till = shop.Till() with { CustomerId = member };
        await shop.Done(new IssueGiftCard("ORDER-GIFT-1", Pounds(500)));
        await shop.Cart(till, (goods, 1));
        var reader = await shop.Done(new SaveReader(shop.Leeds, "Till 1", ReaderBehaviour.Approves));

        var id = (await shop.Place(
            till,
            null,
            new TenderOffer { Kind = TenderKind.Points, Points = 500 },
            GiftCard("order gift 1", 300),
            new TenderOffer { Kind = TenderKind.CardPresent, ReaderId = reader })).Value;

        var worth = (await shop.Send(new OmniCommerce.Loyalty.Contracts.ValueOfPoints(500, Gbp))).MinorUnits;
        (await shop.TendersOf(id)).Select(tender => (tender.Kind, tender.Amount.MinorUnits, tender.Status)).ShouldBe(
        [
            (TenderKind.Points, worth, PaymentStatus.Paid),
            (TenderKind.GiftCard, 300, PaymentStatus.Paid),
            (TenderKind.CardPresent, 2000 - worth - 300, PaymentStatus.Paid),
        ]);
        var order = await shop.Order(id);
        (await shop.Points(member)).Balance.ShouldBe(100 + order.PointsEarned);
        (await shop.Send(new FindGiftCard("ORDER-GIFT-1")))!.Balance.ShouldBe(Pounds(200));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Giving_up_an_order_that_has_come_about_changes_nothing()
    {
        var order = await shop.Ordered(shop.Till(), [Cash(1000)], (await shop.Goods(), 1));

        (await shop.Send(new FailOrder(order.Id, []))).IsRefused.ShouldBeFalse();

        (await shop.Order(order.Id)).Status.ShouldBe(order.Status);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Confirming_an_order_again_changes_nothing()
    {
        var goods = await shop.Goods(quantity: 10);
        foreach (var (caller, tender) in new[] { (shop.Shopper(), Card()), (shop.Till(), Cash(1000)) })
        {
            var order = await shop.Ordered(caller, [tender], (goods, 1));
            var level = await shop.Level(goods, shop.Leeds);

            (await shop.Send(new ConfirmOrder(order.Id))).IsRefused.ShouldBeFalse();

            var again = await shop.Order(order.Id);
            (again.Number, again.Status).ShouldBe((order.Number, order.Status));
            (await shop.Level(goods, shop.Leeds)).ShouldBe(level);
        }

        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_cannot_pay_is_refused_and_holds_nothing()
    {
        var (goods, shopper) = (await shop.Goods(), shop.Shopper());
        var cart = await shop.Cart(shopper, (goods, 1));
        await shop.Done(new IssueGiftCard("ORDER-GIFT-2", Pounds(500)));

        (await shop.Place(shopper, null, Cash(1000))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Place(shopper, null, Card(900))).Refusals.ShouldHaveSingleItem().ShouldBe(new TenderMismatch(Pounds(1000), Pounds(900)));
        (await shop.Place(shopper, null, new TenderOffer { Kind = TenderKind.Points, Points = 1000 }, Card())).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Place(shopper, null, GiftCard("ORDER-GIFT-2"))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Place(shopper, null, Card(method: "pm_nonsense"))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Send(new PlaceOrder(shopper, null, "nonsense", [Card()], Guid.NewGuid()))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Place(shop.Shopper(), null, Card())).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CartEmpty>();

        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Open);
        (await shop.Level(goods, shop.Leeds))!.Held.ShouldBe(0);
        (await shop.Send(new FindGiftCard("ORDER-GIFT-2")))!.Balance.ShouldBe(Pounds(500));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Nobody_sees_an_order_of_somebody_else()
    {
        var (goods, shopper) = (await shop.Goods(), shop.Shopper());
        await shop.Cart(shopper, (goods, 1));
        var id = (await shop.Place(shopper, null, Card())).Value;
        var stranger = shop.Shopper();

        (await shop.Send(new CancelOrder(stranger, id, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Send(new ReturnItems(stranger, id, [new((await shop.Order(id)).Lines[0].Id, 1, ReturnCondition.Resellable, null)], shop.Leeds, Guid.NewGuid())))
            .Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Send(new CancelOrder(shopper, shop.NewOrder(), null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
    }
}
