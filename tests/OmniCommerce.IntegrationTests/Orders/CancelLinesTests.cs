using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

public sealed class CancelLinesTests(OrderShop shop) : IClassFixture<OrderShop>
{
    [Fact]
    public async Task What_is_called_off_is_free_and_not_charged_and_the_rest_goes_on()
    {
        var (tea, cup) = (await shop.Goods(quantity: 5, price: 1000), await shop.Goods(quantity: 5, price: 250));
        var shopper = shop.Shopper();
        var order = await shop.Ordered(shopper, [Card()], (tea, 3), (cup, 1));

        var cancelled = await shop.Done(Cancel(shopper, order, (0, 2)));

        cancelled.Refunded.ShouldBe(Pounds(2000));
        (await shop.Level(tea, shop.Leeds))!.Allocated.ShouldBe(1);
        var now = await shop.Order(order.Id);
        now.Status.ShouldBe(OrderStatus.Confirmed);
        now.Lines[0].Quantities.ShouldBe(new OrderLineQuantities(3, 1, 0, 2, 0));
        now.Lines[0].States.ShouldBe([OrderLineState.Allocated, OrderLineState.Cancelled]);
        await shop.Done(new FulfilOrder(shop.Till(), order.Id, null));
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 1250, 0));
        (await shop.Order(order.Id)).Lines[0].Quantities.ShouldBe(new OrderLineQuantities(3, 0, 1, 2, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_percentage_is_worked_out_again_for_what_is_kept_under_the_terms_of_the_order()
    {
        await shop.Done(new SaveCoupon("KEEP10", 10, 5, null, null));
        var (tea, cup) = (await shop.Goods(price: 505), await shop.Goods(price: 505));
        var shopper = shop.Shopper();
        await shop.Cart(shopper, (tea, 1), (cup, 1));
        await shop.Done(new ApplyCartCode(shopper, null, "KEEP10", null));
        var order = await shop.Order((await shop.Place(shopper, null, Card())).Value);
        order.Total.ShouldBe(Pounds(909));
        await shop.Done(new SaveCoupon("KEEP10", 50, 5, null, null)); // No matter to what is bought already.

        (await shop.Done(Cancel(shopper, order, (0, 1)))).Refunded.ShouldBe(Pounds(455)); // Kept: 505 less 51.
        (await shop.Done(Cancel(shopper, order, (1, 1)))).Refunded.ShouldBe(Pounds(454));

        (await shop.Order(order.Id)).Status.ShouldBe(OrderStatus.Cancelled);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Sending_that_was_free_stays_free_when_less_is_sent()
    {
        var (goods, shopper) = (await shop.Goods(price: 3000), shop.Shopper());
        await shop.Cart(shopper, (goods, 2));
        await SendHome(shopper);
        var order = await shop.Order((await shop.Place(shopper, null, Card())).Value);
        order.ShippingTotal.ShouldBe(Pounds(0));

        (await shop.Done(Cancel(shopper, order, (0, 1)))).Refunded.ShouldBe(Pounds(3000));

        await shop.Done(new FulfilOrder(shop.Till(), order.Id, null));
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 3000, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_sending_costs_goes_back_with_the_last_of_the_goods_only()
    {
        var (goods, shopper) = (await shop.Goods(price: 1000), shop.Shopper());
        await shop.Cart(shopper, (goods, 2));
        await SendHome(shopper);
        var order = await shop.Order((await shop.Place(shopper, null, Card())).Value);
        order.Total.ShouldBe(Pounds(2395));

        (await shop.Done(Cancel(shopper, order, (0, 1)))).Refunded.ShouldBe(Pounds(1000));
        await shop.Done(new FulfilOrder(shop.Till(), order.Id, null));
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 1395, 0));
        await shop.TheBooksAreRight();
        var returned = await shop.Done(new ReturnItems(
            shop.Till(shop.York), order.Id, [new(order.Lines[0].Id, 1, ReturnCondition.Resellable, null, ReturnReason.TooLate)], null, Guid.NewGuid()));

        returned.Refunded.ShouldBe(Pounds(1395));
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 1395, 1395));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Points_and_gift_cards_get_their_share_and_earned_points_shrink()
    {
        var (goods, member) = (await shop.Goods(price: 1000), await shop.Member(points: 1000));
        var shopper = shop.Shopper(member);
        await shop.Done(new IssueGiftCard("LINES-GIFT-1", Pounds(1000)));
        var order = await shop.Ordered(
            shopper, [new TenderOffer { Kind = TenderKind.Points, Points = 1000 }, GiftCard("LINES-GIFT-1", 1000), Card()], (goods, 4));
        order.PointsEarned.ShouldBe(30);

        var cancelled = await shop.Done(Cancel(shopper, order, (0, 2)));

        cancelled.ShouldBe(new ReturnedItems(order.Id, Pounds(2000), 15));
        (await shop.Points(member)).Balance.ShouldBe(500 + 15);
        (await shop.Send(new FindGiftCard("LINES-GIFT-1")))!.Balance.ShouldBe(Pounds(500));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_coupon_can_be_used_again_once_the_whole_order_is_called_off_and_not_before()
    {
        await shop.Done(new SaveCoupon("ONCE-LINES", 10, 1, null, null));
        var (goods, shopper) = (await shop.Goods(), shop.Shopper());
        await shop.Cart(shopper, (goods, 2));
        await shop.Done(new ApplyCartCode(shopper, null, "ONCE-LINES", null));
        var order = await shop.Order((await shop.Place(shopper, null, Card())).Value);
        var other = shop.Shopper();
        await shop.Cart(other, (goods, 1));

        await shop.Done(Cancel(shopper, order, (0, 1)));
        (await shop.Send(new ApplyCartCode(other, null, "ONCE-LINES", null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CodeRejected>();
        await shop.Done(Cancel(shopper, order, (0, 1)));

        (await shop.Send(new ApplyCartCode(other, null, "ONCE-LINES", null))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Twenty_times_one_of_ten_at_once_calls_ten_off_and_a_repeat_none()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 20, price: 333), shop.Shopper());
        var order = await shop.Ordered(shopper, [Card()], (goods, 10));
        var one = Cancel(shopper, order, (0, 1));

        (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.Send(one)))).Select(answer => answer.Value).Distinct().ShouldHaveSingleItem();
        (await shop.Order(order.Id)).Lines[0].Quantities.Cancelled.ShouldBe(1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Send(Cancel(shopper, order, (0, 1)))));

        answers.Count(answer => !answer.IsRefused).ShouldBe(9);
        (await shop.Order(order.Id)).Status.ShouldBe(OrderStatus.Cancelled);
        (await shop.AtTheProvider(order.Id)).ShouldBe((0, 0, 0));
        (await shop.Level(goods, shop.Leeds))!.Available.ShouldBe(20);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_has_left_is_not_called_off_and_what_is_wrong_changes_nothing()
    {
        var (goods, shopper) = (await shop.Goods(quantity: 5), shop.Shopper());
        var order = await shop.Ordered(shopper, [Card()], (goods, 2));
        var stranger = shop.Shopper();

        (await shop.Send(Cancel(stranger, order, (0, 1)))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Send(Cancel(shopper, order, (0, 3)))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "0", "quantity"]);
        (await shop.Send(Cancel(shopper, order, (0, 1), (0, 2)))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "1", "quantity"]);
        (await shop.Send(Cancel(shopper, order, (0, 0)))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        var conflict = (await shop.Send(Cancel(shopper, order, (0, 1)) with { Version = order.Version - 1 })).Refusals.ShouldHaveSingleItem();
        conflict.ShouldBe(new VersionConflict(order.Version));
        await shop.Done(Cancel(shopper, order, (0, 1)) with { Version = order.Version });
        await shop.Done(new FulfilOrder(shop.Till(), order.Id, null));
        (await shop.Send(Cancel(shopper, order, (0, 1)))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();

        await shop.TheBooksAreRight();
    }

    private Task<CartId> SendHome(Caller shopper) => shop.Done(new ChooseDelivery(
        shopper, null, new DeliveryInput(ShipTo: new AddressInput("Ada", "1 High Street", null, "Leeds", "LS1 1AA", null, "GB")), null));

    private static CancelOrderLines Cancel(Caller caller, PlacedOrder order, params (int Line, int Quantity)[] lines) =>
        new(caller, order.Id, [.. lines.Select(line => new CancelLine(order.Lines[line.Line].Id, line.Quantity))], "too much", null, Guid.NewGuid());
}
