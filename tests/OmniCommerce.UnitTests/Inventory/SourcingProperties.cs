using FsCheck;
using FsCheck.Fluent;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Inventory;

/// <summary>What holds for every plan there can be, compared with a search through all sets of locations.</summary>
public sealed class SourcingProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(2_000);
    private static readonly VariantId[] Variants = [.. Enumerable.Range(1, 3).Select(i => new VariantId(Id(i)))];
    private static readonly LocationId[] Locations = [.. Enumerable.Range(1, 6).Select(i => new LocationId(Id(100 + i)))];

    private static readonly Gen<(StockDemand[] Demand, StockOffer[] Offers)> Anything =
        from wanted in Gen.Choose(1, 12).ArrayOf(Variants.Length)
        from available in Gen.Choose(-2, 9).ArrayOf(Variants.Length * Locations.Length)
        from kilometres in Gen.Choose(0, 4).ArrayOf(Locations.Length)
        select (
            Variants.Select((variant, i) => new StockDemand(variant, wanted[i])).ToArray(),
            Variants.SelectMany((variant, v) => Locations.Select((location, l) =>
                new StockOffer(variant, location, available[(v * Locations.Length) + l], kilometres[l] == 0 ? null : kilometres[l]))).ToArray());

    [Fact]
    public void What_is_wanted_is_allocated_exactly_or_what_is_missing_is_said() => Holds((demand, offers, plan) =>
        demand.All(line =>
        {
            var there = Offered(offers, line.VariantId).Sum(offer => offer.Available);
            var allocated = plan.Allocations.Where(part => part.VariantId == line.VariantId).Sum(part => part.Quantity);
            return plan.Shortages.Count == 0
                ? allocated == line.Quantity
                : allocated == 0 && there < line.Quantity == plan.Shortages.Contains(new StockShortage(line.VariantId, line.Quantity, there));
        }));

    [Fact]
    public void No_location_gives_more_than_it_has_and_each_level_is_asked_once() => Holds((_, offers, plan) =>
        plan.Allocations.All(part => part.Quantity > 0 && offers.Single(offer => offer.VariantId == part.VariantId && offer.LocationId == part.LocationId).Available >= part.Quantity)
        && plan.Allocations.DistinctBy(part => (part.VariantId, part.LocationId)).Count() == plan.Allocations.Count);

    [Fact]
    public void Nobody_can_do_it_with_fewer_locations_or_a_shorter_way() => Holds((demand, offers, plan) =>
    {
        if (plan.Shortages.Count > 0)
            return true;
        var used = plan.Allocations.Select(part => part.LocationId).Distinct().ToArray();
        var best = Enumerable.Range(1, (1 << Locations.Length) - 1)
            .Select(mask => Locations.Where((_, i) => (mask & (1 << i)) != 0).ToArray())
            .Where(set => demand.All(line => Offered(offers, line.VariantId).Where(offer => set.Contains(offer.LocationId)).Sum(offer => offer.Available) >= line.Quantity))
            .Min(set => (set.Length, Way(set, offers)));
        return (used.Length, Way(used, offers)) == best;
    });

    [Fact]
    public void Every_location_with_something_is_in_the_trace_and_the_chosen_are_those_that_send() => Holds((_, offers, plan) =>
        plan.Trace.Select(step => step.LocationId).ToHashSet().SetEquals(offers.Where(offer => offer.Available > 0).Select(offer => offer.LocationId))
        && plan.Trace.Where(step => step.Outcome == SourcingOutcome.Chosen).Select(step => step.LocationId).ToHashSet().SetEquals(plan.Allocations.Select(part => part.LocationId)));

    private static IEnumerable<StockOffer> Offered(StockOffer[] offers, VariantId variant) => offers.Where(offer => offer.VariantId == variant && offer.Available > 0);

    private static double Way(LocationId[] set, StockOffer[] offers) => set.Sum(location => offers.First(offer => offer.LocationId == location).Kilometres ?? 25_000);

    private static void Holds(Func<StockDemand[], StockOffer[], SourcingPlan, bool> property) => Check.One(
        Runs, Prop.ForAll(Anything.ToArbitrary(), example => property(example.Demand, example.Offers, Sourcing.Plan(example.Demand, example.Offers))));

    private static Guid Id(int number) => Guid.Parse($"00000000-0000-0000-0000-{number:000000000000}");
}
