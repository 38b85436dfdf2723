using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Books;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain;
using OmniCommerce.Pricing.Features;

namespace OmniCommerce.Pricing;

/// <summary>What a cart costs, and why: a pure function, and the coupons it looks at. Depends on no other capability.</summary>
public static class PricingCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddPricing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(PricingCapability).Assembly);
        services.AddSingleton(PricingOptions.From(configuration));
        services.AddSingleton<ICartPricing, CartPricing>();
        services.AddBooks<RecountCoupons>();
        services.AddClaims("a coupon", db => db.Set<CouponUse>().Where(use => use.Status == CouponUseStatus.Held).Select(use => use.HoldId));
        services.AddClaims("a coupon", db => db.Set<CouponUse>().Where(use => use.Status == CouponUseStatus.Redeemed).Select(use => use.OrderId!.Value));
        return services;
    }
}
