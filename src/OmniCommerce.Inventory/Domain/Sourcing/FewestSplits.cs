using OmniCommerce.Inventory.Contracts;

namespace OmniCommerce.Inventory.Domain;

/// <summary>Each location is a parcel.</summary>
internal sealed class FewestSplits : ISourcingRule
{
    public SourcingRule Rule => SourcingRule.FewestSplits;

    public double CostOf(SourcingCandidate candidate) => 1;
}
