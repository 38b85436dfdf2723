namespace OmniCommerce.GraphQL.Validation;

/// <summary>What a document may cost at most. The defaults let through what clients send and stop what only attackers send.</summary>
public sealed record ValidationOptions
{
    /// <summary>The limits for documents of clients.</summary>
    public static ValidationOptions Default { get; } = new();

    /// <summary>The rules of the specification alone, for documents that are written by the server's own people.</summary>
    public static ValidationOptions Trusted { get; } = new()
    {
        MaxDepth = int.MaxValue,
        MaxAliases = int.MaxValue,
        MaxFields = int.MaxValue,
        MaxSteps = int.MaxValue,
    };

    /// <summary>How deep fields may nest in an operation, its fragments expanded. Introspection as tools send it has 13 levels.</summary>
    public int MaxDepth { get; init; } = 50;

    /// <summary>The most aliases of an operation, its fragments expanded.</summary>
    public int MaxAliases { get; init; } = 250;

    /// <summary>The most fields of an operation, its fragments expanded.</summary>
    public int MaxFields { get; init; } = 4_000;

    /// <summary>The most errors; validation ends with one more that says so.</summary>
    public int MaxErrors { get; init; } = 100;

    /// <summary>
    /// How many comparisons of fields and visits of fragments validation may take before it gives up. Documents of clients take a few
    /// hundred; the limit is for those that are made to take billions.
    /// </summary>
    public int MaxSteps { get; init; } = 100_000;

    /// <summary>
    /// How many of the errors guess what was meant, for guessing compares with every name there is. None, where the schema is not to be told.
    /// </summary>
    public int MaxSuggestions { get; init; } = 25;
}
