using OmniCommerce.Inventory.Contracts;

namespace OmniCommerce.Inventory.Domain;

/// <summary>One thing by which locations are preferred.</summary>
internal interface ISourcingRule
{
    SourcingRule Rule { get; }

    /// <summary>What it costs to take goods from the location: less is better. Of several locations the costs are summed.</summary>
    double CostOf(SourcingCandidate candidate);
}

/// <summary>The rules, the most important first: a later one is asked only where all before it say the same.</summary>
internal static class SourcingRules
{
    /// <remarks>
    /// The search goes from few locations to many and stops at the first number that suffices. So what stands before the fewest splits must never
    /// prefer more locations to fewer.
    /// </remarks>
    public static readonly ISourcingRule[] InOrder = [new CollectionPointFirst(), new FewestSplits(), new NearestFirst(), new MostStockFirst(), new PriorityFirst()];
}
