using OmniCommerce.Carts.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;

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

    /// <summary>How many were ordered.</summary>
    public required int Quantity { get; init; }

    public required long UnitPrice { get; init; }

    public required long Discount { get; init; }

    /// <summary>What it costs after discounts, as the shopper saw it.</summary>
    public required long Total { get; init; }

    /// <summary>What was paid for it: the total, and its share of a tax that prices do not contain.</summary>
    public required long Paid { get; init; }

    /// <summary>How many of them were carried out when they were bought while the rest is sent; 0 where the whole order goes one way.</summary>
    public int CarriedOut { get; init; }

    /// <summary>How many have left and are the shopper's.</summary>
    public int FulfilledQuantity { get; private set; }

    /// <summary>How many were called off before they left.</summary>
    public int CancelledQuantity { get; private set; }

    /// <summary>How many came back after they had left.</summary>
    public int ReturnedQuantity { get; private set; }

    /// <summary>How many have not left yet.</summary>
    public int AllocatedQuantity => Quantity - FulfilledQuantity - CancelledQuantity - ReturnedQuantity;

    /// <summary>How many the shopper has or will have.</summary>
    public int KeptQuantity => AllocatedQuantity + FulfilledQuantity;

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

    /// <summary>What of what was paid for the line belongs to so many of it, to weigh them against others.</summary>
    public long WorthOf(int quantity) => (long)((Int128)Paid * quantity / Quantity);

    /// <summary>Moves so many from one state to another.</summary>
    /// <exception cref="InvalidOperationException">There is no such move, or there are not so many.</exception>
    public void Move(OrderLineState from, OrderLineState to, int quantity)
    {
        if (!OrderLineMoves.Allows(from, to) || quantity <= 0 || quantity > In(from))
            throw new InvalidOperationException($"Of line {Id} {In(from)} are {from}: {quantity} do not become {to}.");
        Add(from, -quantity);
        Add(to, quantity);
    }

    public int In(OrderLineState state) => state switch
    {
        OrderLineState.Allocated => AllocatedQuantity,
        OrderLineState.Fulfilled => FulfilledQuantity,
        OrderLineState.Cancelled => CancelledQuantity,
        OrderLineState.Returned => ReturnedQuantity,
        _ => 0,
    };

    // Those that have not left are what the other states leave.
    private void Add(OrderLineState state, int quantity)
    {
        switch (state)
        {
            case OrderLineState.Fulfilled:
                FulfilledQuantity += quantity;
                break;
            case OrderLineState.Cancelled:
                CancelledQuantity += quantity;
                break;
            case OrderLineState.Returned:
                ReturnedQuantity += quantity;
                break;
        }
    }
}
