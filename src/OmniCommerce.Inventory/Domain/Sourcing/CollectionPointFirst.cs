using OmniCommerce.Inventory.Contracts;

namespace OmniCommerce.Inventory.Domain;

/// <summary>What lies where it is handed over need not be sent.</summary>
internal sealed class CollectionPointFirst : ISourcingRule
{
    public SourcingRule Rule => SourcingRule.CollectionPoint;

    public double CostOf(SourcingCandidate candidate) => candidate.IsCollectionPoint ? 0 : 1;
}
