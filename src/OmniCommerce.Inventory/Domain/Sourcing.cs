using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Domain;

/// <summary>What a location can give of a variant.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location.</param>
/// <param name="Available">How many can be promised.</param>
/// <param name="Kilometres">How far it is from where the goods go; null when that is not known.</param>
internal readonly record struct StockOffer(VariantId VariantId, LocationId LocationId, int Available, double? Kilometres);

/// <summary>What comes from where, or what is missing; and why, for every location that was looked at.</summary>
internal sealed record SourcingPlan(IReadOnlyList<StockAllocation> Allocations, IReadOnlyList<StockShortage> Shortages, IReadOnlyList<SourcingStep> Trace);

/// <summary>There is less of a variant than is wanted, all locations together.</summary>
internal sealed record StockShortage(VariantId VariantId, int Wanted, int Available);

/// <summary>Why a location was chosen or not.</summary>
/// <param name="LocationId">The location.</param>
/// <param name="Kilometres">How far it is; null when that is not known.</param>
/// <param name="Covers">How much of the demand it could give.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record SourcingStep(LocationId LocationId, double? Kilometres, int Covers, SourcingOutcome Outcome);

/// <summary>What came of a location when the demand was sourced.</summary>
internal enum SourcingOutcome
{
    /// <summary>Goods come from it.</summary>
    Chosen = 1,

    /// <summary>It has not all of what one other location has.</summary>
    CoversLess = 2,

    /// <summary>It has everything, but another location that has everything is nearer.</summary>
    Farther = 3,

    /// <summary>It has everything and is as near, but another location has more left.</summary>
    LessStock = 4,

    /// <summary>Those that were chosen need it not: with it there would be more parcels, a longer way or less stock left.</summary>
    NotNeeded = 5,

    /// <summary>Nothing is sourced, because all locations together have too little.</summary>
    TooLittle = 6,
}

/// <summary>
/// Decides where the goods of a demand come from: from the fewest locations; of several such choices from the nearest; then from where most is.
/// Exactly what is wanted is taken, never more. Which locations may be asked is decided before.
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
            return new SourcingPlan([], shortages, [.. candidates.Select(candidate => candidate.Step(SourcingOutcome.TooLittle))]);

        var needs = demand.Select(line => line.Quantity).ToArray();
        var chosen = Fewest(candidates, needs);
        var allocations = Allocate(demand, chosen);
        return new SourcingPlan(allocations, [], [.. candidates.Select(candidate => candidate.Step(OutcomeOf(candidate, chosen)))]);
    }

    private static List<Candidate> CandidatesOf(IReadOnlyList<StockDemand> demand, IReadOnlyList<StockOffer> offers)
    {
        var lines = new Dictionary<VariantId, int>(demand.Count);
        for (var i = 0; i < demand.Count; i++)
            lines.Add(demand[i].VariantId, i);

        var byLocation = new Dictionary<LocationId, Candidate>();
        foreach (var offer in offers)
        {
            if (offer.Available <= 0 || !lines.TryGetValue(offer.VariantId, out var line))
                continue;
            if (!byLocation.TryGetValue(offer.LocationId, out var candidate))
                byLocation.Add(offer.LocationId, candidate = new Candidate(offer.LocationId, offer.Kilometres, new int[demand.Count]));
            candidate.Available[line] = offer.Available;
        }

        foreach (var candidate in byLocation.Values)
            candidate.Covers = candidate.Available.Select((available, line) => Math.Min(available, demand[line].Quantity)).Sum();
        return [.. byLocation.Values.OrderByDescending(candidate => candidate.Covers).ThenBy(candidate => candidate, Candidate.Preference)];
    }

    private static List<StockShortage> ShortagesOf(IReadOnlyList<StockDemand> demand, List<Candidate> candidates)
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

    private static List<Candidate> Fewest(List<Candidate> candidates, int[] needs)
    {
        for (var size = 1; size < MaxCandidates.Length; size++)
        {
            var search = new Search(candidates.Take(MaxCandidates[size]).ToArray(), needs, size);
            if (search.Best() is { } best)
                return best;
        }

        return Greedy(candidates, needs);
    }

    private static List<Candidate> Greedy(List<Candidate> candidates, int[] needs)
    {
        var chosen = new List<Candidate>();
        var missing = needs.ToArray();
        while (Array.Exists(missing, quantity => quantity > 0))
        {
            var next = candidates.Except(chosen)
                .OrderByDescending(candidate => candidate.Available.Select((available, line) => Math.Min(available, missing[line])).Sum())
                .ThenBy(candidate => candidate, Candidate.Preference)
                .First();
            chosen.Add(next);
            for (var line = 0; line < missing.Length; line++)
                missing[line] -= Math.Min(next.Available[line], missing[line]);
        }

        return chosen;
    }

    /// <summary>Each variant from one of the chosen where one has enough of it; otherwise from where most is, so that it is in the fewest parts.</summary>
    private static List<StockAllocation> Allocate(IReadOnlyList<StockDemand> demand, List<Candidate> chosen)
    {
        var allocations = new List<StockAllocation>(demand.Count);
        for (var line = 0; line < demand.Count; line++)
        {
            var missing = demand[line].Quantity;
            var order = chosen.Where(candidate => candidate.Available[line] > 0)
                .OrderByDescending(candidate => Math.Min(candidate.Available[line], missing))
                .ThenBy(candidate => candidate, Candidate.Preference);
            foreach (var candidate in order.TakeWhile(_ => missing > 0))
            {
                var taken = Math.Min(candidate.Available[line], missing);
                allocations.Add(new StockAllocation(demand[line].VariantId, candidate.LocationId, taken));
                missing -= taken;
            }
        }

        return allocations;
    }

    private static SourcingOutcome OutcomeOf(Candidate candidate, List<Candidate> chosen)
    {
        if (chosen.Contains(candidate))
            return SourcingOutcome.Chosen;
        if (chosen.Count > 1)
            return SourcingOutcome.NotNeeded;
        if (candidate.Covers < chosen[0].Covers)
            return SourcingOutcome.CoversLess;
        return candidate.Way > chosen[0].Way ? SourcingOutcome.Farther : SourcingOutcome.LessStock;
    }

    private sealed class Candidate(LocationId locationId, double? kilometres, int[] available)
    {
        // Farther than any place on earth: a location that nobody knows the place of comes last.
        private const double Unknown = 25_000;

        public static readonly Comparer<Candidate> Preference = Comparer<Candidate>.Create((left, right) =>
            left.Way != right.Way ? left.Way.CompareTo(right.Way)
            : left.Stock != right.Stock ? right.Stock.CompareTo(left.Stock)
            : left.LocationId.Value.CompareTo(right.LocationId.Value));

        public LocationId LocationId { get; } = locationId;

        public double Way { get; } = kilometres ?? Unknown;

        /// <summary>How many it has of each line of the demand.</summary>
        public int[] Available { get; } = available;

        public int Covers { get; set; }

        public long Stock => Available.Sum(quantity => (long)quantity);

        public SourcingStep Step(SourcingOutcome outcome) => new(LocationId, kilometres, Covers, outcome);
    }

    /// <summary>Looks at every combination of so many candidates for the best that covers the needs.</summary>
    private sealed class Search(Candidate[] candidates, int[] needs, int size)
    {
        private readonly Candidate[] _combination = new Candidate[size];
        private Candidate[]? _best;

        public List<Candidate>? Best()
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
        private bool IsBetter()
        {
            var (way, bestWay) = (_combination.Sum(candidate => candidate.Way), _best!.Sum(candidate => candidate.Way));
            return way != bestWay ? way < bestWay : _combination.Sum(candidate => candidate.Stock) > _best!.Sum(candidate => candidate.Stock);
        }
    }
}
