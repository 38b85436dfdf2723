namespace OmniCommerce.Stripe;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
internal sealed record StripeList<T>
{
    public required IReadOnlyList<T> Data { get; init; }

    public required bool HasMore { get; init; }

    /// <summary>For a search: what names the next page.</summary>
    public string? NextPage { get; init; }
}

/// <summary>Which part of a list is asked for; the newest comes first.</summary>
public abstract record ListRequest
{
    /// <summary>How many a page holds, 1 to 100; Stripe's own choice is 10.</summary>
    public int? Limit { get; init; }

    /// <summary>The id after which the first page begins.</summary>
    public string? StartingAfter { get; init; }

    /// <summary>What of the answer is wanted whole, each beginning with <c>data.</c></summary>
    public IReadOnlyList<string>? Expand { get; init; }
}

/// <summary>When something was made.</summary>
public sealed record CreatedRange
{
    /// <summary>Not before, to the second.</summary>
    public DateTimeOffset? Gte { get; init; }

    /// <summary>Before, to the second.</summary>
    public DateTimeOffset? Lt { get; init; }
}

/// <summary>Something is gone.</summary>
public sealed record Deleted
{
    /// <summary>What it was called.</summary>
    public required string Id { get; init; }
}
