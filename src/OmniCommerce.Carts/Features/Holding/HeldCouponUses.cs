using MediatR;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>One use of each of the cart's coupons.</summary>
internal sealed class HeldCouponUses(IMediator mediator) : IHoldable
{
    public async Task<Result<Done>> TakeAsync(Taking taking, CancellationToken cancellationToken)
    {
        foreach (var code in taking.Cart.Codes.Where(code => code.Kind == CartCodeKind.Coupon))
        {
            var use = await mediator.Send(new HoldCoupon(taking.Id, code.Code), cancellationToken);
            if (use.IsRefused)
                return use;
        }

        return default(Done);
    }

    public Task<Result<Done>> ReleaseAsync(Releasing releasing, CancellationToken cancellationToken) => mediator.Send(new ReleaseCoupons(releasing.Id), cancellationToken);

    public Task<Result<Done>> CommitAsync(Committing committing, CancellationToken cancellationToken) =>
        mediator.Send(new RedeemHeldCoupons(committing.Id, committing.OrderId), cancellationToken);
}
