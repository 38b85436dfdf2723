using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Domain;

/// <summary>What a location can give of a variant.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location.</param>
/// <param name="Available">How many can be promised.</param>
/// <param name="Kilometres">How far it is from where the goods go; null when that is not known.</param>
/// <param name="Priority">Where the retailer puts it among the locations, the lowest first.</param>
/// <param name="IsCollectionPoint">Whether the goods are handed over there.</param>
internal readonly record struct StockOffer(
    VariantId VariantId, LocationId LocationId, int Available, double? Kilometres, int Priority = 0, bool IsCollectionPoint = false);

/// <summary>What comes from where, or what is missing; and why, for every location that was looked at.</summary>
internal sealed record SourcingPlan(IReadOnlyList<StockAllocation> Allocations, IReadOnlyList<StockShortage> Shortages, IReadOnlyList<SourcingStep> Trace);

/// <summary>
/// Decides where the goods of a demand come from, by the rules in their order: see <see cref="SourcingRules"/>. Exactly what is wanted is taken, never more. Which locations may be asked is decided before.
/// </summary>
internal static class Sourcing
{
    /// <summary>
    /// So many candidates are looked at when so many locations must be combined: about 50,000 combinations at most. Beyond that, or with more
    /// than five locations, each next location is the one that covers most of what is still missing.
    /// </summary>
    private static readonly int[] MaxCandidates = [0, int.MaxValue, 300, 64, 32, 24];

    /// <param name="demand">What is wanted, each variant once.</param>
    /// <param name="offers">What locations have of it.</param>
    public static SourcingPlan Plan(IReadOnlyList<StockDemand> demand, IReadOnlyList<StockOffer> offers)
    {
        var candidates = CandidatesOf(demand, offers);
        var shortages = ShortagesOf(demand, candidates);
        if (shortages.Count > 0)
            return new SourcingPlan([], shortages, [.. candidates.Select(candidate => candidate.Step(SourcingOutcome.TooLittle, null))]);

        var needs = demand.Select(line => line.Quantity).ToArray();
        var chosen = Fewest(candidates, needs);
        var allocations = Allocate(demand, chosen);
        return new SourcingPlan(allocations, [], TraceOf(candidates, chosen));
    }

    /// <summary>The same for goods that are collected: what lies where they are handed over is taken there, and only what it lacks is sent there by others.</summary>
    public static SourcingPlan PlanCollected(IReadOnlyList<StockDemand> demand, IReadOnlyList<StockOffer> offers)
    {
        var here = offers.Where(offer => offer.IsCollectionPoint && offer.Available > 0).ToDictionary(offer => offer.VariantId);
        StockAllocation[] lies =
        [
            .. demand.Where(line => here.ContainsKey(line.VariantId))
                .Select(line => new StockAllocation(line.VariantId, here[line.VariantId].LocationId, Math.Min(line.Quantity, here[line.VariantId].Available))),
        ];
        var taken = lies.ToDictionary(part => part.VariantId, part => part.Quantity);
        StockDemand[] lacks = [.. demand.Select(line => line with { Quantity = line.Quantity - taken.GetValueOrDefault(line.VariantId) }).Where(line => line.Quantity > 0)];
        if (lacks.Length == 0)
            return Plan(demand, offers);
        var sent = Plan(lacks, [.. offers.Where(offer => !offer.IsCollectionPoint)]);
        if (sent.Shortages.Count > 0)
            return Plan(demand, offers);

        SourcingStep[] point = lies.Length == 0
            ? []
            : [new SourcingStep(lies[0].LocationId, here[lies[0].VariantId].Kilometres, taken.Values.Sum(), SourcingOutcome.Chosen, SourcingRule.CollectionPoint)];
        var others = sent.Trace.Select(step => step.Outcome == SourcingOutcome.Chosen ? step with { Outcome = SourcingOutcome.SentToStore } : step);
        return new SourcingPlan([.. lies, .. sent.Allocations], [], [.. point, .. others]);
    }

    /// <summary>One plan of two: what is carried out of a store, and what is sent, perhaps from there too.</summary>
    public static SourcingPlan Join(LocationId store, SourcingPlan carried, SourcingPlan sent) => new(
        [
            .. carried.Allocations.Concat(sent.Allocations).GroupBy(part => (part.VariantId, part.LocationId))
                .Select(parts => parts.First() with { Quantity = parts.Sum(part => part.Quantity) }),
        ],
        [.. carried.Shortages.Select(shortage => shortage with { At = store }), .. sent.Shortages],
        [.. carried.Trace, .. sent.Trace]);

    private static List<SourcingCandidate> CandidatesOf(IReadOnlyList<StockDemand> demand, IReadOnlyList<StockOffer> offers)
    {
        var lines = new Dictionary<VariantId, int>(demand.Count);
        for (var i = 0; i < demand.Count; i++)
            lines.Add(demand[i].VariantId, i);

        var byLocation = new Dictionary<LocationId, SourcingCandidate>();
        foreach (var offer in offers)
        {
            if (offer.Available <= 0 || !lines.TryGetValue(offer.VariantId, out var line))
                continue;
            if (!byLocation.TryGetValue(offer.LocationId, out var candidate))
                byLocation.Add(offer.LocationId, candidate = new SourcingCandidate(offer, new int[demand.Count]));
            candidate.Available[line] = offer.Available;
        }

        foreach (var candidate in byLocation.Values)
            candidate.Covers = candidate.Available.Select((available, line) => Math.Min(available, demand[line].Quantity)).Sum();
        return [.. byLocation.Values.OrderByDescending(candidate => candidate.Covers).ThenBy(candidate => candidate, SourcingCandidate.Preference)];
    }

    private static List<StockShortage> ShortagesOf(IReadOnlyList<StockDemand> demand, List<SourcingCandidate> candidates)
    {
        var shortages = new List<StockShortage>();
        for (var line = 0; line < demand.Count; line++)
        {
            var available = candidates.Sum(candidate => (long)candidate.Available[line]);
            if (available < demand[line].Quantity)
                shortages.Add(new StockShortage(demand[line].VariantId, demand[line].Quantity, (int)available));
        }

        return shortages;
    }

    private static List<SourcingCandidate> Fewest(List<SourcingCandidate> candidates, int[] needs)
    {
        for (var size = 1; size < MaxCandidates.Length; size++)
        {
            var search = new Search(candidates.Take(MaxCandidates[size]).ToArray(), needs, size);
            if (search.Best() is { } best)
                return best;
        }

        return Greedy(candidates, needs);
    }

    private static List<SourcingCandidate> Greedy(List<SourcingCandidate> candidates, int[] needs)
    {
        var chosen = new List<SourcingCandidate>();
        var missing = needs.ToArray();
        while (Array.Exists(missing, quantity => quantity > 0))
        {
            var next = candidates.Except(chosen)
                .OrderByDescending(candidate => candidate.Available.Select((available, line) => Math.Min(available, missing[line])).Sum())
                .ThenBy(candidate => candidate, SourcingCandidate.Preference)
                .First();
            chosen.Add(next);
            for (var line = 0; line < missing.Length; line++)
                missing[line] -= Math.Min(next.Available[line], missing[line]);
        }

        return chosen;
    }

    /// <summary>Each variant from one of the chosen where one has enough of it; otherwise from where most is, so that it is in the fewest parts.</summary>
    private static List<StockAllocation> Allocate(IReadOnlyList<StockDemand> demand, List<SourcingCandidate> chosen)
    {
        var allocations = new List<StockAllocation>(demand.Count);
        for (var line = 0; line < demand.Count; line++)
        {
            var missing = demand[line].Quantity;
            var order = chosen.Where(candidate => candidate.Available[line] > 0)
                .OrderByDescending(candidate => Math.Min(candidate.Available[line], missing))
                .ThenBy(candidate => candidate, SourcingCandidate.Preference);
            foreach (var candidate in order.TakeWhile(_ => missing > 0))
            {
                var taken = Math.Min(candidate.Available[line], missing);
                allocations.Add(new StockAllocation(demand[line].VariantId, candidate.LocationId, taken));
                missing -= taken;
            }
        }

        return allocations;
    }

    private static List<SourcingStep> TraceOf(List<SourcingCandidate> candidates, List<SourcingCandidate> chosen)
    {
        var losers = candidates.Where(candidate => !chosen.Contains(candidate)).Select(candidate => LossOf(candidate, chosen)).ToList();

        // What beat the last of those that could have done it alone is why it was chosen.
        SourcingRule? won = candidates.Count == 1 ? chosen[0].IsCollectionPoint ? SourcingRule.CollectionPoint : null : SourcingRule.FewestSplits;
        if (losers.Where(step => step.Outcome == SourcingOutcome.Lost).Select(step => step.Rule).ToList() is { Count: > 0 } beaten)
            won = SourcingRules.InOrder.Select(rule => rule.Rule).Last(rule => beaten.Contains(rule));
        return [.. chosen.Select(candidate => candidate.Step(SourcingOutcome.Chosen, won)), .. losers];
    }

    private static SourcingStep LossOf(SourcingCandidate candidate, List<SourcingCandidate> chosen)
    {
        if (chosen.Count > 1)
            return candidate.Step(SourcingOutcome.NotNeeded, SourcingRule.FewestSplits);
        if (candidate.Covers < chosen[0].Covers)
            return candidate.Step(SourcingOutcome.CoversLess, SourcingRule.FewestSplits);
        var by = Array.FindIndex(SourcingRules.InOrder, rule => rule.CostOf(candidate) != rule.CostOf(chosen[0]));
        return candidate.Step(SourcingOutcome.Lost, by < 0 ? SourcingRule.Priority : SourcingRules.InOrder[by].Rule);
    }

    /// <summary>Looks at every combination of so many candidates for the best that covers the needs.</summary>
    private sealed class Search(SourcingCandidate[] candidates, int[] needs, int size)
    {
        private readonly SourcingCandidate[] _combination = new SourcingCandidate[size];
        private SourcingCandidate[]? _best;

        public List<SourcingCandidate>? Best()
        {
            if (size <= candidates.Length)
                Extend(0, 0);
            return _best is null ? null : [.. _best];
        }

        private void Extend(int depth, int from)
        {
            if (depth == size)
            {
                if (CoversAll() && (_best is null || IsBetter()))
                    _best = [.. _combination];
                return;
            }

            for (var i = from; i <= candidates.Length - (size - depth); i++)
            {
                _combination[depth] = candidates[i];
                Extend(depth + 1, i + 1);
            }
        }

        private bool CoversAll()
        {
            for (var line = 0; line < needs.Length; line++)
            {
                var missing = (long)needs[line];
                foreach (var candidate in _combination)
                    missing -= candidate.Available[line];
                if (missing > 0)
                    return false;
            }

            return true;
        }

        // Of equals the first stays: the candidates come in the order of preference.
        private bool IsBetter() => SourcingCandidate.Compare(CostsOf(_combination), CostsOf(_best!)) < 0;

        private static double[] CostsOf(SourcingCandidate[] combination)
        {
            var costs = new double[SourcingRules.InOrder.Length];
            foreach (var candidate in combination)
            {
                for (var i = 0; i < costs.Length; i++)
                    costs[i] += candidate.Costs[i];
            }

            return costs;
        }
    }
}
