using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Inventory.Contracts;

/// <summary>Goods that go from one location to another.</summary>
[GraphQLName("StockTransfer")]
[Node]
public sealed record Transfer
{
    /// <summary>The transfer's id.</summary>
    public required TransferId Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required TransferStatus Status { get; init; }

    /// <summary>What goes.</summary>
    public required IReadOnlyList<TransferLine> Lines { get; init; }

    /// <summary>What it is for, in words.</summary>
    public required string? Note { get; init; }

    /// <summary>When it was written down.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the goods left.</summary>
    public required DateTimeOffset? SentAt { get; init; }

    /// <summary>When they were received, or the transfer was called off.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>The order whose shopper collects them where they go; null when they go for none.</summary>
    [GraphQLIgnore]
    public required OrderId? OrderId { get; init; }

    /// <summary>Where from.</summary>
    [GraphQLIgnore]
    public required LocationId FromId { get; init; }

    /// <summary>Where to.</summary>
    [GraphQLIgnore]
    public required LocationId ToId { get; init; }
}

/// <summary>So many of a variant on the way.</summary>
[GraphQLName("StockTransferLine")]
public sealed record TransferLine
{
    /// <summary>The variant.</summary>
    [GraphQLIgnore]
    public required VariantId VariantId { get; init; }

    /// <summary>How many are sent.</summary>
    public required int Quantity { get; init; }

    /// <summary>How many of them are the order's. The others are free where they arrive.</summary>
    public required int Ordered { get; init; }

    /// <summary>How many came; null until they did.</summary>
    public required int? Received { get; init; }

    /// <summary>Why other than were sent came.</summary>
    public required StockReason? Reason { get; init; }
}

/// <summary>Where a transfer stands.</summary>
[GraphQLName("StockTransferStatus")]
public enum TransferStatus
{
    /// <summary>It is written down; nothing has moved.</summary>
    Draft = 1,

    /// <summary>The goods are on the way: at neither location.</summary>
    Sent = 2,

    /// <summary>They came.</summary>
    Received = 3,

    /// <summary>It was called off before anything moved.</summary>
    Cancelled = 4,
}

/// <summary>The transfer; null when there is none.</summary>
/// <param name="Id">The transfer.</param>
public sealed record FindTransfer(TransferId Id) : IRequest<Transfer?>;

/// <summary>
/// Goods of an order are being received. Told before anything is taken, so that the order is taken before its goods are, here as everywhere, and
/// two that want both never wait for each other.
/// </summary>
/// <param name="OrderId">The order.</param>
public sealed record OrderGoodsArriving(OrderId OrderId) : INotification;

/// <summary>
/// Goods of an order came where they are collected, or were missing. Whoever keeps the orders answers it within the transaction in which they came:
/// what came is handed over there, what is missing is found elsewhere or given up. Refused when what was paid for it cannot be given back now; then
/// nothing is received.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="TransferId">What carried them.</param>
/// <param name="LocationId">Where they came.</param>
/// <param name="Came">What came for the order, and is allocated to it there.</param>
/// <param name="Missing">What did not, and is the order's no more.</param>
public sealed record TakeOrderGoodsIn(
    OrderId OrderId, TransferId TransferId, LocationId LocationId, IReadOnlyList<StockDemand> Came, IReadOnlyList<StockDemand> Missing) : ICommand<Done>;
