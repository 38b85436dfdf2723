using FsCheck;
using FsCheck.Fluent;
using OmniCommerce.Kernel;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain;

namespace OmniCommerce.UnitTests.Pricing;

/// <summary>What holds for the price of every cart there can be.</summary>
public sealed class CartPriceProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(2_000);
    private static readonly Currency Euro = Currency.Of("EUR");

    private static readonly Gen<LineToPrice> Line =
        from quantity in Gen.Choose(1, 999)
        from unitPrice in Gen.OneOf(Gen.Choose(0, 5), Gen.Choose(0, 2_000_000))
        select new LineToPrice(new CartLineId(Guid.NewGuid()), new VariantId(Guid.NewGuid()), quantity, new Money(unitPrice, Euro));

    private static readonly Gen<(CartToPrice Cart, Coupon[] Coupons, PricingOptions Options)> Anything =
        from lines in Line.ListOf().Resize(8)
        from percentages in Gen.Choose(1, 100).ListOf().Resize(4)
        from delivery in Gen.Elements(Enum.GetValues<DeliveryKind>())
        from tax in Gen.Choose(0, 1_000_000)
        from contained in Gen.Elements(true, false)
        let coupons = percentages.Select((percent, i) => Coupon.Create(new CouponId(Guid.NewGuid()), new SaveCoupon($"C{i}", percent, null, null, null))).ToArray()
        select (
            new CartToPrice(Euro, [.. lines], [.. coupons.Select(c => c.Code), "UNKNOWN"], delivery, null, Channel.Pos, DateTimeOffset.UnixEpoch),
            coupons,
            new PricingOptions { TaxMillionths = tax, PricesContainTax = contained });

    [Fact]
    public void Lines_sum_to_the_totals() => Holds((cart, options, price) =>
        Sum(price.Lines.Select(line => line.Discount)) == price.DiscountTotal
        && Sum(price.Lines.Select(line => line.Total)) == price.Subtotal - price.DiscountTotal
        && Sum(cart.Lines.Select(line => line.UnitPrice * line.Quantity)) == price.Subtotal
        && price.Total == price.Subtotal - price.DiscountTotal + price.ShippingTotal + (options.PricesContainTax ? Money.Zero(Euro) : price.TaxTotal));

    [Fact]
    public void Nothing_is_ever_negative_and_no_line_costs_more_than_before_its_discount() => Holds((cart, _, price) =>
        price.Total.MinorUnits >= 0 && price.TaxTotal.MinorUnits >= 0 && price.ShippingTotal.MinorUnits >= 0
        && price.Lines.All(line => line.Total.MinorUnits >= 0 && line.Discount.MinorUnits >= 0)
        && price.Lines.Zip(cart.Lines).All(pair => pair.First.Total + pair.First.Discount == pair.Second.UnitPrice * pair.Second.Quantity));

    [Fact]
    public void The_trace_has_every_rule_and_explains_the_total() => Holds((cart, _, price) =>
        price.Trace.Count == cart.Codes.Count + 2
        && price.Trace.All(entry => entry.Outcome == PriceTraceOutcome.Applied == entry.Amount.HasValue && entry.Reason.Length > 0)
        && price.Subtotal + Sum(price.Trace.Select(entry => entry.Amount ?? Money.Zero(Euro))) == price.Total);

    [Fact]
    public void Under_its_own_terms_a_price_comes_out_again() => Holds((cart, _, price) =>
        CartPriceCalculator.PriceAgain(Euro, cart.Lines, price.Terms) is var again && again.Total == price.Total && again.TaxTotal == price.TaxTotal);

    [Fact]
    public void Less_goods_never_cost_more() => Holds((cart, _, price) =>
    {
        LineToPrice[] lines = [.. cart.Lines];
        for (var before = price.Total; lines.Length > 0;)
        {
            lines = lines[0].Quantity == 1 ? lines[1..] : [lines[0] with { Quantity = lines[0].Quantity / 2 }, .. lines[1..]];
            var after = CartPriceCalculator.PriceAgain(Euro, lines, price.Terms).Total;
            if (after > before)
                return false;
            before = after;
        }

        return true;
    });

    [Fact]
    public void Contained_tax_is_the_taxed_amount_less_its_net_to_the_nearest_minor_unit() => Holds((_, options, price) =>
        !options.PricesContainTax
        || Int128.Abs(((Int128)price.TaxTotal.MinorUnits * (1_000_000 + options.TaxMillionths)) - ((Int128)price.Total.MinorUnits * options.TaxMillionths)) * 2
            <= 1_000_000 + options.TaxMillionths);

    private static void Holds(Func<CartToPrice, PricingOptions, CartPrice, bool> property) => Check.One(
        Runs,
        Prop.ForAll(
            Anything.ToArbitrary(),
            any => property(any.Cart, any.Options, CartPriceCalculator.Price(any.Cart, any.Coupons.ToDictionary(c => c.NormalizedCode), any.Options))));

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(Euro), (sum, amount) => sum + amount);
}
