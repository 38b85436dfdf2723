using OmniCommerce.Kernel;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain;

namespace OmniCommerce.UnitTests.Pricing;

public sealed class CartPriceCalculatorTests
{
    private static readonly Currency Pounds = Currency.Of("GBP");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PricingOptions Options = new();

    [Fact]
    public void Lines_sum_to_the_subtotal_and_contain_their_tax()
    {
        var price = Price(Cart([Line(2, 450), Line(1, 1000)]));

        price.Subtotal.ShouldBe(Gbp(1900));
        price.DiscountTotal.ShouldBe(Gbp(0));
        price.Total.ShouldBe(Gbp(1900));
        price.TaxTotal.ShouldBe(Gbp(317));
        price.Lines.Select(line => line.Total).ShouldBe([Gbp(900), Gbp(1000)]);
    }

    [Fact]
    public void A_coupon_takes_its_percentage_off_each_line_exactly()
    {
        // 10 % of 10.00 is 1.00: shared over three equal lines, one gets the odd penny.
        var price = Price(Cart([Line(1, 333), Line(1, 333), Line(1, 334)], codes: ["welcome10"]), Coupon("WELCOME10", 10));

        price.DiscountTotal.ShouldBe(Gbp(100));
        price.Total.ShouldBe(Gbp(900));
        price.Lines.Sum(line => line.Discount.MinorUnits).ShouldBe(100);
        price.Coupons.ShouldBe(["WELCOME10"]);
        price.Trace[0].ShouldBe(new PriceTraceEntry("coupon WELCOME10", PriceTraceOutcome.Applied, Gbp(-100), "10 % off the goods."));
    }

    [Fact]
    public void A_second_coupon_takes_its_percentage_off_what_the_first_left()
    {
        var price = Price(Cart([Line(1, 10_000)], codes: ["HALF", "TENTH"]), Coupon("HALF", 50), Coupon("TENTH", 10));

        price.DiscountTotal.ShouldBe(Gbp(5_500));
        price.Coupons.ShouldBe(["HALF", "TENTH"]);
    }

    [Fact]
    public void After_everything_is_free_a_further_coupon_does_nothing()
    {
        var price = Price(Cart([Line(3, 999)], codes: ["ALL", "TENTH"]), Coupon("ALL", 100), Coupon("TENTH", 10));

        price.Total.ShouldBe(Gbp(0));
        price.TaxTotal.ShouldBe(Gbp(0));
        price.Coupons.ShouldBe(["ALL"]);
        price.Trace[1].Outcome.ShouldBe(PriceTraceOutcome.Rejected);
    }

    [Theory]
    [InlineData("NOBODY", "There is no code 'NOBODY'. Check its spelling.")]
    [InlineData("OLD", "'OLD' was valid until 2026-03-01 12:00:00Z.")]
    [InlineData("SOON", "'SOON' is valid from 2026-03-01 12:00:01Z.")]
    public void A_coupon_that_is_not_in_force_does_nothing_and_the_trace_says_why(string code, string reason)
    {
        var price = Price(
            Cart([Line(1, 1000)], codes: [code]), Coupon("OLD", 10, until: Noon), Coupon("SOON", 10, from: Noon.AddSeconds(1)));

        price.Total.ShouldBe(Gbp(1000));
        price.Coupons.ShouldBeEmpty();
        price.Trace[0].ShouldBe(new PriceTraceEntry($"coupon {code}", PriceTraceOutcome.Rejected, null, reason));
    }

    [Fact]
    public void A_coupon_whose_use_is_held_stays_in_force_after_it_has_ended()
    {
        var ended = Coupon("OLD", 10, until: Noon.AddDays(-1));

        Price(Cart([Line(1, 1000)], codes: ["OLD"]) with { CouponsHeld = true }, ended).Total.ShouldBe(Gbp(900));
        Price(Cart([Line(1, 1000)], codes: ["OLD"]), ended).Total.ShouldBe(Gbp(1000));
    }

    [Fact]
    public void An_empty_cart_costs_nothing_and_says_so()
    {
        var price = Price(Cart([], codes: ["WELCOME10"], delivery: DeliveryKind.Ship), Coupon("WELCOME10", 10));

        price.Total.ShouldBe(Gbp(0));
        price.Trace.Select(entry => (entry.Rule, entry.Outcome, entry.Reason)).ShouldBe(
        [
            ("coupon WELCOME10", PriceTraceOutcome.Rejected, "The cart is empty."),
            ("shipping", PriceTraceOutcome.Rejected, "The cart is empty."),
            ("tax", PriceTraceOutcome.Rejected, "There is nothing to tax."),
        ]);
    }

    [Theory]
    [InlineData(4_999, DeliveryKind.Ship, 395)]
    [InlineData(5_000, DeliveryKind.Ship, 0)]
    [InlineData(100, DeliveryKind.Collect, 0)]
    [InlineData(100, DeliveryKind.CarryOut, 0)]
    [InlineData(100, DeliveryKind.None, 0)]
    public void Sending_costs_a_flat_price_below_its_limit_and_fetching_costs_nothing(long goods, DeliveryKind delivery, long shipping)
    {
        var price = Price(Cart([Line(1, goods)], delivery: delivery));

        price.ShippingTotal.ShouldBe(Gbp(shipping));
        price.Total.ShouldBe(Gbp(goods + shipping));
    }

    [Fact]
    public void Whether_sending_is_free_is_decided_after_discounts()
    {
        var price = Price(Cart([Line(1, 5_000)], codes: ["WELCOME10"], delivery: DeliveryKind.Ship), Coupon("WELCOME10", 10));

        price.ShippingTotal.ShouldBe(Gbp(395));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 395)]
    [InlineData(2, 0)]
    public void Sending_is_free_by_what_is_sent_and_not_by_what_is_carried_out(int carriedOut, long shipping)
    {
        var price = Price(Cart([Line(2, 4_500) with { CarriedOut = carriedOut }], delivery: DeliveryKind.Ship));

        price.ShippingTotal.ShouldBe(Gbp(shipping));
    }

    [Fact]
    public void Sending_costs_whole_units_in_a_currency_without_minor_units()
    {
        var yen = Currency.Of("JPY");
        var cart = Cart([], delivery: DeliveryKind.Ship) with
        {
            Currency = yen,
            Lines = [new LineToPrice(new CartLineId(Guid.NewGuid()), new VariantId(Guid.NewGuid()), 1, new Money(49, yen))],
        };

        Price(cart).ShippingTotal.ShouldBe(new Money(4, yen));
    }

    [Fact]
    public void Tax_that_prices_do_not_contain_is_added()
    {
        var price = CartPriceCalculator.Price(
            Cart([Line(1, 1000)], delivery: DeliveryKind.Ship), new Dictionary<string, Coupon>(), Options with { PricesContainTax = false, TaxMillionths = 87_500 });

        price.TaxTotal.ShouldBe(Gbp(122));
        price.Total.ShouldBe(Gbp(1000 + 395 + 122));
    }

    private static CartPrice Price(CartToPrice cart, params Coupon[] coupons) =>
        CartPriceCalculator.Price(cart, coupons.ToDictionary(coupon => coupon.NormalizedCode), Options);

    private static CartToPrice Cart(IReadOnlyList<LineToPrice> lines, IReadOnlyList<string>? codes = null, DeliveryKind delivery = DeliveryKind.None) =>
        new(Pounds, lines, codes ?? [], delivery, null, Channel.Web, Noon);

    private static LineToPrice Line(int quantity, long unitPrice) =>
        new(new CartLineId(Guid.NewGuid()), new VariantId(Guid.NewGuid()), quantity, Gbp(unitPrice));

    private static Coupon Coupon(string code, int percentOff, DateTimeOffset? from = null, DateTimeOffset? until = null) =>
        OmniCommerce.Pricing.Domain.Coupon.Create(new CouponId(Guid.NewGuid()), new SaveCoupon(code, percentOff, null, from, until));

    private static Money Gbp(long minorUnits) => new(minorUnits, Pounds);
}
