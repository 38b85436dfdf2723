using OmniCommerce.Carts.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Orders.Domain;

/// <summary>So many of a variant, at the price that was paid. Amounts are minor units of the order's currency.</summary>
internal sealed class OrderLine
{
    public required OrderLineId Id { get; init; }

    public required OrderId OrderId { get; init; }

    /// <summary>Its place in the order, from 0.</summary>
    public required int Position { get; init; }

    public required VariantId VariantId { get; init; }

    public required Sku Sku { get; init; }

    public required string Name { get; init; }

    public required int Quantity { get; init; }

    public required long UnitPrice { get; init; }

    public required long Discount { get; init; }

    /// <summary>What it costs after discounts, as the shopper saw it.</summary>
    public required long Total { get; init; }

    /// <summary>What was paid for it: the total, and its share of a tax that prices do not contain.</summary>
    public required long Paid { get; init; }

    public int ReturnedQuantity { get; private set; }

    public long Refunded { get; private set; }

    /// <summary>What was paid for each line, so that the lines and what sending costs sum to what was paid for the order.</summary>
    public static IReadOnlyList<Money> PaidFor(PricedCart cart)
    {
        var goods = cart.Lines.Aggregate(Money.Zero(cart.Total.Currency), (sum, line) => sum + line.Total);
        var addedTax = cart.Total - goods - cart.ShippingTotal;
        if (addedTax.IsZero)
            return [.. cart.Lines.Select(line => line.Total)];
        var shares = addedTax.Split([.. cart.Lines.Select(line => line.Total.MinorUnits), cart.ShippingTotal.MinorUnits]);
        return [.. cart.Lines.Select((line, i) => line.Total + shares[i])];
    }

    /// <summary>
    /// Takes so many back and answers what was paid for them: the paid amount in proportion, rounded over all returns of the line together, so
    /// that they sum to it exactly.
    /// </summary>
    public long Return(int quantity)
    {
        ReturnedQuantity += quantity;
        var due = Share(ReturnedQuantity) - Refunded;
        Refunded += due;
        return due;
    }

    private long Share(int quantity) => (long)((((Int128)Paid * quantity * 2) + Quantity) / (2 * (Int128)Quantity));
}
