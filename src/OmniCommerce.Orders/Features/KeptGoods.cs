using OmniCommerce.Kernel;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>What an order costs for what the shopper keeps of it.</summary>
/// <param name="All">In all.</param>
/// <param name="Due">What of that is due, because the goods have left.</param>
internal sealed record CostOfKept(Money All, Money Due);

internal static class KeptGoods
{
    /// <summary>
    /// What an order costs for what the shopper keeps of it, under the terms on which it was bought: promotions are worked out again for it,
    /// sending costs what was agreed, unless nothing is sent after all. Nothing when nothing is kept.
    /// </summary>
    public static CostOfKept CostOfKept(this ICartPricing pricing, Order order)
    {
        OrderLine[] kept = [.. order.Lines.Where(line => line.KeptQuantity > 0).OrderBy(line => line.Position)];
        if (kept.Length == 0)
            return new(Money.Zero(order.Currency), Money.Zero(order.Currency));
        LineToPrice[] lines = [.. kept.Select(line => new LineToPrice(new CartLineId(line.Id.Value), line.VariantId, line.KeptQuantity, new Money(line.UnitPrice, order.Currency)))];
        var price = pricing.PriceAgain(order.Currency, lines, order.SendsNothing ? order.Terms with { Shipping = 0 } : order.Terms);
        return new(price.Total, new Money(DueOf(price, kept), order.Currency));
    }

    // What sending costs, and a tax on top, fall due with the goods, by what these cost; with the last of them, whatever is left.
    private static long DueOf(CartPrice price, OrderLine[] kept)
    {
        if (Array.TrueForAll(kept, line => line.AllocatedQuantity == 0))
            return price.Total.MinorUnits;
        long[] worth = [.. price.Lines.Select(line => line.Total.MinorUnits)];
        if (worth.Sum() == 0)
            worth = [.. kept.Select(line => (long)line.KeptQuantity)];
        var left = kept.Zip(worth, (line, all) => (long)((Int128)all * line.FulfilledQuantity / line.KeptQuantity)).Sum();
        return (long)((Int128)price.Total.MinorUnits * left / worth.Sum());
    }
}
