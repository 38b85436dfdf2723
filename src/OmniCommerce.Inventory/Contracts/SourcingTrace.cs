using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Contracts;

/// <summary>A location that was looked at when goods were sourced, and what came of it.</summary>
/// <param name="LocationId">The location.</param>
/// <param name="Kilometres">How far it is from where the goods go; null when that is not known.</param>
/// <param name="Covers">How many of what is wanted it had.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Rule">The rule that decided it; null when none had to.</param>
public sealed record SourcingStep([property: GraphQLIgnore] LocationId LocationId, double? Kilometres, int Covers, SourcingOutcome Outcome, SourcingRule? Rule)
{
    /// <summary>Why, for people.</summary>
    public string Because => (Outcome, Rule) switch
    {
        (SourcingOutcome.Chosen, null) => "No other location had any.",
        (SourcingOutcome.Chosen, SourcingRule.CollectionPoint) => "The goods are handed over here.",
        (SourcingOutcome.Chosen, SourcingRule.FewestSplits) => "Fewer locations could not give everything.",
        (SourcingOutcome.Chosen, SourcingRule.Nearest) => "Of those that had everything it is the nearest.",
        (SourcingOutcome.Chosen, SourcingRule.MostStock) => "Of those that had everything, and are as near, it has most.",
        (SourcingOutcome.Chosen, SourcingRule.Priority) => "Of those that are otherwise equal it comes first.",
        (SourcingOutcome.SentToStore, null) => "It sends what is missing where the goods are collected: no other location had any.",
        (SourcingOutcome.SentToStore, SourcingRule.FewestSplits) => "It sends what is missing where the goods are collected: fewer locations could not send it all.",
        (SourcingOutcome.SentToStore, SourcingRule.Nearest) => "It sends what is missing where the goods are collected: of those that had all of it it is the nearest.",
        (SourcingOutcome.SentToStore, SourcingRule.MostStock) => "It sends what is missing where the goods are collected: of those that had all of it, and are as near, it has most.",
        (SourcingOutcome.SentToStore, _) => "It sends what is missing where the goods are collected: of those that are otherwise equal it comes first.",
        (SourcingOutcome.CoversLess, _) => "It had not all of what one other location had.",
        (SourcingOutcome.Lost, SourcingRule.CollectionPoint) => "The goods are handed over elsewhere.",
        (SourcingOutcome.Lost, SourcingRule.Nearest) => "It had everything, but another that had is nearer.",
        (SourcingOutcome.Lost, SourcingRule.MostStock) => "It had everything and is as near, but another had more.",
        (SourcingOutcome.Lost, _) => "It had everything, but another that had comes first.",
        (SourcingOutcome.NotNeeded, _) => "With it there would be more parcels, a longer way or less stock left.",
        _ => "All locations together had too little.",
    };
}

/// <summary>What came of a location when goods were sourced.</summary>
public enum SourcingOutcome
{
    /// <summary>Goods come from it.</summary>
    Chosen = 1,

    /// <summary>It had not all of what one other location had.</summary>
    CoversLess = 2,

    /// <summary>It had everything, but a rule preferred another.</summary>
    Lost = 3,

    /// <summary>Those that were chosen together did not need it.</summary>
    NotNeeded = 4,

    /// <summary>Nothing was sourced, because all locations together had too little.</summary>
    TooLittle = 5,

    /// <summary>Goods come from it, and are sent to where they are collected, which has too few.</summary>
    SentToStore = 6,
}

/// <summary>By what locations are chosen.</summary>
public enum SourcingRule
{
    /// <summary>Where the goods are handed over comes first.</summary>
    CollectionPoint = 1,

    /// <summary>The fewest locations.</summary>
    FewestSplits = 2,

    /// <summary>The shortest way.</summary>
    Nearest = 3,

    /// <summary>Where most is.</summary>
    MostStock = 4,

    /// <summary>The location that the retailer puts first.</summary>
    Priority = 5,
}

/// <summary>What an order got, and why from there.</summary>
/// <param name="Parts">What comes from where.</param>
/// <param name="Trace">The locations that were looked at; empty when there was nothing to choose.</param>
public sealed record AllocatedStock(IReadOnlyList<StockAllocation> Parts, IReadOnlyList<SourcingStep> Trace);
