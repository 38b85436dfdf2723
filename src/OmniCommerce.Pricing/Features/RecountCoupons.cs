using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Domain;

namespace OmniCommerce.Pricing.Features;

/// <summary>Recounts how often coupons are used, by their uses.</summary>
internal sealed class RecountCoupons : IBooks
{
    public string Of => "coupons";

    public async IAsyncEnumerable<string> WrongAsync(CommerceDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var coupons = db.Set<Coupon>().AsNoTracking()
            .Select(coupon => new
            {
                coupon.Code,
                Counted = coupon.Uses,
                Uses = db.Set<CouponUse>().Count(use => use.CouponId == coupon.Id && use.Status != CouponUseStatus.GivenBack),
            })
            .Where(coupon => coupon.Counted != coupon.Uses);
        await foreach (var wrong in coupons.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"{wrong.Code}: used {wrong.Counted} times, {wrong.Uses} by its uses";
    }
}
