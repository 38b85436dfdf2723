using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;

namespace OmniCommerce.Orders.Domain;

/// <summary>Goods that came back at once, or were called off at once, and what was given for them. Written once, never changed.</summary>
internal sealed class OrderReturn
{
    public required ReturnId Id { get; init; }

    /// <summary>The order; null when it is not in these books.</summary>
    public required OrderId? OrderId { get; init; }

    public required CustomerId? CustomerId { get; init; }

    /// <summary>Where they came back; null when they were called off before they left.</summary>
    public required LocationId? LocationId { get; init; }

    public required Channel Channel { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>What was given back, in minor units: for the goods, and, once nothing of the order is kept, for sending them.</summary>
    public required long Refunded { get; init; }

    public required int PointsReversed { get; init; }

    /// <summary>Its number elsewhere: the receipt, the credit note.</summary>
    public required string? Reference { get; init; }

    /// <summary>Who allowed it, where goods came back without a receipt.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>The order that was taken for the goods; null when they were not exchanged.</summary>
    public OrderId? ExchangedFor { get; init; }

    public required DateTimeOffset At { get; init; }

    public required List<OrderReturnLine> Lines { get; init; }
}

internal sealed class OrderReturnLine
{
    public required ReturnId ReturnId { get; init; }

    public required int Position { get; init; }

    public required OrderLineId? OrderLineId { get; init; }

    public required VariantId VariantId { get; init; }

    public required int Quantity { get; init; }

    public required long Refunded { get; init; }

    public required ReturnCondition Condition { get; init; }

    public required ReturnReason? ReasonCode { get; init; }

    public required string? Reason { get; init; }
}
