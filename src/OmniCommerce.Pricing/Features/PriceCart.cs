using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain;

namespace OmniCommerce.Pricing.Features;

/// <summary>Looks up the coupons that a cart's price depends on. They are read each time: any node may have used one up meanwhile.</summary>
internal sealed class CartPricing(IDbContextFactory<CommerceDbContext> databases, PricingOptions options, TimeProvider clock) : ICartPricing
{
    private static readonly Dictionary<string, Coupon> NoCoupons = [];

    public async ValueTask<CartPrice> PriceAsync(CartToPrice cart, CancellationToken cancellationToken)
    {
        var coupons = cart.Codes.Count == 0 ? NoCoupons : await FindAsync(cart.Codes, cancellationToken);
        return CartPriceCalculator.Price(cart, coupons, options);
    }

    public CartPrice PriceAgain(Currency currency, IReadOnlyList<LineToPrice> lines, PriceTerms terms) => CartPriceCalculator.PriceAgain(currency, lines, terms);

    public async ValueTask<CodeRejected?> CheckCouponAsync(string code, CancellationToken cancellationToken)
    {
        var found = await FindAsync([code], cancellationToken);
        return found.Count == 0 ? Coupon.Unknown(code) : found.Values.Single().RefusalAt(clock.GetUtcNow());
    }

    private async Task<Dictionary<string, Coupon>> FindAsync(IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        var normalized = codes.Select(Coupon.Normalize).Where(code => code.Length is > 0 and <= Coupon.MaxCodeLength).Distinct().ToArray();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<Coupon>().AsNoTracking()
            .Where(coupon => normalized.Contains(coupon.NormalizedCode))
            .ToDictionaryAsync(coupon => coupon.NormalizedCode, cancellationToken);
    }
}
