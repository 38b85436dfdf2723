using OmniCommerce.Kernel;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Pricing.Domain;

/// <summary>A code that takes a percentage off. How often it was used is counted by conditional updates, never by this class.</summary>
internal sealed class Coupon
{
    public const int MaxCodeLength = 64;

    private Coupon()
    {
    }

    public CouponId Id { get; private init; }

    /// <summary>The code as the retailer writes it.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The code as it is compared and indexed.</summary>
    public string NormalizedCode { get; private init; } = "";

    public int PercentOff { get; private set; }

    public int? MaxUses { get; private set; }

    public int Uses { get; private init; }

    public DateTimeOffset? ValidFrom { get; private set; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? ValidUntil { get; private set; }

    public static string Normalize(string code) => code.Trim().ToUpperInvariant();

    public static Coupon Create(CouponId id, SaveCoupon terms)
    {
        var coupon = new Coupon { Id = id, NormalizedCode = Normalize(terms.Code) };
        coupon.ChangeTo(terms);
        return coupon;
    }

    /// <summary>A coupon as an order has it, in force for that order whatever became of it since.</summary>
    public static Coupon Of(CouponTerms terms) => Create(default, new SaveCoupon(terms.Code, terms.PercentOff, null, null, null));

    public static CodeRejected Unknown(string code) => new(code, "UNKNOWN", $"There is no code '{code}'. Check its spelling.");

    public void ChangeTo(SaveCoupon terms)
    {
        Code = terms.Code.Trim();
        PercentOff = terms.PercentOff;
        MaxUses = terms.MaxUses;
        ValidFrom = terms.ValidFrom;
        ValidUntil = terms.ValidUntil;
    }

    /// <summary>Why a use of it cannot be had now; null when it can.</summary>
    public CodeRejected? RefusalAt(DateTimeOffset now)
    {
        if (now < ValidFrom)
            return new CodeRejected(Code, "NOT_YET_VALID", $"'{Code}' is valid from {ValidFrom:u}.");
        if (now >= ValidUntil)
            return new CodeRejected(Code, "EXPIRED", $"'{Code}' was valid until {ValidUntil:u}.");
        if (Uses >= MaxUses)
            return new CodeRejected(Code, "USED_UP", $"'{Code}' was used as often as it can be.");
        return null;
    }
}

/// <summary>One use of a coupon, from the hold that took it on.</summary>
internal sealed class CouponUse
{
    public required CouponId CouponId { get; init; }

    public required HoldId HoldId { get; init; }

    public OrderId? OrderId { get; init; }

    public required CouponUseStatus Status { get; init; }

    public required DateTimeOffset TakenAt { get; init; }
}

internal enum CouponUseStatus
{
    Held = 1,
    Redeemed = 2,
    GivenBack = 3,
}
