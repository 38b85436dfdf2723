using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Carts.Contracts;

/// <summary>What a shopper intends to buy, on every channel, with its price as it is now.</summary>
[GraphQLName("Cart")]
[Node]
public sealed record PricedCart
{
    /// <summary>The cart's id.</summary>
    public required CartId Id { get; init; }

    /// <summary>Grows by one with every change.</summary>
    public required int Version { get; init; }

    /// <summary>Where it stands.</summary>
    public required CartStatus Status { get; init; }

    /// <summary>The customer it belongs to; null for a guest's.</summary>
    [GraphQLIgnore]
    public required CustomerId? CustomerId { get; init; }

    /// <summary>The session it belongs to; null for a till's own cart.</summary>
    [GraphQLIgnore]
    public required SessionId? SessionId { get; init; }

    /// <summary>The codes of coupons that were entered.</summary>
    [GraphQLIgnore]
    public required IReadOnlyList<string> Coupons { get; init; }

    /// <summary>The codes of those coupons that took something off.</summary>
    [GraphQLIgnore]
    public required IReadOnlyList<string> AppliedCoupons { get; init; }

    /// <summary>Under what the price came about.</summary>
    [GraphQLIgnore]
    public required PriceTerms Terms { get; init; }

    /// <summary>The lines, in the order they were added.</summary>
    public required IReadOnlyList<PricedCartLine> Lines { get; init; }

    /// <summary>The quantities of all lines.</summary>
    public int ItemCount => Lines.Sum(line => line.Quantity);

    /// <summary>The lines before discounts.</summary>
    public required Money Subtotal { get; init; }

    /// <summary>What discounts take off, as a positive amount.</summary>
    public required Money DiscountTotal { get; init; }

    /// <summary>What sending costs.</summary>
    public required Money ShippingTotal { get; init; }

    /// <summary>The tax.</summary>
    public required Money TaxTotal { get; init; }

    /// <summary>What is to be paid.</summary>
    public required Money Total { get; init; }

    /// <summary>For every price rule that was looked at: what it did, or why it did nothing.</summary>
    public required IReadOnlyList<PriceTraceEntry> PriceTrace { get; init; }

    /// <summary>What holds the cart's goods, and until when; null when nothing does.</summary>
    public required CartHold? Hold { get; init; }

    /// <summary>How the goods reach the shopper; null until it is chosen.</summary>
    public required Delivery? Delivery { get; init; }
}

/// <summary>A line of a cart.</summary>
[GraphQLName("CartLine")]
public sealed record PricedCartLine
{
    /// <summary>The line's id.</summary>
    public required CartLineId Id { get; init; }

    /// <summary>What is bought.</summary>
    [GraphQLIgnore]
    public required VariantId VariantId { get; init; }

    /// <summary>Whether it is still sold, in the cart's currency. A line that is not must be removed before the cart can be ordered.</summary>
    [GraphQLIgnore]
    public required bool IsSold { get; init; }

    /// <summary>How many.</summary>
    public required int Quantity { get; init; }

    /// <summary>How many of them the shopper takes home out of a store while the rest is sent; 0 when the whole cart goes one way.</summary>
    public required int CarriedOut { get; init; }

    /// <summary>The price of one before discounts.</summary>
    public required Money UnitPrice { get; init; }

    /// <summary>What discounts take off the line, as a positive amount.</summary>
    public required Money Discount { get; init; }

    /// <summary>What the line costs.</summary>
    public required Money Total { get; init; }

    /// <summary>The channel on which it was added first.</summary>
    public required Channel AddedBy { get; init; }
}

/// <summary>What holds a cart's goods.</summary>
/// <param name="Id">The hold.</param>
/// <param name="ExpiresAt">When it is let go unless it is ordered before.</param>
public sealed record CartHold([property: GraphQLIgnore] HoldId Id, DateTimeOffset ExpiresAt);

/// <summary>Where a cart stands.</summary>
public enum CartStatus
{
    /// <summary>It can be changed.</summary>
    Open = 1,

    /// <summary>Its goods are held; it cannot be changed until it is released.</summary>
    Held = 2,

    /// <summary>It became an order.</summary>
    Ordered = 3,

    /// <summary>It went into another cart at sign-in.</summary>
    Merged = 4,

    /// <summary>Nobody came back for it.</summary>
    Abandoned = 5,
}

/// <summary>How goods reach the shopper.</summary>
[UnionType]
public abstract record Delivery;

/// <summary>They are sent to an address; some of them perhaps carried out of a store.</summary>
/// <param name="Address">The address.</param>
/// <param name="CarriedOutOf">The store out of which some are carried at once; null when all are sent.</param>
public sealed record ShipToAddress(Address Address, [property: GraphQLIgnore] LocationId? CarriedOutOf = null) : Delivery;

/// <summary>They are collected at a location.</summary>
/// <param name="LocationId">The location.</param>
/// <param name="PickUp">The time that was chosen; null for any.</param>
public sealed record CollectAtLocation([property: GraphQLIgnore] LocationId LocationId, PickUpTime? PickUp = null) : Delivery;

/// <summary>They are carried out of the store at once.</summary>
/// <param name="LocationId">The store.</param>
public sealed record CarryOut([property: GraphQLIgnore] LocationId LocationId) : Delivery;

/// <summary>The cart cannot be changed as it stands.</summary>
/// <param name="Status">Where it stands.</param>
public sealed record CartNotOpen(CartStatus Status) : Refusal
{
    /// <inheritdoc/>
    public override string Message => Status switch
    {
        CartStatus.Held => "The cart is held for payment. Release it to change it.",
        CartStatus.Ordered => "The cart is ordered already.",
        CartStatus.Merged => "The cart went into the customer's cart at sign-in. Use that one.",
        _ => "The cart is not open.",
    };
}

/// <summary>There is nothing in the cart.</summary>
public sealed record CartEmpty : Refusal, ICartProblem
{
    /// <inheritdoc/>
    public override string Message => "The cart is empty. Add something first.";
}

/// <summary>What a line wants is no longer sold.</summary>
/// <param name="LineId">The line to remove.</param>
/// <param name="Sku">The variant's code.</param>
public sealed record NoLongerSold(CartLineId LineId, string Sku) : ICartProblem
{
    /// <inheritdoc/>
    public string Message => $"'{Sku}' is no longer sold. Remove the line.";
}
