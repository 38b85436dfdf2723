using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

public sealed class CancelOrderTests(OrderShop shop) : IClassFixture<OrderShop>
{
    [Fact]
    public async Task Everything_goes_back_where_it_came_from()
    {
        var goods = await shop.Goods(quantity: 5);
        var member = await shop.Member(points: 500);
        var shopper = shop.Shopper(member);
        await shop.Done(new IssueGiftCard("CANCEL-GIFT-1", Pounds(500)));
        await shop.Cart(shopper, (goods, 3));
        var id = (await shop.Place(shopper, null, new TenderOffer { Kind = TenderKind.Points, Points = 300 }, GiftCard("CANCEL-GIFT-1", 500), Card())).Value;

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.Send(new CancelOrder(shopper, id, "changed my mind", null))));

        answers.ShouldAllBe(answer => answer.Value == id);
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Cancelled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 0, 0));
        (await shop.Points(member)).Balance.ShouldBe(500);
        (await shop.Send(new FindGiftCard("CANCEL-GIFT-1")))!.Balance.ShouldBe(Pounds(500));
        (await shop.Level(goods, shop.Leeds))!.Available.ShouldBe(5);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_was_returned_before_is_not_given_back_twice()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        await shop.Cart(shopper, (goods, 3));
        var id = (await shop.Place(shopper, null, Card())).Value;
        var line = (await shop.Order(id)).Lines[0].Id;
        await shop.Done(new ReturnItems(shopper, id, [new(line, 1, ReturnCondition.Resellable, null)], null, Guid.NewGuid()));

        await shop.Done(new CancelOrder(shopper, id, null, null));

        (await shop.Order(id)).Refunded.ShouldBe(Pounds(3000));
        (await shop.Level(goods, shop.Leeds))!.Available.ShouldBe(5);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_has_left_is_returned_and_not_called_off()
    {
        var (goods, till) = (await shop.Goods(), shop.Till());
        await shop.Cart(till, (goods, 1));
        var id = (await shop.Place(till, null, Cash(1000))).Value;

        (await shop.Send(new CancelOrder(till, id, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
    }

    [Fact]
    public async Task Of_cancelling_and_fulfilling_at_once_one_happens()
    {
        for (var i = 0; i < 5; i++)
        {
            var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
            await shop.Cart(shopper, (goods, 1));
            var id = (await shop.Place(shopper, null, Card())).Value;

            var (cancelled, fulfilled) = (shop.Send(new CancelOrder(shopper, id, null, null)), shop.Send(new FulfilOrder(shop.Till(), id, null)));
            await Task.WhenAll(cancelled, fulfilled);

            ((await cancelled).IsRefused ^ (await fulfilled).IsRefused).ShouldBeTrue();
            await shop.TheBooksAreRight();
        }
    }
}
