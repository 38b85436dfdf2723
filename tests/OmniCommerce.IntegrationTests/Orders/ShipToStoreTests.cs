using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
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

/// <summary>What is collected in York, which lacks it, is sent there from Leeds.</summary>
public sealed class ShipToStoreTests(OrderShop shop) : IClassFixture<OrderShop>
{
    private const int Hours = 48;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_store_lacks_is_sent_there_and_is_the_orders_all_the_way_until_it_is_collected()
    {
        var (goods, placedAt) = (await shop.Goods(quantity: 3), shop.Clock.Now);
        var id = await Collect(shop.Shopper(), null, (goods, 2));

        var toStore = (await shop.FulfilmentsOf(id)).ShouldHaveSingleItem();
        (toStore.Kind, toStore.Status, toStore.LocationId, toStore.PickUp).ShouldBe((FulfilmentKind.ToStore, FulfilmentStatus.Open, shop.Leeds, null));
        toStore.ExpectedAt!.Value.ShouldBeInRange(placedAt.AddHours(Hours), shop.Clock.Now.AddHours(Hours));
        (await shop.Level(goods, shop.Leeds))!.Allocated.ShouldBe(2);
        (await shop.Services.GetRequiredService<FindFulfilments>().TraceAsync(id, Token)).ShouldHaveSingleItem().Outcome.ShouldBe(SourcingOutcome.SentToStore);
        foreach (var early in (ICommand<OrderId>[])[new MakeReady(shop.Till(), toStore.Id, null), new HandOver(shop.Till(), toStore.Id, null, null)])
            (await Try(early)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Send(new FulfilOrder(shop.Till(), id, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();

        await Do(new StartPicking(shop.Till(), toStore.Id, null));
        var transfer = await SendToStore(id);
        (transfer.Status, transfer.OrderId, transfer.ToId).ShouldBe((TransferStatus.Sent, (OrderId?)id, shop.York));
        (await Levels(goods)).ShouldBe(((1, 0), (0, 0)));
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Authorized);

        // On the way it can be sold to nobody, and none of it is picked or sent again.
        (await Free(goods)).ShouldBe(1);
        (await shop.Send(new CancelTransfer(shop.Till(), transfer.Id, null))).IsRefused.ShouldBeTrue();
        (await Try(new ReportShortPick(shop.Till(), toStore.Id, [new(goods, 1)], null))).IsRefused.ShouldBeTrue();
        await Do(new ShipFulfilment(shop.Till(), toStore.Id, null, null, null));
        await shop.TheBooksAreRight();

        await shop.Done(new ReceiveTransfer(shop.Till(shop.York), transfer.Id, [], null));
        (await Levels(goods)).ShouldBe(((1, 0), (2, 2)));
        (await At(id, shop.Leeds)).Status.ShouldBe(FulfilmentStatus.Arrived);
        var here = await At(id, shop.York);
        (here.Kind, here.Status, here.Lines[0].Open).ShouldBe((FulfilmentKind.Collect, FulfilmentStatus.Open, 2));
        await shop.TheBooksAreRight();

        await Do(new MakeReady(shop.Till(shop.York), here.Id, null));
        await Do(new HandOver(shop.Till(shop.York), here.Id, null, null));
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 2000, 0));
        (await Levels(goods)).ShouldBe(((1, 0), (0, 0)));
        (await Events(id)).ShouldBe(["order.placed", "fulfilment.sent_to_store", "fulfilment.ready", "order.fulfilled"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_the_store_has_is_taken_there_and_only_the_rest_is_sent()
    {
        var goods = await shop.Goods(quantity: 9, york: 2);
        var id = await Collect(shop.Shopper(), null, (goods, 5));

        (await At(id, shop.York)).Lines[0].Quantity.ShouldBe(2);
        (await At(id, shop.Leeds)).Lines[0].Quantity.ShouldBe(3);
        (await shop.Services.GetRequiredService<FindFulfilments>().TraceAsync(id, Token)).Select(step => (step.LocationId, step.Covers, step.Outcome)).ShouldBe(
            [(shop.York, 2, SourcingOutcome.Chosen), (shop.Leeds, 3, SourcingOutcome.SentToStore)]);
        await Do(new HandOver(shop.Till(shop.York), (await At(id, shop.York)).Id, null, null));
        (await shop.Send(new CancelOrder(shop.Till(), id, null, null))).IsRefused.ShouldBeTrue();
        var transfer = await SendToStore(id);
        await shop.Done(new ReceiveTransfer(shop.Till(shop.York), transfer.Id, [], null));
        await shop.Done(new FulfilOrder(shop.Till(shop.York), id, null));

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 5000, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_called_off_on_the_way_is_free_stock_of_the_store_where_it_arrives()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 3), shop.Shopper());
        var id = await Collect(shopper, null, (goods, 3));
        var transfer = await SendToStore(id);
        var line = (await shop.Order(id)).Lines[0].Id;

        await shop.Done(new CancelOrderLines(shopper, id, [new(line, 1)], null, null, null));
        (await Transfer(transfer.Id)).Lines[0].Ordered.ShouldBe(2);
        await shop.TheBooksAreRight();
        await shop.Done(new CancelOrder(shopper, id, "too slow", null));
        (await At(id, shop.Leeds)).Status.ShouldBe(FulfilmentStatus.Cancelled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 0, 0));
        (await Free(goods)).ShouldBe(0);
        await shop.TheBooksAreRight();

        await shop.Done(new ReceiveTransfer(shop.Till(shop.York), transfer.Id, [], null));
        (await Levels(goods)).ShouldBe(((0, 0), (3, 0)));
        (await Free(goods)).ShouldBe(3);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_staff_call_off_on_the_way_is_given_back()
    {
        var goods = await shop.Goods(quantity: 2);
        var id = await Collect(shop.Shopper(), null, (goods, 2));
        var transfer = await SendToStore(id);

        await Do(new CancelFulfilment(shop.Till(), (await At(id, shop.Leeds)).Id, "the van broke down", null));

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Cancelled);
        await shop.Done(new ReceiveTransfer(shop.Till(shop.York), transfer.Id, [new(goods, 1, StockReason.LostInTransit)], null));
        (await Levels(goods)).ShouldBe(((0, 0), (1, 0)));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_does_not_arrive_comes_from_elsewhere_and_what_is_nowhere_is_given_back()
    {
        var goods = await shop.Goods(quantity: 4);
        var id = await Collect(shop.Shopper(), null, (goods, 4));
        var transfer = await SendToStore(id);
        await shop.Done(new ReceiveStock(goods, shop.York, 1, "delivery"));
        await shop.Done(new ReceiveStock(goods, shop.Leeds, 1, "delivery"));

        await shop.Done(new ReceiveTransfer(shop.Till(shop.York), transfer.Id, [new(goods, 1, StockReason.LostInTransit)], null));
        await shop.SettlePayments();

        var fulfilments = await shop.FulfilmentsOf(id);
        fulfilments.Select(of => (of.LocationId, of.Kind, of.Status, of.Lines[0].Open)).ShouldBe(
        [
            (shop.Leeds, FulfilmentKind.ToStore, FulfilmentStatus.Arrived, 0),
            (shop.York, FulfilmentKind.Collect, FulfilmentStatus.Open, 1),
            (shop.York, FulfilmentKind.Collect, FulfilmentStatus.Open, 1),
            (shop.Leeds, FulfilmentKind.ToStore, FulfilmentStatus.Open, 1),
        ], ignoreOrder: true);
        (fulfilments[0].Lines[0].Moved, fulfilments[0].Lines[0].GivenUp).ShouldBe((3, 1));
        (await shop.Order(id)).Refunded.ShouldBe(Pounds(1000));
        await shop.TheBooksAreRight();

        var again = await SendToStore(id);
        await shop.Done(new ReceiveTransfer(shop.Till(shop.York), again.Id, [], null));
        await shop.Done(new FulfilOrder(shop.Till(shop.York), id, null));
        await shop.SettlePayments();
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 3000, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task An_order_of_which_nothing_arrives_is_called_off_and_more_than_was_sent_is_free()
    {
        var (lost, more) = (await shop.Goods(quantity: 1), await shop.Goods(quantity: 1));
        var (first, second) = (await Collect(shop.Shopper(), null, (lost, 1)), await Collect(shop.Shopper(), null, (more, 1)));
        var (none, two) = (await SendToStore(first), await SendToStore(second));

        await shop.Done(new ReceiveTransfer(shop.Till(shop.York), none.Id, [new(lost, 0, StockReason.LostInTransit)], null));
        await shop.Done(new ReceiveTransfer(shop.Till(shop.York), two.Id, [new(more, 2, StockReason.DeliveredWrongly)], null));
        await shop.SettlePayments();

        (await shop.Order(first)).Status.ShouldBe(OrderStatus.Cancelled);
        (await At(first, shop.Leeds)).Status.ShouldBe(FulfilmentStatus.Cancelled);
        (await shop.AtTheProvider(first)).ShouldBe((0, 0, 0));
        (await Levels(more)).ShouldBe(((0, 0), (2, 1)));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_did_not_come_cannot_be_given_back_while_the_bank_has_its_money()
    {
        var goods = await shop.Goods(quantity: 2);
        var id = await Collect(shop.Shopper(), Card(method: "pm_card_createDispute"), null, (goods, 2));
        var transfer = await SendToStore(id);

        // Somebody took the money at the provider, before the goods were collected.
        await shop.AskTheProvider($"payment_intents/{(await shop.PaymentsAtTheProvider(id)).ShouldHaveSingleItem().Id}/capture", "");
        await shop.AtTheSandbox("clock", "advance_seconds=10");
        foreach (var happened in await shop.EventsOf(id))
            await shop.Tell(happened);
        var tooFew = new ReceiveTransfer(shop.Till(shop.York), transfer.Id, [new(goods, 1, StockReason.LostInTransit)], null);

        (await shop.Send(tooFew)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Reason.ShouldContain("has taken 20.00 GBP back");

        (await Transfer(transfer.Id)).Status.ShouldBe(TransferStatus.Sent);
        (await Levels(goods)).ShouldBe(((0, 0), (0, 0)));
        await shop.TheBooksAreRight();
        await shop.Done(tooFew with { Lines = [] });
        (await Levels(goods)).ShouldBe(((0, 0), (2, 2)));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_not_on_the_shelf_of_the_store_is_sent_there()
    {
        var goods = await shop.Goods(quantity: 1, york: 2);
        var id = await Collect(shop.Shopper(), null, (goods, 2));

        await Do(new ReportShortPick(shop.Till(shop.York), (await At(id, shop.York)).Id, [new(goods, 2)], null));

        (await At(id, shop.York)).Status.ShouldBe(FulfilmentStatus.Cancelled);
        var toStore = await At(id, shop.Leeds);
        (toStore.Kind, toStore.Lines[0].Open, (await shop.Order(id)).Refunded).ShouldBe((FulfilmentKind.ToStore, 1, Pounds(1000)));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_came_and_is_not_collected_in_time_is_given_back()
    {
        var goods = await shop.Goods(quantity: 1);
        var id = await Collect(shop.Shopper(), null, (goods, 1));
        await shop.Done(new ReceiveTransfer(shop.Till(shop.York), (await SendToStore(id)).Id, [], null));
        await shop.Send(new ExpireCollection((await At(id, shop.York)).Id));
        (await At(id, shop.York)).Status.ShouldBe(FulfilmentStatus.Open, "Nobody was told yet that it can be collected.");
        await Do(new MakeReady(shop.Till(shop.York), (await At(id, shop.York)).Id, null));

        shop.Clock.Advance(TimeSpan.FromDays(8));
        await using (var scope = shop.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ExpireCollections>().RunAsync(Token);
        await shop.SettlePayments();

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Cancelled);
        (await Levels(goods)).ShouldBe(((0, 0), (1, 0)));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_slot_is_offered_from_when_the_goods_can_be_there()
    {
        var (goods, slow, fast) = (await shop.Goods(quantity: 1, york: 1), shop.Shopper(), shop.Shopper());
        await Terms(Hours);
        var pickUps = shop.Services.GetRequiredService<IPickUps>();
        var (soon, later) = ((await pickUps.SlotsAsync(shop.York, shop.Clock.Now.AddHours(2), 2, Token))[0], (await pickUps.SlotsAsync(shop.York, shop.Clock.Now.AddHours(Hours), 2, Token))[0]);
        foreach (var shopper in (Caller[])[slow, fast])
        {
            await shop.Cart(shopper, (goods, 1));
            await shop.Done(new ChooseDelivery(shopper, null, new DeliveryInput(CollectAt: shop.York), null, soon.Time.StartsAt));
        }

        await shop.Done(new HoldCart(fast, null, null, null));
        var tooSoon = (await shop.Send(new HoldCart(slow, null, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PickUpSlotNotFree>();
        tooSoon.Free.ShouldNotBeEmpty();
        tooSoon.Free.ShouldAllBe(slot => slot.Time.StartsAt >= shop.Clock.Now.AddHours(Hours));
        (await shop.Send(new ChooseDelivery(slow, null, new DeliveryInput(CollectAt: shop.York), null, soon.Time.StartsAt)))
            .Refusals.ShouldHaveSingleItem().ShouldBeOfType<PickUpSlotNotFree>();
        await shop.Done(new ChooseDelivery(slow, null, new DeliveryInput(CollectAt: shop.York), null, later.Time.StartsAt));
        var id = (await shop.Place(slow, null, Card())).Value;
        (await shop.Send(new ChangePickUpTime(slow, id, soon.Time.StartsAt, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PickUpSlotNotFree>();

        await shop.Done(new ReceiveTransfer(shop.Till(shop.York), (await SendToStore(id)).Id, [], null));
        (await At(id, shop.York)).PickUp.ShouldBe(later.Time);
        await shop.Done(new ChangePickUpTime(slow, id, soon.Time.StartsAt, null, null));
        (await At(id, shop.York)).PickUp.ShouldBe(soon.Time);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Where_nothing_is_sent_to_only_what_is_there_is_collected()
    {
        var goods = await shop.Goods(quantity: 5, york: 1);
        await Terms(null);
        var shopper = shop.Shopper();
        await shop.Cart(shopper, (goods, 2));
        await shop.Done(new ChooseDelivery(shopper, null, new DeliveryInput(CollectAt: shop.York), null));

        (await shop.Place(shopper, null, Card())).Refusals.ShouldHaveSingleItem().ShouldBeOfType<OutOfStock>().Available.ShouldBe(1);
        (await shop.Services.GetRequiredService<IPickUps>().CollectableFromAsync(shop.York, [new(goods, 2)], Channel.Web, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Calling_off_and_receiving_at_once_the_goods_are_the_orders_or_free_and_never_both()
    {
        for (var i = 0; i < 8; i++)
        {
            var (goods, shopper) = (await shop.Goods(quantity: 2), shop.Shopper());
            var id = await Collect(shopper, null, (goods, 2));
            var transfer = await SendToStore(id);
            var line = (await shop.Order(id)).Lines[0].Id;

            TransferReceipt[] came = i % 2 == 0 ? [] : [new(goods, 1, StockReason.LostInTransit)];
            var received = Task.Run(() => shop.Send(new ReceiveTransfer(shop.Till(shop.York), transfer.Id, came, null)));
            var cancelled = Task.Run(() => shop.Send(new CancelOrderLines(shopper, id, [new(line, 1)], null, null, null)));
            await Task.WhenAll(received, cancelled);
            await shop.SettlePayments();

            (await received).IsRefused.ShouldBeFalse();
            var kept = (await shop.Order(id)).Lines[0].Quantities.Allocated;
            (await shop.Level(goods, shop.York))!.Allocated.ShouldBe(kept);
            await shop.TheBooksAreRight();
        }
    }

    private async Task Terms(int? hours) => await shop.Done(new SetPickUpTerms(shop.Till(shop.York), null, new PickUpTerms
    {
        TimeZone = "Europe/London",
        SlotMinutes = 60,
        Capacity = 50,
        TransferHours = hours,
        Week = [.. Enum.GetValues<Weekday>().Select(day => new PickUpHours(day, TimeOnly.MinValue, TimeOnly.MinValue))],
    }, null));

    private Task<OrderId> Collect(Caller shopper, DateTimeOffset? at, params (VariantId, int)[] lines) => Collect(shopper, Card(), at, lines);

    private async Task<OrderId> Collect(Caller shopper, TenderOffer tender, DateTimeOffset? at, params (VariantId, int)[] lines)
    {
        await Terms(Hours);
        await shop.Cart(shopper, lines);
        await shop.Done(new ChooseDelivery(shopper, null, new DeliveryInput(CollectAt: shop.York), null, at));
        return (await shop.Place(shopper, null, tender)).Value;
    }

    private async Task<int> Free(VariantId goods) =>
        (await shop.Services.GetRequiredService<IStock>().EverywhereAsync([goods], Channel.Web, Token))[goods];

    private async Task<Transfer> SendToStore(OrderId id)
    {
        var open = (await shop.FulfilmentsOf(id)).Single(of => of.Kind == FulfilmentKind.ToStore && of.Status is FulfilmentStatus.Open or FulfilmentStatus.Picking);
        await Do(new ShipFulfilment(shop.Till(), open.Id, "Van", null, null));
        return await Transfer((await shop.FulfilmentsOf(id)).Single(of => of.Id == open.Id).TransferId!.Value);
    }

    private async Task<Transfer> Transfer(TransferId id) => (await shop.Send(new FindTransfer(id))).ShouldNotBeNull();

    /// <summary>What is on hand and allocated in Leeds and in York.</summary>
    private async Task<((int, int) Leeds, (int, int) York)> Levels(VariantId goods)
    {
        var (leeds, york) = (await shop.Level(goods, shop.Leeds), await shop.Level(goods, shop.York));
        return ((leeds?.OnHand ?? 0, leeds?.Allocated ?? 0), (york?.OnHand ?? 0, york?.Allocated ?? 0));
    }

    private async Task<OrderFulfilment> At(OrderId id, LocationId location) => (await shop.FulfilmentsOf(id)).Single(of => of.LocationId == location);

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

    private Task<string[]> Events(OrderId id) => shop.InDatabase(db =>
        db.Set<OutboxEvent>().Where(e => e.Stream == $"order:{id}").OrderBy(e => e.Sequence).ThenBy(e => e.Position).Select(e => e.Type).ToArrayAsync(Token));
}
