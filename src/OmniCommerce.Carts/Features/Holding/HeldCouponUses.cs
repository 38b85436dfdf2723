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
        foreach (var code in CouponsOf(taking.Cart))
        {
            var use = await mediator.Send(new HoldCoupon(taking.Id, code.Code), cancellationToken);
            if (use.IsRefused)
                return use;
        }

        return default(Done);
    }

    public async Task<Result<Done>> ReleaseAsync(Releasing releasing, CancellationToken cancellationToken) =>
        CouponsOf(releasing.Cart).Any() ? await mediator.Send(new ReleaseCoupons(releasing.Id), cancellationToken) : default(Done);

    public async Task<Result<Done>> CommitAsync(Committing committing, CancellationToken cancellationToken) =>
        CouponsOf(committing.Cart).Any() ? await mediator.Send(new RedeemHeldCoupons(committing.Id, committing.OrderId), cancellationToken) : default(Done);

    // While a cart is held its codes stay as they are, so they are those whose uses were taken.
    private static IEnumerable<CartCode> CouponsOf(Cart cart) => cart.Codes.Where(code => code.Kind == CartCodeKind.Coupon);
}
