using OmniCommerce.Kernel;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Orders.Features;

internal static class KeptGoods
{
    /// <summary>
    /// What an order costs for what the shopper keeps of it, under the terms on which it was bought: promotions are worked out again for it,
    /// sending costs what was agreed. Nothing when nothing is kept.
    /// </summary>
    public static Money CostOfKept(this ICartPricing pricing, Order order)
    {
        LineToPrice[] kept =
        [
            .. order.Lines.Where(line => line.KeptQuantity > 0).OrderBy(line => line.Position).Select(line => new LineToPrice(
                new CartLineId(line.Id.Value), line.VariantId, line.KeptQuantity, new Money(line.UnitPrice, order.Currency))),
        ];
        return kept.Length == 0 ? Money.Zero(order.Currency) : pricing.PriceAgain(order.Currency, kept, order.Terms).Total;
    }
}
