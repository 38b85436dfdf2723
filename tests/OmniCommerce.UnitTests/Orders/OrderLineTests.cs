using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.UnitTests.Orders;

public sealed class OrderLineTests
{
    [Fact]
    public void An_item_goes_only_where_the_table_lets_it()
    {
        OrderLineState[] all = Enum.GetValues<OrderLineState>();

        all.SelectMany(from => all.Where(to => OrderLineMoves.Allows(from, to)).Select(to => (from, to))).ShouldBe(
        [
            (OrderLineState.Allocated, OrderLineState.Fulfilled),
            (OrderLineState.Allocated, OrderLineState.Cancelled),
            (OrderLineState.Fulfilled, OrderLineState.Returned),
        ]);
    }

    [Fact]
    public void However_items_move_each_is_in_one_state_and_none_appears_or_goes()
    {
        var random = new Random(4711);
        OrderLineState[] all = Enum.GetValues<OrderLineState>();
        for (var i = 0; i < 500; i++)
        {
            var line = Line(quantity: random.Next(1, 20), paid: 1_000);
            for (var step = 0; step < 20; step++)
            {
                var (from, to, quantity) = (all[random.Next(all.Length)], all[random.Next(all.Length)], random.Next(0, 6));
                var can = OrderLineMoves.Allows(from, to) && quantity is > 0 && quantity <= line.In(from);
                if (can)
                    line.Move(from, to, quantity);
                else
                    Should.Throw<InvalidOperationException>(() => line.Move(from, to, quantity));
                all.Sum(line.In).ShouldBe(line.Quantity);
                all.ShouldAllBe(state => line.In(state) >= 0);
            }
        }
    }

    [Theory]
    [InlineData(3, 0, 0, 0, OrderStatus.Confirmed)]
    [InlineData(2, 0, 1, 0, OrderStatus.Confirmed)]
    [InlineData(0, 0, 3, 0, OrderStatus.Cancelled)]
    [InlineData(2, 1, 0, 0, OrderStatus.PartiallyFulfilled)]
    [InlineData(2, 0, 0, 1, OrderStatus.PartiallyFulfilled)]
    [InlineData(0, 1, 2, 0, OrderStatus.Fulfilled)]
    [InlineData(0, 0, 2, 1, OrderStatus.Fulfilled)]
    [InlineData(0, 0, 0, 3, OrderStatus.Fulfilled)]
    public void Where_an_order_stands_follows_from_its_lines(int allocated, int fulfilled, int cancelled, int returned, OrderStatus expected)
    {
        var line = Line(allocated + fulfilled + cancelled + returned, paid: 100);
        if (fulfilled + returned > 0)
            line.Move(OrderLineState.Allocated, OrderLineState.Fulfilled, fulfilled + returned);
        if (cancelled > 0)
            line.Move(OrderLineState.Allocated, OrderLineState.Cancelled, cancelled);
        if (returned > 0)
            line.Move(OrderLineState.Fulfilled, OrderLineState.Returned, returned);

        OrderLineMoves.StatusOf([line]).ShouldBe(expected);
    }

    [Fact]
    public void What_is_given_back_is_shared_exactly_by_what_the_goods_are_worth()
    {
        GoodsPart[] parts = [Part(Line(3, 100), 1), Part(Line(1, 100), 1), Part(Line(2, 0), 2)];

        GoodsToGiveBack.Shares(parts, new Money(100, Currency.Of("GBP"))).ShouldBe([25, 75, 0]);
        GoodsToGiveBack.Shares([parts[2]], new Money(7, Currency.Of("GBP"))).ShouldBe([7]);

        static GoodsPart Part(OrderLine line, int quantity) => new(line, quantity, ReturnCondition.Resellable, null, null);
    }

    [Fact]
    public void An_order_goes_only_where_the_table_lets_it()
    {
        OrderStatus[] all = Enum.GetValues<OrderStatus>();

        all.SelectMany(from => all.Where(to => OrderMoves.Allows(from, to)).Select(to => (from, to))).ShouldBe(
        [
            (OrderStatus.Pending, OrderStatus.Failed),
            (OrderStatus.Pending, OrderStatus.Confirmed),
            (OrderStatus.Confirmed, OrderStatus.PartiallyFulfilled),
            (OrderStatus.Confirmed, OrderStatus.Fulfilled),
            (OrderStatus.Confirmed, OrderStatus.Cancelled),
            (OrderStatus.PartiallyFulfilled, OrderStatus.Fulfilled),
        ]);
    }

    [Fact]
    public void Nothing_that_has_left_or_is_called_off_goes_back()
    {
        FulfilmentStatus[] all = Enum.GetValues<FulfilmentStatus>();

        all.Where(from => all.Any(to => FulfilmentMoves.Allows(from, to))).ShouldBe(
            [FulfilmentStatus.Open, FulfilmentStatus.Picking, FulfilmentStatus.Ready, FulfilmentStatus.Shipped, FulfilmentStatus.Waiting, FulfilmentStatus.InTransit]);
        all.Where(to => FulfilmentMoves.Allows(FulfilmentStatus.Shipped, to)).ShouldBe([FulfilmentStatus.Delivered]);
    }

    [Theory]
    [InlineData(PaymentStatus.Paid)]
    [InlineData(PaymentStatus.Pending, PaymentStatus.Paid, PaymentStatus.Pending)]
    [InlineData(PaymentStatus.Authorized, PaymentStatus.Paid, PaymentStatus.Authorized)]
    [InlineData(PaymentStatus.Paid, PaymentStatus.Paid, PaymentStatus.Paid)]
    [InlineData(PaymentStatus.PartiallyRefunded, PaymentStatus.Paid, PaymentStatus.Refunded)]
    [InlineData(PaymentStatus.Refunded, PaymentStatus.Refunded, PaymentStatus.Failed)]
    [InlineData(PaymentStatus.Failed, PaymentStatus.Failed)]
    public void The_payment_of_an_order_is_where_its_tenders_are(PaymentStatus expected, params PaymentStatus[] tenders) =>
        OrderPayment.StatusOf([.. tenders.Select(Tender)]).ShouldBe(expected);

    private static Tender Tender(PaymentStatus status) => new()
    {
        Id = new TenderId(Guid.NewGuid()),
        OrderId = new OrderId(Guid.NewGuid()),
        Kind = TenderKind.Card,
        Amount = new Money(100, Currency.Of("GBP")),
        Status = status,
        Change = null,
        Captured = Money.Zero(Currency.Of("GBP")),
        Card = null,
        Books = new TenderBooks(100, 0, InParts: false),
        Refunded = Money.Zero(Currency.Of("GBP")),
        Released = Money.Zero(Currency.Of("GBP")),
        Carried = Money.Zero(Currency.Of("GBP")),
        ChargedBack = Money.Zero(Currency.Of("GBP")),
        Dispute = null,
        Promise = null,
        Points = null,
        GiftCardCode = null,
    };

    private static OrderLine Line(int quantity, long paid) => new()
    {
        Id = new OrderLineId(Guid.NewGuid()),
        OrderId = new OrderId(Guid.NewGuid()),
        Position = 0,
        VariantId = new VariantId(Guid.NewGuid()),
        Sku = Sku.Of("A-1"),
        Name = "A",
        Quantity = quantity,
        UnitPrice = paid,
        Discount = 0,
        Total = paid,
        Paid = paid,
    };
}
