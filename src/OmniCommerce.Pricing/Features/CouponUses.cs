using System.Linq.Expressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain;

namespace OmniCommerce.Pricing.Features;

/// <summary>What becomes of the uses that a hold took: they go to its order, or back.</summary>
internal sealed class CouponUses(CommerceDbContext db)
    : IRequestHandler<ReleaseCoupons, Result<Done>>, IRequestHandler<RedeemHeldCoupons, Result<Done>>, IRequestHandler<GiveCouponsBack, Result<Done>>
{
    public Task<Result<Done>> Handle(ReleaseCoupons command, CancellationToken cancellationToken) =>
        GiveBackAsync(use => use.HoldId == command.HoldId && use.Status == CouponUseStatus.Held, cancellationToken);

    public Task<Result<Done>> Handle(GiveCouponsBack command, CancellationToken cancellationToken) =>
        GiveBackAsync(use => use.OrderId == command.OrderId && use.Status == CouponUseStatus.Redeemed, cancellationToken);

    public async Task<Result<Done>> Handle(RedeemHeldCoupons command, CancellationToken cancellationToken)
    {
        await db.Set<CouponUse>()
            .Where(use => use.HoldId == command.HoldId && use.Status == CouponUseStatus.Held)
            .ExecuteUpdateAsync(
                set => set.SetProperty(use => use.Status, CouponUseStatus.Redeemed).SetProperty(use => use.OrderId, command.OrderId), cancellationToken);
        return default(Done);
    }

    private async Task<Result<Done>> GiveBackAsync(Expression<Func<CouponUse, bool>> which, CancellationToken cancellationToken)
    {
        var coupons = await db.Set<CouponUse>().Where(which).Select(use => use.CouponId).ToListAsync(cancellationToken);
        foreach (var id in coupons)
        {
            // Whoever changes the status gives the use back; a second one at the same time changes nothing.
            var mine = await db.Set<CouponUse>().Where(which).Where(use => use.CouponId == id)
                .ExecuteUpdateAsync(set => set.SetProperty(use => use.Status, CouponUseStatus.GivenBack), cancellationToken);
            if (mine > 0)
                await db.Set<Coupon>().Where(coupon => coupon.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Uses, c => c.Uses - mine), cancellationToken);
        }

        return default(Done);
    }
}
