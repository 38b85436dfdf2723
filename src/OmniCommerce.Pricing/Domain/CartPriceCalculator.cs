using OmniCommerce.Kernel;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain.Rules;

namespace OmniCommerce.Pricing.Domain;

/// <summary>What a cart costs: a pure function of the cart, the coupons whose codes were entered, and the shop's options.</summary>
internal static class CartPriceCalculator
{
    /// <summary>Every rule, in the order in which they are looked at: shipping looks at what discounts left, tax at both.</summary>
    private static readonly Action<PriceDraft>[] Rules = [CouponRule.Apply, ShippingRule.Apply, TaxRule.Apply];

    public static CartPrice Price(CartToPrice cart, IReadOnlyDictionary<string, Coupon> coupons, PricingOptions options) =>
        Price(new PriceDraft(cart, coupons, options));

    /// <summary>What lines cost under terms that were agreed before.</summary>
    public static CartPrice PriceAgain(Currency currency, IReadOnlyList<LineToPrice> lines, PriceTerms terms)
    {
        var coupons = terms.Coupons.ToDictionary(coupon => Coupon.Normalize(coupon.Code), Coupon.Of);
        var cart = new CartToPrice(
            currency, lines, [.. terms.Coupons.Select(coupon => coupon.Code)], DeliveryKind.None, null, Channel.Web, default, CouponsHeld: true);
        var options = new PricingOptions { TaxMillionths = terms.TaxMillionths, PricesContainTax = terms.PricesContainTax };
        return Price(new PriceDraft(cart, coupons, options) { AgreedShipping = new Money(terms.Shipping, currency) });
    }

    private static CartPrice Price(PriceDraft draft)
    {
        foreach (var rule in Rules)
            rule(draft);
        return draft.ToPrice();
    }
}
