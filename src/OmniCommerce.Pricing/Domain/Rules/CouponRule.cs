namespace OmniCommerce.Pricing.Domain.Rules;

/// <summary>Each coupon, in the order of entry, takes its percentage off what the ones before it left.</summary>
internal static class CouponRule
{
    private const long MillionthsPerPercent = 10_000;

    public static void Apply(PriceDraft price)
    {
        foreach (var code in price.Cart.Codes)
        {
            if (WhyNot(price, code, out var coupon) is { } reason)
            {
                price.Rejected($"coupon {code}", reason);
                continue;
            }

            var discount = price.Goods.Part(coupon!.PercentOff * MillionthsPerPercent);
            price.Discount(discount);
            price.UseCoupon(coupon);
            price.Applied($"coupon {coupon.Code}", -discount, $"{coupon.PercentOff} % off the goods.");
        }
    }

    private static string? WhyNot(PriceDraft price, string code, out Coupon? coupon)
    {
        if (!price.KnownCoupons.TryGetValue(Coupon.Normalize(code), out coupon))
            return Coupon.Unknown(code).Message;
        if (!price.Cart.CouponsHeld && coupon.RefusalAt(price.Cart.Now) is { } refusal)
            return refusal.Message;
        if (price.Cart.Lines.Count == 0)
            return "The cart is empty.";
        return price.Goods.IsZero ? "Nothing is left to take it off." : null;
    }
}
