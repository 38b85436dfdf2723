using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain.Rules;

namespace OmniCommerce.Pricing.Domain;

/// <summary>What a cart costs: a pure function of the cart, the coupons whose codes were entered, and the shop's options.</summary>
internal static class CartPriceCalculator
{
    /// <summary>Every rule, in the order in which they are looked at: shipping looks at what discounts left, tax at both.</summary>
    private static readonly Action<PriceDraft>[] Rules = [CouponRule.Apply, ShippingRule.Apply, TaxRule.Apply];

    public static CartPrice Price(CartToPrice cart, IReadOnlyDictionary<string, Coupon> coupons, PricingOptions options)
    {
        var draft = new PriceDraft(cart, coupons, options);
        foreach (var rule in Rules)
            rule(draft);
        return draft.ToPrice();
    }
}
