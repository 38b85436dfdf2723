using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Contracts;

/// <summary>A count of the stock of a location, by people.</summary>
[GraphQLName("StockCount")]
[Node]
public sealed record CountSession
{
    /// <summary>The count's id.</summary>
    public required StockCountId Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required CountStatus Status { get; init; }

    /// <summary>What is counted.</summary>
    public required IReadOnlyList<CountedLine> Lines { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was posted or given up.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where.</summary>
    [GraphQLIgnore]
    public required LocationId LocationId { get; init; }
}

/// <summary>A counted variant.</summary>
[GraphQLName("StockCountLine")]
public sealed record CountedLine
{
    /// <summary>The variant.</summary>
    [GraphQLIgnore]
    public required VariantId VariantId { get; init; }

    /// <summary>What was on hand by the books: when it was counted, or, until then, when the count began.</summary>
    public required int Expected { get; init; }

    /// <summary>What was there; null until somebody has counted.</summary>
    public required int? Counted { get; init; }

    /// <summary>By how many the shelf differs from the books; null until somebody has counted.</summary>
    public int? Difference => Counted - Expected;

    /// <summary>Why.</summary>
    public required StockReason? Reason { get; init; }
}

/// <summary>Where a count stands.</summary>
[GraphQLName("StockCountStatus")]
public enum CountStatus
{
    /// <summary>People are counting.</summary>
    Open = 1,

    /// <summary>Its differences are in the books.</summary>
    Posted = 2,

    /// <summary>It was given up; the books are as they were.</summary>
    Cancelled = 3,
}
