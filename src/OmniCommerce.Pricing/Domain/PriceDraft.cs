using OmniCommerce.Kernel;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Pricing.Domain;

/// <summary>A price in the making: what it depends on, and what the rules have made of it so far.</summary>
internal sealed class PriceDraft
{
    private readonly Money[] _lineTotals;
    private readonly List<PriceTraceEntry> _trace = [];
    private readonly List<CouponTerms> _coupons = [];

    public PriceDraft(CartToPrice cart, IReadOnlyDictionary<string, Coupon> coupons, PricingOptions options)
    {
        Cart = cart;
        KnownCoupons = coupons;
        Options = options;
        Shipping = Tax = TaxAdded = Subtotal = Money.Zero(cart.Currency);
        _lineTotals = new Money[cart.Lines.Count];
        for (var i = 0; i < _lineTotals.Length; i++)
        {
            _lineTotals[i] = cart.Lines[i].UnitPrice * cart.Lines[i].Quantity;
            Subtotal += _lineTotals[i];
        }

        Goods = Subtotal;
    }

    public CartToPrice Cart { get; }

    /// <summary>By normalised code.</summary>
    public IReadOnlyDictionary<string, Coupon> KnownCoupons { get; }

    public PricingOptions Options { get; }

    /// <summary>What sending costs because it was agreed before; null where the shop's rule says it.</summary>
    public Money? AgreedShipping { get; init; }

    public Money Subtotal { get; }

    /// <summary>The lines after discounts.</summary>
    public Money Goods { get; private set; }

    /// <summary>What of it is sent, where goods are sent.</summary>
    public Money SentGoods => Cart.Lines.Any(line => line.CarriedOut > 0)
        ? Cart.Lines.Zip(_lineTotals, (line, total) => total.Split([line.Quantity - line.CarriedOut, line.CarriedOut])[0]).Aggregate(Money.Zero(Cart.Currency), (sum, part) => sum + part)
        : Goods;

    public Money Shipping { get; private set; }

    public Money Tax { get; private set; }

    /// <summary>What of the tax is not contained in the prices.</summary>
    public Money TaxAdded { get; private set; }

    /// <summary>Takes an amount off the lines, each its exact share by what it costs so far.</summary>
    public void Discount(Money amount)
    {
        var shares = amount.Split([.. _lineTotals.Select(total => total.MinorUnits)]);
        for (var i = 0; i < _lineTotals.Length; i++)
            _lineTotals[i] -= shares[i];
        Goods -= amount;
    }

    public void UseCoupon(Coupon coupon) => _coupons.Add(new CouponTerms(coupon.Code, coupon.PercentOff));

    public void Ship(Money cost) => Shipping = cost;

    public void TaxBy(Money tax, bool contained)
    {
        Tax = tax;
        TaxAdded = contained ? Money.Zero(tax.Currency) : tax;
    }

    public void Applied(string rule, Money amount, string reason) => _trace.Add(new PriceTraceEntry(rule, PriceTraceOutcome.Applied, amount, reason));

    public void Rejected(string rule, string reason) => _trace.Add(new PriceTraceEntry(rule, PriceTraceOutcome.Rejected, null, reason));

    public CartPrice ToPrice()
    {
        var lines = new LinePrice[_lineTotals.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = Cart.Lines[i];
            lines[i] = new LinePrice(line.Id, line.UnitPrice, (line.UnitPrice * line.Quantity) - _lineTotals[i], _lineTotals[i]);
        }

        var terms = new PriceTerms(_coupons, Options.TaxMillionths, Options.PricesContainTax, Shipping.MinorUnits);
        return new CartPrice(lines, Subtotal, Subtotal - Goods, Shipping, Tax, Goods + Shipping + TaxAdded, CodesOf(_coupons), terms, _trace);
    }

    private static string[] CodesOf(List<CouponTerms> coupons) => coupons.Count == 0 ? [] : [.. coupons.Select(coupon => coupon.Code)];
}
