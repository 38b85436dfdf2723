using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Pricing.Contracts;

/// <summary>Adds a coupon, or brings the one with this code to this state. Codes are compared without regard to case.</summary>
/// <param name="Code">What the shopper enters.</param>
/// <param name="PercentOff">1 to 100.</param>
/// <param name="MaxUses">How often it can be used in all; null for no limit.</param>
/// <param name="ValidFrom">From when; null for always.</param>
/// <param name="ValidUntil">Until when, exclusive; null for ever.</param>
public sealed record SaveCoupon(string Code, int PercentOff, int? MaxUses, DateTimeOffset? ValidFrom, DateTimeOffset? ValidUntil) : ICommand<CouponId>;

/// <summary>Takes one use of a coupon for a hold, by a conditional update. Refused with <see cref="CodeRejected"/> when none is left or it is not in force.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="Code">The coupon's code.</param>
public sealed record HoldCoupon(HoldId HoldId, string Code) : ICommand<Done>;

/// <summary>Gives a hold's coupon uses back; nothing when it has none.</summary>
/// <param name="HoldId">The hold.</param>
public sealed record ReleaseCoupons(HoldId HoldId) : ICommand<Done>;

/// <summary>A hold's coupon uses become the order's.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="OrderId">The order.</param>
public sealed record RedeemHeldCoupons(HoldId HoldId, OrderId OrderId) : ICommand<Done>;

/// <summary>A cancelled order gives its coupon uses back.</summary>
/// <param name="OrderId">The order.</param>
public sealed record GiveCouponsBack(OrderId OrderId) : ICommand<Done>;

/// <summary>A code does nothing for this cart.</summary>
/// <param name="Code">The code as entered.</param>
/// <param name="Reason">
/// Why, as a word that programs can tell apart: UNKNOWN, EXPIRED, NOT_YET_VALID, USED_UP, ALREADY_APPLIED, EMPTY (a gift card without money),
/// OTHER_CURRENCY (a gift card of another currency than the cart), TOO_MANY (codes in one cart).
/// </param>
/// <param name="Explanation">Why, for people.</param>
public sealed record CodeRejected(string Code, string Reason, [property: GraphQL.Authoring.GraphQLIgnore] string Explanation) : Refusal, ICartProblem
{
    /// <inheritdoc/>
    public override string Message => Explanation;
}
