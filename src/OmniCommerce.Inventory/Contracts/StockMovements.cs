using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Contracts;

/// <summary>What a movement of stock does.</summary>
[GraphQLName("StockMovementKind")]
public enum MovementKind
{
    /// <summary>On hand goes up: from a supplier.</summary>
    Receive = 1,

    /// <summary>Held goes up.</summary>
    Hold = 2,

    /// <summary>Held goes down.</summary>
    Release = 3,

    /// <summary>Held goes down, allocated goes up.</summary>
    Allocate = 4,

    /// <summary>Allocated goes down.</summary>
    Deallocate = 5,

    /// <summary>Allocated and on hand go down.</summary>
    Sell = 6,

    /// <summary>On hand goes up: from a shopper.</summary>
    Return = 7,

    /// <summary>On hand goes down without a sale.</summary>
    WriteOff = 8,

    /// <summary>On hand goes up: the books were wrong.</summary>
    AdjustUp = 9,

    /// <summary>On hand goes down: the books were wrong.</summary>
    AdjustDown = 10,

    /// <summary>On hand goes down: sent to another location.</summary>
    TransferOut = 11,

    /// <summary>On hand goes up: come from another location.</summary>
    TransferIn = 12,

    /// <summary>On hand goes up: a count found more.</summary>
    CountUp = 13,

    /// <summary>On hand goes down: a count found less.</summary>
    CountDown = 14,

    /// <summary>Allocated goes up: they came, and an order waited for them.</summary>
    Serve = 15,
}

/// <summary>Why the books were not right.</summary>
public enum StockReason
{
    /// <summary>Somebody counted or typed wrongly before.</summary>
    Miscounted = 1,

    /// <summary>They turned up.</summary>
    Found = 2,

    /// <summary>They are not where they should be.</summary>
    Missing = 3,

    /// <summary>They are broken.</summary>
    Damaged = 4,

    /// <summary>Their time is over.</summary>
    Expired = 5,

    /// <summary>They were stolen.</summary>
    Stolen = 6,

    /// <summary>The shop used them itself, or gave them away.</summary>
    UsedUp = 7,

    /// <summary>Something else was delivered, or more or fewer than the papers say.</summary>
    DeliveredWrongly = 8,

    /// <summary>They were lost on the way.</summary>
    LostInTransit = 9,

    /// <summary>None of the others: the note says it.</summary>
    Other = 10,
}

/// <summary>One change of the stock, as the books have it for ever.</summary>
[GraphQLName("StockMovement")]
public sealed record BookedMovement
{
    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it does.</summary>
    public required MovementKind Kind { get; init; }

    /// <summary>How many, positive; the kind says which way.</summary>
    public required int Quantity { get; init; }

    /// <summary>By how many it changed what is on hand; 0 when it only moved promises.</summary>
    public required int OnHandChange { get; init; }

    /// <summary>The hold, order, return, transfer, count or delivery note that it was for.</summary>
    public required string? Reference { get; init; }

    /// <summary>Why, from the list.</summary>
    public required StockReason? Reason { get; init; }

    /// <summary>Why, in words.</summary>
    public required string? Note { get; init; }

    /// <summary>The variant.</summary>
    [GraphQLIgnore]
    public required VariantId VariantId { get; init; }

    /// <summary>The location; nowhere for what was sold before it came.</summary>
    [GraphQLIgnore]
    public required LocationId LocationId { get; init; }
}

/// <summary>The stock is not what the caller saw.</summary>
/// <param name="OnHand">How many are on hand now.</param>
public sealed record StockChangedMeanwhile(int OnHand) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"{OnHand} are on hand by now. Look again and send what you saw.";
}

/// <summary>Goods would be taken away that carts and orders were promised.</summary>
/// <param name="Sku">The variant's code.</param>
/// <param name="Promised">How many are promised.</param>
public sealed record StockPromised(string Sku, int Promised) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"Of '{Sku}' {Promised} are promised to carts and orders. Report them as not found where they are picked, or cancel an order, first.";
}
