using OmniCommerce.Inventory.Contracts;

namespace OmniCommerce.Inventory.Domain;

/// <summary>The retailer's own order of locations: a warehouse before a shop window.</summary>
internal sealed class PriorityFirst : ISourcingRule
{
    public SourcingRule Rule => SourcingRule.Priority;

    public double CostOf(SourcingCandidate candidate) => candidate.Priority;
}
