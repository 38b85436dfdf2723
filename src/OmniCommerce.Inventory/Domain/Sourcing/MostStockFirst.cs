using OmniCommerce.Inventory.Contracts;

namespace OmniCommerce.Inventory.Domain;

/// <summary>Where most is, the shelf is emptied last.</summary>
internal sealed class MostStockFirst : ISourcingRule
{
    public SourcingRule Rule => SourcingRule.MostStock;

    public double CostOf(SourcingCandidate candidate) => -candidate.Stock;
}
