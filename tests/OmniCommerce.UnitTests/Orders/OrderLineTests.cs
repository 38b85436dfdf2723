using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.UnitTests.Orders;

public sealed class OrderLineTests
{
    [Fact]
    public void However_a_line_is_returned_exactly_what_was_paid_goes_back()
    {
        var random = new Random(4711);
        for (var i = 0; i < 2_000; i++)
        {
            var line = Line(quantity: random.Next(1, 30), paid: random.Next(0, 1_000));
            long back = 0;
            while (line.ReturnedQuantity < line.Quantity)
            {
                var part = line.Return(random.Next(1, line.Quantity - line.ReturnedQuantity + 1));
                part.ShouldBeGreaterThanOrEqualTo(0);
                back += part;
            }

            back.ShouldBe(line.Paid);
        }
    }

    [Fact]
    public void Three_for_a_pound_come_back_for_33_34_and_33()
    {
        var line = Line(quantity: 3, paid: 100);

        new[] { line.Return(1), line.Return(1), line.Return(1) }.ShouldBe([33, 34, 33]);
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
            [FulfilmentStatus.Open, FulfilmentStatus.Picking, FulfilmentStatus.Ready, FulfilmentStatus.Shipped]);
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
        Refunded = Money.Zero(Currency.Of("GBP")),
        Released = Money.Zero(Currency.Of("GBP")),
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
