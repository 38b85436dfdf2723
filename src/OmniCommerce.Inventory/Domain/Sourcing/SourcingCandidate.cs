using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Domain;

/// <summary>A location that has something of what is wanted.</summary>
internal sealed class SourcingCandidate(StockOffer first, int[] available)
{
    private double[]? _costs;

    /// <summary>Orders by the rules; what they do not tell apart, by id, so that the same question has the same answer.</summary>
    public static readonly Comparer<SourcingCandidate> Preference = Comparer<SourcingCandidate>.Create((left, right) =>
        Compare(left.Costs, right.Costs) is var byRule && byRule != 0 ? byRule : left.LocationId.Value.CompareTo(right.LocationId.Value));

    public LocationId LocationId { get; } = first.LocationId;

    public double? Kilometres { get; } = first.Kilometres;

    /// <summary>The retailer's order of locations, the lowest first.</summary>
    public int Priority { get; } = first.Priority;

    public bool IsCollectionPoint { get; } = first.IsCollectionPoint;

    /// <summary>How many it has of each line of the demand.</summary>
    public int[] Available { get; } = available;

    /// <summary>How much of the demand it could give.</summary>
    public int Covers { get; set; }

    public long Stock => Available.Sum(quantity => (long)quantity);

    /// <summary>What each of the rules says, in their order.</summary>
    public double[] Costs => _costs ??= [.. SourcingRules.InOrder.Select(rule => rule.CostOf(this))];

    public SourcingStep Step(SourcingOutcome outcome, SourcingRule? rule) => new(LocationId, Kilometres, Covers, outcome, rule);

    /// <summary>Below 0 when the left is better, above it when the right is, by the first rule that tells them apart.</summary>
    public static int Compare(double[] left, double[] right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
                return left[i].CompareTo(right[i]);
        }

        return 0;
    }
}
