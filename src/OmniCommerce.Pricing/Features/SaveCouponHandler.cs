using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain;

namespace OmniCommerce.Pricing.Features;

internal sealed class SaveCouponHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<SaveCoupon, Result<CouponId>>
{
    public async Task<Result<CouponId>> Handle(SaveCoupon command, CancellationToken cancellationToken)
    {
        var code = Coupon.Normalize(command.Code);
        var coupon = await db.Set<Coupon>().SingleOrDefaultAsync(c => c.NormalizedCode == code, cancellationToken);
        if (coupon is null)
            db.Add(coupon = Coupon.Create(NewId.Of<CouponId>(clock), command));
        else
            coupon.ChangeTo(command);
        return coupon.Id;
    }

    internal sealed class Validator : AbstractValidator<SaveCoupon>
    {
        public Validator()
        {
            RuleFor(coupon => coupon.Code).Must(code => code.Trim().Length is > 0 and <= Coupon.MaxCodeLength)
                .WithMessage($"A code has 1 to {Coupon.MaxCodeLength} characters.");
            RuleFor(coupon => coupon.PercentOff).InclusiveBetween(1, 100).WithMessage("A coupon takes 1 to 100 percent off.");
            RuleFor(coupon => coupon.MaxUses).GreaterThan(0).WithMessage("A coupon can be used at least once; leave it out for no limit.");
            RuleFor(coupon => coupon.ValidUntil).GreaterThan(coupon => coupon.ValidFrom).When(coupon => coupon.ValidFrom is not null && coupon.ValidUntil is not null)
                .WithMessage("A coupon ends after it begins.");
        }
    }
}
