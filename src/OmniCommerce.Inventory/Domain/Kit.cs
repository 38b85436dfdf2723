using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Domain;

/// <summary>So many of a variant are in a kit. Never changed once it is there: what was sold is still made of it.</summary>
internal sealed class KitComponent
{
    public required VariantId KitId { get; init; }

    public required VariantId ComponentId { get; init; }

    public required int Quantity { get; init; }
}

/// <summary>The arithmetic of kits.</summary>
internal static class KitDemand
{
    /// <summary>What is to be taken from shelves: each variant once, kits by their components.</summary>
    public static StockDemand[] Expand(IReadOnlyList<StockDemand> demand, IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>> kits)
    {
        var sums = new Dictionary<VariantId, int>(demand.Count);
        foreach (var line in demand)
        {
            if (!kits.TryGetValue(line.VariantId, out var components))
            {
                sums[line.VariantId] = sums.GetValueOrDefault(line.VariantId) + line.Quantity;
                continue;
            }

            foreach (var component in components)
                sums[component.VariantId] = sums.GetValueOrDefault(component.VariantId) + (line.Quantity * component.Quantity);
        }

        return [.. sums.Select(sum => new StockDemand(sum.Key, sum.Value))];
    }

    /// <summary>What is left of the demand without a part of it, each variant once.</summary>
    public static StockDemand[] Without(IEnumerable<StockDemand> demand, IReadOnlyList<StockDemand> part) =>
    [
        .. demand.GroupBy(line => line.VariantId)
            .Select(of => new StockDemand(of.Key, of.Sum(line => line.Quantity) - part.Where(line => line.VariantId == of.Key).Sum(line => line.Quantity)))
            .Where(line => line.Quantity > 0),
    ];

    /// <summary>How many kits can be made.</summary>
    public static int Available(IReadOnlyList<StockDemand> components, IReadOnlyDictionary<VariantId, int> available) =>
        components.Min(component => available.GetValueOrDefault(component.VariantId) / component.Quantity);

    /// <summary>What of the demand cannot be had, as the demand names it, when so many are missing on the shelves.</summary>
    /// <param name="demand">What is wanted, kits as kits.</param>
    /// <param name="kits">What they are made of.</param>
    /// <param name="missing">How many too few there are of a variant on the shelves.</param>
    public static List<StockShortage> Shortages(
        IReadOnlyList<StockDemand> demand, IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>> kits, IReadOnlyDictionary<VariantId, int> missing)
    {
        var shortages = new List<StockShortage>();
        foreach (var wanted in demand.GroupBy(line => line.VariantId))
        {
            var quantity = wanted.Sum(line => line.Quantity);
            var tooMany = kits.TryGetValue(wanted.Key, out var components)
                ? components.Max(component => (Math.Max(0, missing.GetValueOrDefault(component.VariantId)) + component.Quantity - 1) / component.Quantity)
                : missing.GetValueOrDefault(wanted.Key);
            if (tooMany > 0)
                shortages.Add(new StockShortage(wanted.Key, quantity, Math.Max(0, quantity - tooMany)));
        }

        return shortages;
    }
}
