using OmniCommerce.Kernel;

namespace OmniCommerce.Pricing.Contracts;

/// <summary>Everything that a cart's price depends on. The price is a pure function of it.</summary>
/// <param name="Currency">The cart's currency.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Codes">The coupon codes that were entered, as entered, in that order; codes of gift cards are no concern of the price.</param>
/// <param name="Delivery">How the goods reach the shopper.</param>
/// <param name="CustomerId">Who buys.</param>
/// <param name="Channel">Where.</param>
/// <param name="Now">When.</param>
/// <param name="CouponsHeld">
/// Whether uses of the coupons are taken for these goods already: then they are in force whatever became of them since. For a held cart, and
/// for pricing what is left of an order.
/// </param>
public sealed record CartToPrice(
    Currency Currency,
    IReadOnlyList<LineToPrice> Lines,
    IReadOnlyList<string> Codes,
    DeliveryKind Delivery,
    CustomerId? CustomerId,
    Channel Channel,
    DateTimeOffset Now,
    bool CouponsHeld = false);

/// <summary>A line to be priced.</summary>
/// <param name="Id">The line.</param>
/// <param name="VariantId">What is bought.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">The catalogue's price, or the one that the till set.</param>
/// <param name="CarriedOut">Where goods are sent: how many of them are not, but carried out of a store.</param>
public sealed record LineToPrice(CartLineId Id, VariantId VariantId, int Quantity, Money UnitPrice, int CarriedOut = 0);

/// <summary>How goods reach the shopper.</summary>
public enum DeliveryKind
{
    /// <summary>Not chosen yet; priced as if nothing were sent.</summary>
    None,

    /// <summary>Sent to an address.</summary>
    Ship,

    /// <summary>Collected at a location.</summary>
    Collect,

    /// <summary>Carried out of the store at once.</summary>
    CarryOut,
}

/// <summary>A cart's price.</summary>
/// <param name="Lines">The lines' prices, in the order asked.</param>
/// <param name="Subtotal">The lines before discounts.</param>
/// <param name="DiscountTotal">What discounts take off, as a positive amount.</param>
/// <param name="ShippingTotal">What sending costs.</param>
/// <param name="TaxTotal">The tax; contained in the total where prices contain tax, else added to it.</param>
/// <param name="Total">What is to be paid.</param>
/// <param name="Coupons">The codes of the coupons that took something off.</param>
/// <param name="Terms">Under what it came about.</param>
/// <param name="Trace">For every rule that was looked at, what it did or why it did nothing. The subtotal and the amounts of what applied sum to the total.</param>
public sealed record CartPrice(
    IReadOnlyList<LinePrice> Lines,
    Money Subtotal,
    Money DiscountTotal,
    Money ShippingTotal,
    Money TaxTotal,
    Money Total,
    IReadOnlyList<string> Coupons,
    PriceTerms Terms,
    IReadOnlyList<PriceTraceEntry> Trace);

/// <summary>
/// Under what a price came about, to be kept with an order: what is left of the order is priced again alike, whatever became of coupons and
/// settings since. What sending costs was agreed and stays, however little is left to send.
/// </summary>
/// <param name="Coupons">The coupons that took something off, in the order of entry.</param>
/// <param name="TaxMillionths">The rate of tax in millionths.</param>
/// <param name="PricesContainTax">Whether prices contain the tax, or it is added to them.</param>
/// <param name="Shipping">What sending costs, in minor units.</param>
public sealed record PriceTerms(IReadOnlyList<CouponTerms> Coupons, long TaxMillionths, bool PricesContainTax, long Shipping);

/// <summary>What a coupon took off.</summary>
/// <param name="Code">Its code.</param>
/// <param name="PercentOff">1 to 100.</param>
public sealed record CouponTerms(string Code, int PercentOff);

/// <summary>A line's price.</summary>
/// <param name="Id">The line.</param>
/// <param name="UnitPrice">The price of one before discounts.</param>
/// <param name="Discount">What discounts take off the line, as a positive amount.</param>
/// <param name="Total">What the line costs.</param>
public sealed record LinePrice(CartLineId Id, Money UnitPrice, Money Discount, Money Total);

/// <summary>What one rule did to a price, or why it did nothing.</summary>
/// <param name="Rule">The rule: "coupon WELCOME10", "shipping".</param>
/// <param name="Outcome">Whether it applied.</param>
/// <param name="Amount">What it changed the total by: a discount is negative. For a gift card, what it will pay. Null when it did nothing.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record PriceTraceEntry(string Rule, PriceTraceOutcome Outcome, Money? Amount, string Reason);

/// <summary>What became of a rule.</summary>
public enum PriceTraceOutcome
{
    /// <summary>It changed the price.</summary>
    Applied,

    /// <summary>It did nothing.</summary>
    Rejected,
}

/// <summary>Prices carts. Safe to use from several threads.</summary>
public interface ICartPricing
{
    /// <summary>The cart's price. Reads the database only when a code was entered.</summary>
    ValueTask<CartPrice> PriceAsync(CartToPrice cart, CancellationToken cancellationToken);

    /// <summary>What lines cost under terms that were agreed before: those of an order, for what is left of it. Nothing but the currency and the lines is looked at.</summary>
    CartPrice PriceAgain(Currency currency, IReadOnlyList<LineToPrice> lines, PriceTerms terms);

    /// <summary>Why the code would do nothing now; null when it is a coupon's that is in force.</summary>
    ValueTask<CodeRejected?> CheckCouponAsync(string code, CancellationToken cancellationToken);
}
