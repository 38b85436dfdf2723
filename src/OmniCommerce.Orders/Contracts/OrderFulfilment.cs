using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Outbox;

namespace OmniCommerce.Orders.Contracts;

/// <summary>Goods of one order that leave one location.</summary>
[GraphQLName("Fulfilment")]
[Node]
public sealed record OrderFulfilment
{
    /// <summary>The fulfilment's id.</summary>
    public required FulfilmentId Id { get; init; }

    /// <summary>Its place among the order's fulfilments, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>How its goods leave.</summary>
    public required FulfilmentKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required FulfilmentStatus Status { get; init; }

    /// <summary>The goods.</summary>
    public required IReadOnlyList<OrderFulfilmentLine> Lines { get; init; }

    /// <summary>Who carries it.</summary>
    public required string? Carrier { get; init; }

    /// <summary>The carrier's number of it.</summary>
    public required string? TrackingNumber { get; init; }

    /// <summary>When the shopper comes for it; null when it is not collected, or at any time.</summary>
    public required PickUpTime? PickUp { get; init; }

    /// <summary>When its goods are expected where they are collected; null when they are not sent there first.</summary>
    public required DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>When it was written down.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it can be collected.</summary>
    public required DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Until when it waits to be collected; then it is given up.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the last of it left, to the shopper or to where it is collected.</summary>
    public required DateTimeOffset? LeftAt { get; init; }

    /// <summary>What carries its goods to where they are collected.</summary>
    [GraphQLIgnore]
    public required TransferId? TransferId { get; init; }

    /// <summary>The order.</summary>
    [GraphQLIgnore]
    public required OrderId OrderId { get; init; }

    /// <summary>Where the goods leave; nowhere while they have not come.</summary>
    [GraphQLIgnore]
    public required LocationId LocationId { get; init; }
}

/// <summary>So many of a variant.</summary>
[GraphQLName("FulfilmentLine")]
public sealed record OrderFulfilmentLine
{
    /// <summary>The variant.</summary>
    [GraphQLIgnore]
    public required VariantId VariantId { get; init; }

    /// <summary>How many were to leave from here.</summary>
    public required int Quantity { get; init; }

    /// <summary>How many are still to leave.</summary>
    public required int Open { get; init; }

    /// <summary>How many have left.</summary>
    public required int Left { get; init; }

    /// <summary>How many were given up, and what was paid for them was given back.</summary>
    public required int GivenUp { get; init; }

    /// <summary>How many were not here and come from elsewhere.</summary>
    public required int Moved { get; init; }
}

/// <summary>How goods leave.</summary>
public enum FulfilmentKind
{
    /// <summary>They are sent.</summary>
    Ship = 1,

    /// <summary>They are collected.</summary>
    Collect = 2,

    /// <summary>They are carried out of the store where they were bought.</summary>
    CarryOut = 3,

    /// <summary>They are sent to where they are collected, which has too few; there they get another fulfilment.</summary>
    ToStore = 4,
}

/// <summary>Where a fulfilment stands.</summary>
public enum FulfilmentStatus
{
    /// <summary>Nobody has begun.</summary>
    Open = 1,

    /// <summary>Somebody takes the goods from the shelves.</summary>
    Picking = 2,

    /// <summary>It can be collected; a part may have been.</summary>
    Ready = 3,

    /// <summary>It is on its way.</summary>
    Shipped = 4,

    /// <summary>It was handed over.</summary>
    Collected = 5,

    /// <summary>It has arrived.</summary>
    Delivered = 6,

    /// <summary>Nothing of it leaves from here.</summary>
    Cancelled = 7,

    /// <summary>Its goods were sold before they came; they get a fulfilment where they come.</summary>
    Waiting = 8,

    /// <summary>Its goods are on their way to where they are collected.</summary>
    InTransit = 9,

    /// <summary>Its goods have come where they are collected, and have another fulfilment there.</summary>
    Arrived = 10,
}

/// <summary>What an order has of a variant at a location, and why from there.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location; nowhere while they have not come.</param>
/// <param name="Quantity">How many come from there.</param>
/// <param name="Reason">Why from there, for people.</param>
[GraphQLName("OrderAllocation")]
public sealed record OrderAllocation([property: GraphQLIgnore] VariantId VariantId, [property: GraphQLIgnore] LocationId LocationId, int Quantity, string Reason);

/// <summary>Goods of an order are ready to be collected.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
/// <param name="FulfilmentId">The fulfilment.</param>
/// <param name="LocationId">Where they are.</param>
/// <param name="ExpiresAt">Until when they wait.</param>
[EventType("fulfilment.ready")]
public sealed record FulfilmentReady(OrderId OrderId, string Number, FulfilmentId FulfilmentId, LocationId LocationId, DateTimeOffset ExpiresAt) : IEvent;

/// <summary>Goods of an order were sent.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
/// <param name="FulfilmentId">The fulfilment.</param>
/// <param name="LocationId">Where they left.</param>
/// <param name="Carrier">Who carries them; null when nobody said.</param>
/// <param name="TrackingNumber">The carrier's number; null when nobody said.</param>
[EventType("fulfilment.shipped")]
public sealed record FulfilmentShipped(
    OrderId OrderId, string Number, FulfilmentId FulfilmentId, LocationId LocationId, string? Carrier, string? TrackingNumber) : IEvent;

/// <summary>Goods of an order were sent to where they are collected.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
/// <param name="FulfilmentId">The fulfilment.</param>
/// <param name="FromId">Where they left.</param>
/// <param name="ToId">Where they are collected.</param>
/// <param name="ExpectedAt">When they are expected there; null when nobody knows.</param>
[EventType("fulfilment.sent_to_store")]
public sealed record FulfilmentSentToStore(OrderId OrderId, string Number, FulfilmentId FulfilmentId, LocationId FromId, LocationId ToId, DateTimeOffset? ExpectedAt) : IEvent;

/// <summary>Goods of an order will not leave: nobody collected them, or they were nowhere to be found. What was paid for them was given back.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
/// <param name="FulfilmentId">The fulfilment.</param>
/// <param name="ItemCount">How many items.</param>
/// <param name="Reason">Why, for people.</param>
[EventType("fulfilment.given_up")]
public sealed record FulfilmentGivenUp(OrderId OrderId, string Number, FulfilmentId FulfilmentId, int ItemCount, string Reason) : IEvent;
