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

    /// <summary>Grows with every change.</summary>
    public required int Version { get; init; }

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

    /// <summary>How many of them were given back: called off before they left, or returned after.</summary>
    public int ReturnedQuantity => Quantities.Cancelled + Quantities.Returned;

    /// <summary>How many of them are where. All but the ordered sum to the ordered.</summary>
    public required OrderLineQuantities Quantities { get; init; }

    /// <summary>The states that some of them are in, in the order of life.</summary>
    public IReadOnlyList<OrderLineState> States => Quantities.States;

    /// <summary>The price of one before discounts.</summary>
    public required Money UnitPrice { get; init; }

    /// <summary>What the line costs after discounts.</summary>
    public required Money Total { get; init; }
}

/// <summary>How many items of a line are where.</summary>
/// <param name="Ordered">How many were bought.</param>
/// <param name="Allocated">How many of them have not left yet.</param>
/// <param name="Fulfilled">How many have left and are the shopper's.</param>
/// <param name="Cancelled">How many were called off before they left.</param>
/// <param name="Returned">How many came back after they had left.</param>
public sealed record OrderLineQuantities(int Ordered, int Allocated, int Fulfilled, int Cancelled, int Returned)
{
    internal IReadOnlyList<OrderLineState> States =>
    [
        .. Allocated > 0 ? [OrderLineState.Allocated] : Array.Empty<OrderLineState>(),
        .. Fulfilled > 0 ? [OrderLineState.Fulfilled] : Array.Empty<OrderLineState>(),
        .. Cancelled > 0 ? [OrderLineState.Cancelled] : Array.Empty<OrderLineState>(),
        .. Returned > 0 ? [OrderLineState.Returned] : Array.Empty<OrderLineState>(),
    ];
}

/// <summary>Where an item of an order's line is.</summary>
public enum OrderLineState
{
    /// <summary>It is set aside for the order and has not left.</summary>
    Allocated = 1,

    /// <summary>It has left: handed over or sent.</summary>
    Fulfilled = 2,

    /// <summary>It was called off before it left.</summary>
    Cancelled = 3,

    /// <summary>It came back after it had left.</summary>
    Returned = 4,
}

/// <summary>Something that was done to an order.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Channel">From which channel.</param>
/// <param name="By">What the device that did it calls itself: "Till 2", "Ada's phone". Empty when none did.</param>
/// <param name="What">What was done, for people.</param>
/// <param name="Note">What somebody wrote about it.</param>
/// <param name="Refunded">What was given back with it.</param>
[GraphQLName("OrderChange")]
public sealed record OrderHistoryEntry(DateTimeOffset At, OrderChangeKind Kind, Channel Channel, string By, string What, string? Note, Money? Refunded);

/// <summary>What was done to an order.</summary>
public enum OrderChangeKind
{
    /// <summary>It was placed.</summary>
    Placed = 1,

    /// <summary>Goods have left.</summary>
    Fulfilled = 2,

    /// <summary>Goods were called off before they left.</summary>
    CalledOff = 3,

    /// <summary>Goods came back.</summary>
    Returned = 4,

    /// <summary>Goods came back and others went out for them.</summary>
    Exchanged = 5,

    /// <summary>It goes to another address.</summary>
    DeliveryChanged = 6,

    /// <summary>Somebody wrote a note.</summary>
    Noted = 7,

    /// <summary>The bank of the shopper's card asked about the payment, took it back, or decided about it.</summary>
    Disputed = 8,

    /// <summary>Goods went to where they are collected, or came there.</summary>
    Moved = 9,

    /// <summary>What the bank of the shopper's card promised ends soon, or has ended.</summary>
    Payment = 10,
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
