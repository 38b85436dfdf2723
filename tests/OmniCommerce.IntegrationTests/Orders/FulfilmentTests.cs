using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

public sealed class FulfilmentTests(OrderShop shop) : IClassFixture<OrderShop>
{
    private static readonly DeliveryInput ToOxford = new(ShipTo: new AddressInput("Ada", "1 High Street", null, "Oxford", "OX1 1AA", null, "GB"));

    [Fact]
    public async Task An_order_that_no_store_has_alone_is_sent_in_parts_and_paid_with_each()
    {
        var goods = await shop.Goods(quantity: 2, york: 3);
        var id = await Buy(shop.Shopper(), (goods, 4));

        var (york, leeds) = (await At(id, shop.York), await At(id, shop.Leeds));
        (york.Lines[0].Quantity, leeds.Lines[0].Quantity, york.Kind).ShouldBe((3, 1, FulfilmentKind.Ship));

        await Do(new StartPicking(shop.Till(shop.York), york.Id, null));
        await Do(new ShipFulfilment(shop.Till(shop.York), york.Id, "Parcel Post", "PP1", null));
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.PartiallyFulfilled);
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Authorized);
        (await shop.AtTheProvider(id)).ShouldBe((1000, 3000, 0));
        (await shop.OnHand(goods, shop.York)).ShouldBe(0);
        (await shop.Level(goods, shop.Leeds))!.Allocated.ShouldBe(1);
        await shop.TheBooksAreRight();

        for (var i = 0; i < 2; i++)
            await Do(new ShipFulfilment(shop.Till(), leeds.Id, null, null, null));
        await Do(new ConfirmDelivery(shop.Till(), york.Id, null));
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 4000, 0));
        var shipped = await At(id, shop.York);
        (shipped.Status, shipped.Carrier, shipped.TrackingNumber).ShouldBe((FulfilmentStatus.Delivered, "Parcel Post", "PP1"));
        (await Events(id)).ShouldBe(["order.placed", "fulfilment.shipped", "order.fulfilled", "fulfilment.shipped"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Each_location_says_why_goods_come_from_it_or_not()
    {
        var goods = await shop.Goods(quantity: 9, york: 3);
        var id = await Buy(shop.Shopper(), (goods, 2));

        var trace = await shop.Services.GetRequiredService<FindFulfilments>().TraceAsync(id, Token);

        trace.Select(step => (step.LocationId, step.Outcome, step.Rule)).ShouldBe(
            [(shop.Leeds, SourcingOutcome.Chosen, SourcingRule.MostStock), (shop.York, SourcingOutcome.Lost, SourcingRule.MostStock)]);
        var carried = await Sell(shop.Till(), goods);
        (await shop.Services.GetRequiredService<FindFulfilments>().TraceAsync(carried, Token)).ShouldHaveSingleItem().Rule.ShouldBe(SourcingRule.CollectionPoint);
        (await At(carried, shop.Leeds)).Status.ShouldBe(FulfilmentStatus.Collected);
    }

    [Fact]
    public async Task What_is_not_on_its_shelf_comes_from_elsewhere()
    {
        var goods = await shop.Goods(quantity: 5, york: 2);
        var id = await Buy(shop.Shopper(), (goods, 3));
        var leeds = await At(id, shop.Leeds);

        await Do(new StartPicking(shop.Till(), leeds.Id, null));
        await Do(new ReportShortPick(shop.Till(), leeds.Id, [new(goods, 2)], null));

        (await At(id, shop.Leeds)).Lines.ShouldHaveSingleItem().ShouldBe(
            new OrderFulfilmentLine { VariantId = goods, Quantity = 3, Open = 1, Left = 0, GivenUp = 0, Moved = 2 });
        var york = await At(id, shop.York);
        (york.Number, york.Lines[0].Open).ShouldBe((2, 2));
        (await shop.Level(goods, shop.Leeds))!.OnHand.ShouldBe(3);
        await shop.TheBooksAreRight();
        await Do(new ShipFulfilment(shop.Till(shop.York), york.Id, null, null, null));
        await Do(new ShipFulfilment(shop.Till(), leeds.Id, null, null, null));
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 3000, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_nowhere_is_given_up_and_not_paid()
    {
        var goods = await shop.Goods(quantity: 5, york: 1);
        var id = await Buy(shop.Shopper(), (goods, 5));
        var leeds = await At(id, shop.Leeds);

        await Do(new ReportShortPick(shop.Till(), leeds.Id, [new(goods, 3)], null));

        (await At(id, shop.York)).Lines[0].Open.ShouldBe(1);
        var line = (await At(id, shop.Leeds)).Lines[0];
        (line.Open, line.Moved, line.GivenUp).ShouldBe((2, 1, 2));
        (await shop.Order(id)).Refunded.ShouldBe(Pounds(2000));
        await shop.TheBooksAreRight();
        await shop.Done(new FulfilOrder(shop.Till(), id, null));
        (await shop.AtTheProvider(id)).ShouldBe((0, 3000, 0));
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task An_order_of_which_nothing_is_found_is_called_off()
    {
        var goods = await shop.Goods(quantity: 2);
        var id = await Buy(shop.Shopper(), (goods, 2));

        await Do(new ReportShortPick(shop.Till(), (await At(id, shop.Leeds)).Id, [new(goods, 2)], null));

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Cancelled);
        (await At(id, shop.Leeds)).Status.ShouldBe(FulfilmentStatus.Cancelled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 0, 0));
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(0);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_collected_in_part_waits_and_what_waits_too_long_is_given_back()
    {
        var (goods, shopper) = (await shop.Goods(york: 5), shop.Shopper());
        await shop.Cart(shopper, (goods, 3));
        await shop.Done(new ChooseDelivery(shopper, null, new DeliveryInput(CollectAt: shop.York), null));
        var id = (await shop.Place(shopper, null, Card())).Value;
        var waiting = await At(id, shop.York);

        (await Try(new ShipFulfilment(shop.Till(), waiting.Id, null, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        await Do(new MakeReady(shop.Till(shop.York), waiting.Id, null));
        (await Try(new HandOver(shop.Till(shop.York), waiting.Id, [new(goods, 4)], null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        await Do(new HandOver(shop.Till(shop.York), waiting.Id, [new(goods, 1)], null));
        (await At(id, shop.York)).Status.ShouldBe(FulfilmentStatus.Ready);
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.PartiallyFulfilled);

        await Expire();
        (await At(id, shop.York)).Lines[0].Open.ShouldBe(2);
        shop.Clock.Advance(TimeSpan.FromDays(8));
        await Expire();
        await shop.SettlePayments();

        (await At(id, shop.York)).Status.ShouldBe(FulfilmentStatus.Collected);
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 1000, 0));
        (await shop.Level(goods, shop.York))!.Available.ShouldBe(4);
        (await Events(id)).ShouldBe(["order.placed", "fulfilment.ready", "order.reduced", "fulfilment.given_up", "order.fulfilled"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Sold_at_a_till_and_sent_from_elsewhere()
    {
        var (goods, till) = (await shop.Goods(quantity: 0, york: 2), shop.Till());
        await shop.Cart(till, (goods, 1));
        await shop.Done(new ChooseDelivery(till, null, ToOxford, null));

        var id = (await shop.Place(till, null, Cash(2000))).Value;

        var order = await shop.Order(id);
        (order.Status, order.Channel).ShouldBe((OrderStatus.Confirmed, Channel.Pos));
        order.Delivery.ShouldBeOfType<ShipToAddress>();
        var york = await At(id, shop.York);
        (york.Kind, york.Status).ShouldBe((FulfilmentKind.Ship, FulfilmentStatus.Open));
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Paid);
        await Do(new ShipFulfilment(shop.Till(shop.York), york.Id, "Parcel Post", "PP2", null));
        (await shop.OnHand(goods, shop.York)).ShouldBe(1);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Of_an_order_that_has_left_in_part_what_left_comes_back_and_what_did_not_is_called_off()
    {
        var goods = await shop.Goods(quantity: 2, york: 3);
        var id = await Buy(shop.Shopper(), (goods, 5));
        await Do(new ShipFulfilment(shop.Till(), (await At(id, shop.Leeds)).Id, null, null, null));
        var line = (await shop.Order(id)).Lines[0].Id;

        (await shop.Send(new CancelOrder(shop.Till(), id, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await Return(3)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await Return(2)).IsRefused.ShouldBeFalse();
        await Do(new CancelFulfilment(shop.Till(), (await At(id, shop.York)).Id, "too late", null));
        await shop.SettlePayments();

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 2000, 2000));
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(2);
        (await shop.Level(goods, shop.York))!.Available.ShouldBe(3);
        await shop.TheBooksAreRight();

        Task<Result<ReturnedItems>> Return(int quantity) =>
            shop.Send(new ReturnItems(shop.Till(), id, [new(line, quantity, ReturnCondition.Resellable, null)], shop.Leeds, Guid.NewGuid()));
    }

    [Fact]
    public async Task Goods_given_back_before_they_left_are_not_picked()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        var id = await Buy(shopper, (goods, 3));
        await shop.Done(new ReturnItems(shopper, id, [new((await shop.Order(id)).Lines[0].Id, 1, ReturnCondition.Resellable, null)], null, Guid.NewGuid()));
        var line = (await At(id, shop.Leeds)).Lines[0];
        (line.Open, line.GivenUp).ShouldBe((2, 1));
        await shop.Done(new CancelOrder(shopper, id, null, null));
        (await At(id, shop.Leeds)).Status.ShouldBe(FulfilmentStatus.Cancelled);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_kit_that_lacks_a_component_is_given_up_whole_and_the_rest_of_the_order_is_sent()
    {
        var (tea, cup, set) = (await shop.Goods(quantity: 9), await shop.Goods(quantity: 5), await shop.Goods(quantity: 0, price: 5000));
        await shop.Done(new DefineKit(shop.Till(), set, [new(tea, 1), new(cup, 2)], null));
        var id = await Buy(shop.Shopper(), (set, 2), (cup, 1));
        var leeds = await At(id, shop.Leeds);
        leeds.Lines.ToDictionary(line => line.VariantId, line => line.Open).ShouldBe(new Dictionary<VariantId, int> { [tea] = 2, [cup] = 5 }, ignoreOrder: true);

        // The first missing cup is the single one; the second costs a kit, whose tea and other cup are free again.
        await Do(new ReportShortPick(shop.Till(), leeds.Id, [new(cup, 2)], null));

        (await shop.Order(id)).Lines.Select(line => line.ReturnedQuantity).ShouldBe([1, 1]);
        (await At(id, shop.Leeds)).Lines.ToDictionary(line => line.VariantId, line => line.Open).ShouldBe(new Dictionary<VariantId, int> { [tea] = 1, [cup] = 2 }, ignoreOrder: true);
        await shop.TheBooksAreRight();
        await shop.Done(new FulfilOrder(shop.Till(), id, null));
        (await shop.AtTheProvider(id)).ShouldBe((0, 5000, 0));
        (await shop.OnHand(tea, shop.Leeds)).ShouldBe(8);
        await shop.Done(new ReturnItems(shop.Till(), id, [new((await shop.Order(id)).Lines[0].Id, 1, ReturnCondition.Resellable, null)], shop.Leeds, Guid.NewGuid()));
        (await shop.OnHand(cup, shop.Leeds)).ShouldBe(3);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_was_sold_before_it_came_waits_and_leaves_where_it_comes()
    {
        var goods = await shop.Goods(quantity: 1);
        await shop.Done(new AllowBackOrders(shop.Till(), goods, 5, null, null));
        var id = await Buy(shop.Shopper(), (goods, 3));
        var waiting = await At(id, StockAllocation.Nowhere);
        (waiting.Status, waiting.Lines[0].Open).ShouldBe((FulfilmentStatus.Waiting, 2));
        (await Try(new ShipFulfilment(shop.Till(), waiting.Id, null, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        await shop.TheBooksAreRight();

        await shop.Done(new FulfilOrder(shop.Till(), id, null));
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.PartiallyFulfilled);
        (await shop.Send(new FulfilOrder(shop.Till(), id, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        await shop.Done(new BookReceipt(shop.Till(shop.York), null, [new(goods, 1)], null, null));
        (await At(id, shop.York)).Lines[0].Open.ShouldBe(1);
        await shop.TheBooksAreRight();

        // The last one never comes.
        await Do(new ShipFulfilment(shop.Till(shop.York), (await At(id, shop.York)).Id, null, null, null));
        await Do(new CancelFulfilment(shop.Till(), waiting.Id, "discontinued", null));
        await shop.SettlePayments();
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 2000, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Goods_that_come_while_their_order_is_called_off_are_the_orders_or_free()
    {
        for (var i = 0; i < 5; i++)
        {
            var (goods, shopper) = (await shop.Goods(quantity: 0), shop.Shopper());
            await shop.Done(new AllowBackOrders(shop.Till(), goods, 5, null, null));
            var id = await Buy(shopper, (goods, 2));

            await Task.WhenAll(
                Task.Run(() => shop.Done(new CancelOrder(shopper, id, null, null))),
                Task.Run(() => shop.Done(new BookReceipt(shop.Till(), null, [new(goods, 2)], null, null))));

            (await shop.Level(goods, shop.Leeds))!.Available.ShouldBe(2);
            await shop.TheBooksAreRight();
        }
    }

    [Fact]
    public async Task Nobody_but_a_till_works_on_fulfilments_and_only_in_the_order_of_their_life()
    {
        var (goods, shopper) = (await shop.Goods(), shop.Shopper());
        var id = await Buy(shopper, (goods, 1));
        var fulfilment = (await At(id, shop.Leeds)).Id;

        (await Try(new StartPicking(shopper, fulfilment, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await Try(new StartPicking(shop.Till(), new FulfilmentId(Guid.NewGuid()), null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        (await Try(new ConfirmDelivery(shop.Till(), fulfilment, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await Try(new MakeReady(shop.Till(), fulfilment, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        await Do(new ShipFulfilment(shop.Till(), fulfilment, null, null, null));
        (await Try(new StartPicking(shop.Till(), fulfilment, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await Try(new CancelFulfilment(shop.Till(), fulfilment, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await Try(new ReportShortPick(shop.Till(), fulfilment, [new(goods, 1)], null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        var find = shop.Services.GetRequiredService<FindFulfilments>();
        (await find.ByIdAsync(fulfilment, shopper, Token)).ShouldNotBeNull();
        (await find.ByIdAsync(fulfilment, shop.Shopper(), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_sending_and_calling_off_and_not_finding_at_once_one_happens()
    {
        for (var i = 0; i < 5; i++)
        {
            var goods = await shop.Goods(quantity: 1, york: 0);
            var id = await Buy(shop.Shopper(), (goods, 1));
            var fulfilment = (await At(id, shop.Leeds)).Id;

            var outcomes = await Task.WhenAll(
                Task.Run(() => Try(new ShipFulfilment(shop.Till(), fulfilment, null, null, null))),
                Task.Run(() => Try(new CancelFulfilment(shop.Till(), fulfilment, null, null))),
                Task.Run(() => Try(new ReportShortPick(shop.Till(), fulfilment, [new(goods, 1)], null))),
                Task.Run(() => shop.Send(new FulfilOrder(shop.Till(), id, null))));

            var left = (await shop.Order(id)).Status == OrderStatus.Fulfilled;
            left.ShouldBe(!outcomes[0].IsRefused);
            await shop.SettlePayments();
            await shop.TheBooksAreRight();
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<OrderFulfilment> At(OrderId id, LocationId location) => (await shop.FulfilmentsOf(id)).Single(of => of.LocationId == location);

    private async Task<OrderId> Buy(Caller shopper, params (VariantId, int)[] lines)
    {
        await shop.Cart(shopper, lines);
        return (await shop.Place(shopper, null, Card())).Value;
    }

    private async Task<OrderId> Sell(Caller till, VariantId goods)
    {
        await shop.Cart(till, (goods, 1));
        return (await shop.Place(till, null, Cash(1000))).Value;
    }

    private async Task<Result<OrderId>> Try(ICommand<OrderId> step)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FulfilmentDesk>().DoAsync(step, Token);
    }

    private async Task Do(ICommand<OrderId> step)
    {
        var done = await Try(step);
        done.IsRefused.ShouldBeFalse(done.IsRefused ? done.Refusals[0].Message : "");
    }

    private async Task Expire()
    {
        await using var scope = shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ExpireCollections>().RunAsync(Token);
    }

    private Task<string[]> Events(OrderId id) => shop.InDatabase(db =>
        db.Set<OutboxEvent>().Where(e => e.Stream == $"order:{id}").OrderBy(e => e.Sequence).ThenBy(e => e.Position).Select(e => e.Type).ToArrayAsync(Token));
}
