using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Sessions.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

public sealed class EditOrderTests(OrderShop shop) : IClassFixture<OrderShop>
{
    private static readonly AddressInput Home = new("Ada", "1 High Street", null, "Leeds", "LS1 1AA", null, "GB");
    private static readonly AddressInput Work = new("Ada ", "2 Low Street", " ", "York", "YO1 1AA", null, "GB");

    [Fact]
    public async Task What_a_till_sold_before_it_asked_where_to_is_given_its_address()
    {
        var till = shop.Till();
        var order = await shop.Ordered(till, [Cash(1000)], (await shop.Goods(quantity: 0, york: 1), 1));
        (order.Delivery, order.Status).ShouldBe((null, OrderStatus.Confirmed));

        await shop.Done(new ChangeOrderAddress(till, order.Id, Home, order.Version, null));

        (await shop.Order(order.Id)).Delivery.ShouldBe(new ShipToAddress(new Address("Ada", "1 High Street", null, "Leeds", "LS1 1AA", null, "GB")));
        (await shop.FulfilmentsOf(order.Id)).ShouldHaveSingleItem().Kind.ShouldBe(FulfilmentKind.Ship);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task The_address_can_be_changed_until_something_has_left()
    {
        var shopper = shop.Shopper();
        var order = await ToSend(shopper);

        await shop.Done(new ChangeOrderAddress(shop.Till(), order.Id, Work, order.Version, null));

        var changed = await shop.Order(order.Id);
        changed.Delivery.ShouldBe(new ShipToAddress(new Address("Ada", "2 Low Street", null, "York", "YO1 1AA", null, "GB")));
        changed.Total.ShouldBe(order.Total);
        (await shop.Send(new ChangeOrderAddress(shopper, order.Id, Home, order.Version, null))).Refusals.ShouldHaveSingleItem()
            .ShouldBe(new VersionConflict(changed.Version));
        await shop.Done(new FulfilOrder(shop.Till(), order.Id, null));
        (await shop.Send(new ChangeOrderAddress(shopper, order.Id, Home, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_wrong_with_an_address_is_said()
    {
        var shopper = shop.Shopper();
        var order = await ToSend(shopper);
        var carried = await shop.Ordered(shop.Till(), [Cash(1000)], (await shop.Goods(), 1));

        (await shop.Send(new ChangeOrderAddress(shopper, order.Id, Home with { Country = "XX" }, null, null))).Refusals.ShouldHaveSingleItem()
            .ShouldBeOfType<InvalidInput>().Path.ShouldBe(["address", "country"]);
        (await shop.Send(new ChangeOrderAddress(shop.Shopper(), order.Id, Work, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Send(new ChangeOrderAddress(shop.Till(), carried.Id, Work, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Order(order.Id)).Version.ShouldBe(order.Version);
    }

    [Fact]
    public async Task Everything_that_is_done_to_an_order_is_in_its_history()
    {
        var shopper = shop.Shopper();
        var order = await ToSend(shopper);
        var line = order.Lines[0].Id;
        await shop.Done(new AddOrderNote(shop.Till(), order.Id, " She calls again on Monday. ", Guid.NewGuid()));
        (await shop.Send(new AddOrderNote(shopper, order.Id, " ", null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Send(new AddOrderNote(shop.Shopper(), order.Id, "Mine!", null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        await shop.Done(new ChangeOrderAddress(shopper, order.Id, Work, null, null));
        await shop.Done(new CancelOrderLines(shopper, order.Id, [new(line, 1)], "one is enough", null, Guid.NewGuid()));
        await shop.Done(new FulfilOrder(shop.Till(), order.Id, null));
        await shop.Done(new ReturnItems(shop.Till(shop.York), order.Id, [new(line, 1, ReturnCondition.Damaged, "torn", ReturnReason.DamagedOnTheWay)], null, Guid.NewGuid()));

        var history = (await shop.Send(new HistoryOf([order.Id])))[order.Id].ToList();

        history.ConvertAll(change => (change.Kind, change.Channel, change.By, change.Refunded)).ShouldBe(
        [
            (OrderChangeKind.Noted, Channel.Pos, "Till", null),
            (OrderChangeKind.DeliveryChanged, Channel.Web, "Phone", null),
            (OrderChangeKind.CalledOff, Channel.Web, "Phone", 1000),
            (OrderChangeKind.Fulfilled, Channel.Pos, "Till", null),
            (OrderChangeKind.Returned, Channel.Pos, "Till", 1395),
        ]);
        history[0].Note.ShouldBe("She calls again on Monday.");
        history[2].What.ShouldContain("1 × ");
        history[4].Note.ShouldBe("torn");
        await shop.TheBooksAreRight();
    }

    private async Task<PlacedOrder> ToSend(Caller shopper)
    {
        await shop.Cart(shopper, (await shop.Goods(), 2));
        await shop.Done(new ChooseDelivery(shopper, null, new DeliveryInput(ShipTo: Home), null));
        return await shop.Order((await shop.Place(shopper, null, Card())).Value);
    }
}
