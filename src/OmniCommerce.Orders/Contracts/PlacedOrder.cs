using OmniCommerce.Carts.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Orders.Contracts;

/// <summary>What a shopper has bought, on whichever channel. Its prices are frozen.</summary>
[GraphQLName("Order")]
[Node]
public sealed record PlacedOrder
{
    /// <summary>The order's id.</summary>
    public required OrderId Id { get; init; }

    /// <summary>The number that people use: P-100042. Numbers have no gaps.</summary>
    public required string Number { get; init; }

    /// <summary>Where it stands.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>The channel on which it was placed.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Who bought; null for a guest.</summary>
    [GraphQLIgnore]
    public required CustomerId? CustomerId { get; init; }

    /// <summary>The session in which it was bought; null for a till's own sale.</summary>
    [GraphQLIgnore]
    public required SessionId? SessionId { get; init; }

    /// <summary>The lines, in the cart's order.</summary>
    public required IReadOnlyList<PlacedOrderLine> Lines { get; init; }

    /// <summary>The lines before discounts.</summary>
    public required Money Subtotal { get; init; }

    /// <summary>What discounts took off, as a positive amount.</summary>
    public required Money DiscountTotal { get; init; }

    /// <summary>What sending costs.</summary>
    public required Money ShippingTotal { get; init; }

    /// <summary>The tax.</summary>
    public required Money TaxTotal { get; init; }

    /// <summary>What was to be paid.</summary>
    public required Money Total { get; init; }

    /// <summary>What of it was given back.</summary>
    public required Money Refunded { get; init; }

    /// <summary>How the goods reach the shopper; null when it was not chosen.</summary>
    public required Delivery? Delivery { get; init; }

    /// <summary>How many points it earned when it was placed.</summary>
    public required int PointsEarned { get; init; }

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }
}

/// <summary>A line of an order.</summary>
[GraphQLName("OrderLine")]
public sealed record PlacedOrderLine
{
    /// <summary>The line's id.</summary>
    public required OrderLineId Id { get; init; }

    /// <summary>What was bought.</summary>
    [GraphQLIgnore]
    public required VariantId VariantId { get; init; }

    /// <summary>The retailer's code of it, as it was then.</summary>
    public required string Sku { get; init; }

    /// <summary>Its name, as it was then.</summary>
    public required string Name { get; init; }

    /// <summary>How many were bought.</summary>
    public required int Quantity { get; init; }

    /// <summary>How many of them were given back.</summary>
    public required int ReturnedQuantity { get; init; }

    /// <summary>The price of one before discounts.</summary>
    public required Money UnitPrice { get; init; }

    /// <summary>What the line costs after discounts.</summary>
    public required Money Total { get; init; }
}

/// <summary>Where an order stands.</summary>
public enum OrderStatus
{
    /// <summary>Its payment is under way; it is no order yet.</summary>
    [GraphQLIgnore]
    Pending = 1,

    /// <summary>It was not paid, so it never became an order.</summary>
    [GraphQLIgnore]
    Failed = 2,

    /// <summary>It is placed, and the retailer has not accepted it yet.</summary>
    Placed = 3,

    /// <summary>It is accepted: its goods are allocated, its payment is promised or made.</summary>
    Confirmed = 4,

    /// <summary>A part of its goods has left.</summary>
    PartiallyFulfilled = 5,

    /// <summary>All of its goods have left.</summary>
    Fulfilled = 6,

    /// <summary>It was called off before its goods left.</summary>
    Cancelled = 7,
}
