using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

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
