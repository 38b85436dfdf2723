using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain;

namespace OmniCommerce.Pricing.Features;

internal sealed class HoldCouponHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<HoldCoupon, Result<Done>>
{
    public async Task<Result<Done>> Handle(HoldCoupon command, CancellationToken cancellationToken)
    {
        var code = Coupon.Normalize(command.Code);
        var coupon = await db.Set<Coupon>().AsNoTracking().SingleOrDefaultAsync(c => c.NormalizedCode == code, cancellationToken);
        if (coupon is null)
            return Coupon.Unknown(command.Code);
        if (await db.Set<CouponUse>().AnyAsync(use => use.HoldId == command.HoldId && use.CouponId == coupon.Id, cancellationToken))
            return default(Done);

        var now = clock.GetUtcNow();
        var taken = await db.Set<Coupon>()
            .Where(c => c.Id == coupon.Id
                && (c.MaxUses == null || c.Uses < c.MaxUses)
                && (c.ValidFrom == null || c.ValidFrom <= now)
                && (c.ValidUntil == null || c.ValidUntil > now))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Uses, c => c.Uses + 1), cancellationToken);
        if (taken == 0)
        {
            // What was read before may have had a use left that another hold was faster to take.
            return coupon.RefusalAt(now) ?? new CodeRejected(coupon.Code, "USED_UP", $"'{coupon.Code}' was used as often as it can be.");
        }

        db.Add(new CouponUse { CouponId = coupon.Id, HoldId = command.HoldId, Status = CouponUseStatus.Held, TakenAt = now });
        return default(Done);
    }
}
