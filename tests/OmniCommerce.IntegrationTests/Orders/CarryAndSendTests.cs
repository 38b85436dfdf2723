using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>One sale at a till of which the shopper takes some home, and has the rest sent.</summary>
public sealed class CarryAndSendTests(OrderShop shop) : IClassFixture<OrderShop>
{
    private const int Postage = 395;

    private static readonly DeliveryInput ToOxford = new(ShipTo: new AddressInput("Ada", "1 High Street", null, "Oxford", "OX1 1AA", null, "GB"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_sale_is_paid_by_two_tenders_carried_out_in_part_and_sent_in_part()
    {
        var (here, lacking, till) = (await shop.Goods(quantity: 5), await shop.Goods(quantity: 0, york: 1), shop.Till());
        var id = await Sell(till, [Cash(1000), Card()], (here, 2, 2), (lacking, 1, 0));

        var order = await shop.Order(id);
        (order.Status, order.Total, order.ShippingTotal).ShouldBe((OrderStatus.PartiallyFulfilled, Pounds(3000 + Postage), Pounds(Postage)));
        order.Delivery.ShouldBeOfType<ShipToAddress>().CarriedOutOf.ShouldBe(shop.Leeds);
        order.Lines.Select(line => (line.Quantities.Fulfilled, line.Quantities.Allocated)).ShouldBe([(2, 0), (0, 1)]);
        (await shop.FulfilmentsOf(id)).Select(of => (of.Number, of.Kind, of.LocationId, of.Status, of.Lines.Single().Quantity)).ShouldBe(
            [(1, FulfilmentKind.CarryOut, shop.Leeds, FulfilmentStatus.Collected, 2), (2, FulfilmentKind.Ship, shop.York, FulfilmentStatus.Open, 1)]);
        (await shop.OnHand(here, shop.Leeds), (await shop.Level(lacking, shop.York))!.Allocated).ShouldBe((3, 1));

        // Two thirds of the goods are due, and of the postage: cash is there at once, the card pays its share.
        (await shop.TendersOf(id)).Select(tender => tender.Captured).ShouldBe([Pounds(1000), Pounds(1596)]);
        (await shop.AtTheProvider(id)).ShouldBe((2395 - 1596, 1596, 0));
        await shop.TheBooksAreRight();

        await Send(id);
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.AtTheProvider(id)).ShouldBe((0, 2395, 0));
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Paid);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Of_one_line_some_are_carried_out_and_some_sent_from_the_same_shelf()
    {
        var goods = await shop.Goods(quantity: 3);
        var id = await Sell(shop.Till(), [Card()], (goods, 3, 1));

        (await shop.Order(id)).Lines[0].Quantities.ShouldBe(new OrderLineQuantities(3, 2, 1, 0, 0));
        var level = (await shop.Level(goods, shop.Leeds))!;
        (level.OnHand, level.Held, level.Allocated).ShouldBe((2, 0, 2));
        (await shop.FulfilmentsOf(id)).Select(of => (of.Kind, of.LocationId, of.Lines.Single().Quantity))
            .ShouldBe([(FulfilmentKind.CarryOut, shop.Leeds, 1), (FulfilmentKind.Ship, shop.Leeds, 2)]);
        await shop.TheBooksAreRight();

        await Send(id);
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(0);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_store_that_sends_nothing_lets_goods_be_carried_out_and_others_send_the_rest()
    {
        var goods = await shop.Goods(quantity: 1);
        await shop.Done(new ReceiveStock(goods, shop.Kiosk, 5, "opening stock"));
        var till = shop.Till(shop.Kiosk);

        var id = await Sell(till, [Card()], (goods, 2, 1));
        (await shop.FulfilmentsOf(id)).Select(of => (of.Kind, of.LocationId)).ShouldBe([(FulfilmentKind.CarryOut, shop.Kiosk), (FulfilmentKind.Ship, shop.Leeds)]);
        (await Trace(id)).Select(step => (step.LocationId, step.Covers, step.Outcome, step.Rule)).ShouldBe(
            [(shop.Kiosk, 1, SourcingOutcome.Chosen, SourcingRule.CollectionPoint), (shop.Leeds, 1, SourcingOutcome.Chosen, (SourcingRule?)null)]);

        await Fill(till, (goods, 2, 1));
        (await shop.Send(new HoldCart(till, null, null, null))).Refusals.ShouldBe([new OutOfStock(await Sku(goods), 1, 0)]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_the_store_lacks_to_be_carried_out_is_never_taken_elsewhere_and_the_refusal_says_where()
    {
        var (goods, other, till) = (await shop.Goods(quantity: 1, york: 9), await shop.Goods(quantity: 0, york: 9), shop.Till());
        await Fill(till, (goods, 3, 2), (other, 1, 1));

        var refused = (await shop.Send(new HoldCart(till, null, null, null))).Refusals.Cast<OutOfStock>().ToList();

        OutOfStock[] expected = [new(await Sku(goods), 2, 1) { Store = "Store 1" }, new(await Sku(other), 1, 0) { Store = "Store 1" }];
        refused.ShouldBe(expected, ignoreOrder: true);
        refused.Select(refusal => refusal.Message).ShouldContain($"{expected[1].Store} has no '{expected[1].Sku}' to carry out. Have it sent.");
        (await Problems(till)).ShouldBe(expected, ignoreOrder: true);
        (await shop.Level(goods, shop.York))!.Held.ShouldBe(0);

        await Deliver(till, (goods, 1));
        (await Problems(till)).ShouldBeEmpty();
        (await shop.Send(new HoldCart(till, null, null, null))).IsRefused.ShouldBeFalse();
        (await shop.Level(goods, shop.Leeds))!.Held.ShouldBe(1);
        await shop.Done(new ReleaseCart(till, null, null));
        (await shop.Level(goods, shop.York))!.Held.ShouldBe(0);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_set_that_is_carried_out_and_a_component_that_is_sent_are_not_promised_the_same_goods()
    {
        var (tea, cup, set) = (await shop.Goods(quantity: 1), await shop.Goods(quantity: 2, york: 1), await shop.Goods(quantity: 0, price: 2500));
        await shop.Done(new DefineKit(shop.Till(), set, [new(tea, 1), new(cup, 2)], null));
        await shop.Done(new ReceiveStock(cup, shop.Kiosk, 1, "opening stock"));
        var till = shop.Till();

        await Fill(till, (set, 1, 1), (cup, 2, 0));
        (await shop.Send(new HoldCart(till, null, null, null))).Refusals.ShouldBe([new OutOfStock(await Sku(cup), 2, 1)]);
        await shop.Done(new ChangeCartLines(till, null, null, [new((await Cart(till)).Lines[1].Id, 1)], null));
        var id = (await shop.Place(till, null, Card())).Value;

        (await shop.FulfilmentsOf(id)).Select(of => (of.Kind, of.LocationId, of.Lines.Sum(line => line.Quantity)))
            .ShouldBe([(FulfilmentKind.CarryOut, shop.Leeds, 3), (FulfilmentKind.Ship, shop.York, 1)]);
        (await shop.Order(id)).Lines.Select(line => line.Quantities.Fulfilled).ShouldBe([1, 0]);
        await shop.TheBooksAreRight();
        await Send(id);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Of_many_tills_that_want_the_stores_last_one_to_be_carried_out_one_gets_it_though_others_have_more()
    {
        var (goods, other) = (await shop.Goods(quantity: 1, york: 50), await shop.Goods(quantity: 50));
        Caller[] tills = [.. Enumerable.Range(0, 8).Select(_ => shop.Till())];
        foreach (var till in tills)
            await Fill(till, (goods, 2, 1), (other, 2, 1));

        var placed = await Task.WhenAll(tills.Select(till => Task.Run(() => shop.Place(till, null, Card()))));

        placed.Count(result => !result.IsRefused).ShouldBe(1);
        var soldOut = new OutOfStock(await Sku(goods), 1, 0) { Store = "Store 1" };
        placed.Where(result => result.IsRefused).ShouldAllBe(result => result.Refusals.Single().Equals(soldOut));
        (await shop.OnHand(goods, shop.Leeds), (await shop.Level(goods, shop.York))!.Allocated).ShouldBe((0, 1));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_called_off_of_the_rest_is_never_charged_and_with_the_last_of_it_neither_is_the_postage()
    {
        var (goods, lacking, member) = (await shop.Goods(quantity: 5), await shop.Goods(quantity: 0, york: 2), await shop.Member(points: 500));
        var till = shop.Till() with { CustomerId = member };
        var id = await Sell(till, [new TenderOffer { Kind = TenderKind.Points, Points = 500 }, Card()], (goods, 2, 2), (lacking, 2, 0));
        var line = (await shop.Order(id)).Lines[1].Id;

        (await CallOff(id, line)).ShouldBe(Pounds(1000));
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.PartiallyFulfilled);
        await shop.TheBooksAreRight();
        (await CallOff(id, line)).ShouldBe(Pounds(1000 + Postage));

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        var (promised, taken, givenBack) = await shop.AtTheProvider(id);
        var points = (await shop.TendersOf(id)).Single(tender => tender.Kind == TenderKind.Points);
        (promised, taken - givenBack + points.Amount.MinorUnits - points.Refunded.MinorUnits).ShouldBe((0, 2000));
        (await shop.Level(lacking, shop.York))!.Allocated.ShouldBe(0);
        await shop.TheBooksAreRight();

        // What was carried out comes back last; the postage went back before.
        await Return(id, 0, 2);
        (await shop.Order(id)).Refunded.ShouldBe(Pounds(4000 + Postage));
        (await shop.InDatabase(db => db.Set<OrderReturn>().AsNoTracking().Include(goods => goods.Lines).Where(goods => goods.OrderId == id).OrderBy(goods => goods.Id).ToListAsync()))
            .Select(goods => goods.Lines.Sum(part => part.Refunded)).ShouldBe([1000, 1000, 2000]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_was_carried_out_comes_back_anywhere_before_the_rest_is_sent()
    {
        var (goods, lacking) = (await shop.Goods(quantity: 5), await shop.Goods(quantity: 0, york: 1));
        var id = await Sell(shop.Till(), [Card()], (goods, 2, 2), (lacking, 1, 0));

        await Return(id, 0, 1, shop.York);
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.PartiallyFulfilled);
        (await shop.AtTheProvider(id)).GivenBack.ShouldBe(1000);
        (await shop.OnHand(goods, shop.York)).ShouldBe(1);
        await shop.TheBooksAreRight();

        await Send(id);
        (await shop.AtTheProvider(id)).ShouldBe((0, 3000 + Postage, 1000));
        await Return(id, 0, 1);
        await Return(id, 1, 1);
        (await shop.AtTheProvider(id)).ShouldBe((0, 3000 + Postage, 3000 + Postage));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task The_rest_goes_to_another_address_until_some_of_it_is_sent()
    {
        var (goods, lacking) = (await shop.Goods(quantity: 5), await shop.Goods(quantity: 0, york: 1));
        var id = await Sell(shop.Till(), [Card()], (goods, 2, 1), (lacking, 1, 0));
        ChangeOrderAddress change = new(shop.Till(), id, ToOxford.ShipTo! with { City = "York" }, null, Guid.NewGuid());

        await shop.Done(change);
        var delivery = (await shop.Order(id)).Delivery.ShouldBeOfType<ShipToAddress>();
        (delivery.Address.City, delivery.CarriedOutOf).ShouldBe(("York", shop.Leeds));
        await AtTheDesk(new ShipFulfilment(shop.Till(), (await shop.FulfilmentsOf(id))[1].Id, null, null, null));

        (await shop.Send(change with { OperationId = Guid.NewGuid() })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["orderId"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_was_carried_out_is_exchanged_for_what_is_carried_out_and_sent()
    {
        var (goods, lacking) = (await shop.Goods(quantity: 9), await shop.Goods(quantity: 0, york: 9));
        var old = await Sell(shop.Till(), [Card()], (goods, 2, 2), (lacking, 1, 0));
        var till = shop.Till();
        await Fill(till, (goods, 1, 1), (lacking, 1, 0));

        var exchanged = await shop.Done(new ExchangeItems(
            till, old, [new((await shop.Order(old)).Lines[0].Id, 1, ReturnCondition.Resellable, null)], null, null, [Card()], Guid.NewGuid()));

        (await shop.Order(exchanged.OrderId)).Status.ShouldBe(OrderStatus.PartiallyFulfilled);
        (await shop.FulfilmentsOf(exchanged.OrderId)).Select(of => of.Kind).ShouldBe([FulfilmentKind.CarryOut, FulfilmentKind.Ship]);
        await shop.TheBooksAreRight();
        await Send(old);
        await Send(exchanged.OrderId);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_not_on_its_shelf_of_the_rest_comes_from_elsewhere_or_is_given_back_with_the_postage()
    {
        var (goods, lacking) = (await shop.Goods(quantity: 9), await shop.Goods(quantity: 1, york: 2));
        var id = await Sell(shop.Till(), [Card()], (goods, 1, 1), (lacking, 2, 0));

        var york = (await shop.FulfilmentsOf(id))[1];
        await AtTheDesk(new ReportShortPick(shop.Till(shop.York), york.Id, [new(lacking, 2)], null));
        var leeds = (await shop.FulfilmentsOf(id))[2];
        (leeds.Kind, leeds.LocationId, leeds.Lines.Single().Quantity).ShouldBe((FulfilmentKind.Ship, shop.Leeds, 1));
        await shop.TheBooksAreRight();
        await AtTheDesk(new ReportShortPick(shop.Till(), leeds.Id, [new(lacking, 1)], null));

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        await shop.SettlePayments();
        var (promised, taken, givenBack) = await shop.AtTheProvider(id);
        (promised, taken - givenBack).ShouldBe((0, 1000));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_may_be_sold_before_it_comes_is_sent_when_it_has_and_the_rest_is_carried_out_now()
    {
        var (goods, awaited, till) = (await shop.Goods(quantity: 1), await shop.Goods(quantity: 0), shop.Till());
        await shop.Done(new AllowBackOrders(till, awaited, 5, null, null));
        var id = await Sell(till, [Card()], (goods, 1, 1), (awaited, 2, 0));

        (await shop.FulfilmentsOf(id)).Select(of => (of.Kind, of.Status)).ShouldBe([(FulfilmentKind.CarryOut, FulfilmentStatus.Collected), (FulfilmentKind.Ship, FulfilmentStatus.Waiting)]);
        await shop.TheBooksAreRight();

        await Fill(till, (awaited, 1, 1));
        (await shop.Send(new HoldCart(till, null, null, null))).Refusals.ShouldBe([new OutOfStock(await Sku(awaited), 1, 0) { Store = "Store 1" }]);
    }

    [Fact]
    public async Task All_of_it_may_be_carried_out_and_nothing_is_sent_then()
    {
        var (goods, gone, till) = (await shop.Goods(quantity: 1), await shop.Goods(), shop.Till());
        await Fill(till, (goods, 1, 1), (gone, 1, 0));
        await shop.Done(new RemoveCartLines(till, null, [(await Cart(till)).Lines[1].Id], null));

        (await Cart(till)).ShippingTotal.ShouldBe(Pounds(0));
        var id = (await shop.Place(till, null, Cash(1000))).Value;

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.FulfilmentsOf(id)).ShouldHaveSingleItem().Kind.ShouldBe(FulfilmentKind.CarryOut);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Only_a_till_in_that_store_orders_what_is_carried_out_of_it()
    {
        var (goods, till) = (await shop.Goods(quantity: 5), shop.Till());
        await Fill(till, (goods, 2, 1));
        var cart = (await Cart(till)).Id;

        foreach (var elsewhere in new[] { shop.Till(shop.York), till with { Channel = Channel.Web } })
            (await shop.Place(elsewhere, cart, Card())).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["cartId"]);
        (await shop.Place(shop.Till(), cart, Card())).IsRefused.ShouldBeFalse();
        await shop.TheBooksAreRight();
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "AuthorizeTenders")]
    [InlineData(false, "ConfirmOrder")]
    public async Task A_sale_that_breaks_off_is_finished_with_the_goods_that_it_had_or_with_none(bool isChosenAnew, string? after)
    {
        var (goods, lacking, till) = (await shop.Goods(quantity: 2), await shop.Goods(quantity: 0, york: 1, price: 6000), shop.Till());
        await Fill(till, (goods, 2, 1), (lacking, 1, 0));
        var request = new PlaceOrder(till, null, null, [Card()], Guid.NewGuid());
        shop.Breakdown.After(after ?? "AuthorizeTenders");
        await Should.ThrowAsync<BreakdownException>(() => shop.Send(request));
        if (after is null)
        {
            var hold = await shop.InDatabase(db => db.Set<Order>().Where(order => order.SessionId == till.SessionId).Select(order => order.HoldId).SingleAsync());
            await shop.Done(new ReleaseHold(hold));
        }

        // It costs the same: nothing is said of what is carried out.
        if (isChosenAnew)
            await shop.Done(new ChooseDelivery(till, null, ToOxford, null));
        var placed = await shop.Send(request);

        if (isChosenAnew)
        {
            placed.Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["cartId"]);
        }
        else
        {
            (await shop.Order(placed.Value)).Status.ShouldBe(OrderStatus.PartiallyFulfilled);
            (await shop.OnHand(goods, shop.Leeds)).ShouldBe(1);
        }

        await shop.SomeMinutesLater();
        await shop.TheBooksAreRight();
    }

    /// <summary>The till's cart with so many of each, of which so many are carried out; the rest is sent.</summary>
    private async Task Fill(Caller till, params (VariantId Variant, int Quantity, int CarriedOut)[] lines)
    {
        await shop.Cart(till, [.. lines.Select(line => (line.Variant, line.Quantity))]);
        await Deliver(till, [.. lines.Where(line => line.CarriedOut > 0).Select(line => (line.Variant, line.CarriedOut))]);
    }

    private async Task Deliver(Caller till, params (VariantId Variant, int CarriedOut)[] lines)
    {
        var cart = await Cart(till);
        await shop.Done(new ChooseDelivery(till, null, ToOxford, null, CarryOut: [.. lines.Select(line => new CarryOutLineInput(cart.Lines.Single(of => of.VariantId == line.Variant).Id, line.CarriedOut))]));
    }

    private async Task<OrderId> Sell(Caller till, TenderOffer[] tenders, params (VariantId Variant, int Quantity, int CarriedOut)[] lines)
    {
        await Fill(till, lines);
        return (await shop.Place(till, null, tenders)).Value;
    }

    private async Task Send(OrderId id)
    {
        foreach (var open in (await shop.FulfilmentsOf(id)).Where(of => of.Status == FulfilmentStatus.Open))
            await AtTheDesk(new ShipFulfilment(shop.Till(open.LocationId), open.Id, null, null, null));
    }

    private async Task AtTheDesk(ICommand<OrderId> step)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<FulfilmentDesk>().DoAsync(step, Token)).IsRefused.ShouldBeFalse();
    }

    private async Task<Money> CallOff(OrderId id, OrderLineId line) =>
        (await shop.Done(new CancelOrderLines(shop.Till(), id, [new(line, 1)], null, null, Guid.NewGuid()))).Refunded;

    private async Task Return(OrderId id, int line, int quantity, LocationId? into = null) => await shop.Done(new ReturnItems(
        shop.Till(), id, [new((await shop.Order(id)).Lines[line].Id, quantity, ReturnCondition.Resellable, null)], into, Guid.NewGuid()));

    private async Task<PricedCart> Cart(Caller till)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ICarts>().CurrentAsync(till.SessionId, till.CustomerId, Token)).ShouldNotBeNull();
    }

    private async Task<IReadOnlyList<ICartProblem>> Problems(Caller till)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        T Of<T>()
            where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
        return await CartType.Problems(
            await Cart(till), till, Of<ICatalog>(), Of<IStock>(), Of<IPickUps>(), Of<ILocations>(), Of<ICartPricing>(), Token);
    }

    private Task<IReadOnlyList<SourcingStep>> Trace(OrderId id) => shop.Services.GetRequiredService<FindFulfilments>().TraceAsync(id, Token);

    private async Task<string> Sku(VariantId variant) =>
        (await shop.Services.GetRequiredService<ICatalog>().VariantsAsync([variant], Token))[variant].Sku.Value;
}
