using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Inventory;

public sealed class SourcingTests
{
    private static readonly VariantId Tea = new(Guid.Parse("00000000-0000-0000-0000-00000000000a"));
    private static readonly VariantId Cup = new(Guid.Parse("00000000-0000-0000-0000-00000000000b"));
    private static readonly LocationId Leeds = Place(1);
    private static readonly LocationId York = Place(2);
    private static readonly LocationId Bath = Place(3);

    [Fact]
    public void One_location_that_has_everything_is_better_than_two_that_are_nearer()
    {
        var plan = Sourcing.Plan([new(Tea, 2), new(Cup, 1)], [new(Tea, Leeds, 5, 1), new(Cup, York, 5, 2), new(Tea, Bath, 2, 300), new(Cup, Bath, 1, 300)]);
        plan.Allocations.ShouldBe([new(Tea, Bath, 2), new(Cup, Bath, 1)], ignoreOrder: true);
    }

    [Fact]
    public void Of_those_that_have_everything_the_nearest_sends()
    {
        var plan = Sourcing.Plan([new(Tea, 2)], [new(Tea, Leeds, 50, 30), new(Tea, York, 2, 10), new(Tea, Bath, 1, 1)]);
        plan.Allocations.ShouldBe([new(Tea, York, 2)]);
    }

    [Fact]
    public void Without_a_place_to_go_to_the_location_with_most_stock_sends()
    {
        var plan = Sourcing.Plan([new(Tea, 2)], [new(Tea, Leeds, 5, null), new(Tea, York, 9, null), new(Tea, Bath, 3, null)]);
        plan.Allocations.ShouldBe([new(Tea, York, 2)]);
    }

    [Fact]
    public void What_is_collected_is_taken_there_and_only_what_is_missing_is_sent_there_by_the_fewest_and_nearest()
    {
        StockOffer[] offers =
        [
            new(Tea, Leeds, 1, 0, IsCollectionPoint: true), new(Tea, York, 9, 40), new(Cup, York, 1, 40), new(Tea, Bath, 9, 300), new(Cup, Bath, 9, 300),
        ];

        var plan = Sourcing.PlanCollected([new(Tea, 3), new(Cup, 1)], offers);
        plan.Allocations.ShouldBe([new(Tea, Leeds, 1), new(Tea, York, 2), new(Cup, York, 1)]);
        plan.Trace.Select(step => (step.LocationId, step.Outcome, step.Rule)).ShouldBe(
        [
            (Leeds, SourcingOutcome.Chosen, (SourcingRule?)SourcingRule.CollectionPoint),
            (York, SourcingOutcome.SentToStore, SourcingRule.Nearest),
            (Bath, SourcingOutcome.Lost, SourcingRule.Nearest),
        ]);
        Sourcing.PlanCollected([new(Tea, 1)], offers).Allocations.ShouldBe([new(Tea, Leeds, 1)]);
        Sourcing.PlanCollected([new(Tea, 20)], offers).Shortages.ShouldBe([new(Tea, 20, 19)]);
        Sourcing.PlanCollected([new(Tea, 2)], offers[..2]).Trace.Select(step => step.Outcome).ShouldBe([SourcingOutcome.Chosen, SourcingOutcome.SentToStore]);
    }

    [Fact]
    public void A_location_of_unknown_place_comes_after_the_others()
    {
        var plan = Sourcing.Plan([new(Tea, 2)], [new(Tea, Leeds, 50, null), new(Tea, York, 2, 900)]);
        plan.Allocations.ShouldBe([new(Tea, York, 2)]);
    }

    [Fact]
    public void What_no_location_has_alone_comes_in_the_fewest_parts_and_exactly()
    {
        var plan = Sourcing.Plan([new(Tea, 10)], [new(Tea, Leeds, 4, 1), new(Tea, York, 4, 2), new(Tea, Bath, 7, 3)]);
        plan.Allocations.ShouldBe([new(Tea, Bath, 7), new(Tea, Leeds, 3)]);
    }

    [Fact]
    public void The_best_pair_is_found_where_the_best_next_step_would_need_three()
    {
        var variants = Enumerable.Range(0, 6).Select(i => new VariantId(Guid.Parse($"00000000-0000-0000-0000-0000000000{i:00}"))).ToArray();
        StockOffer[] offers =
        [
            .. variants[..4].Select(variant => new StockOffer(variant, Bath, 1, null)),
            .. variants.Where((_, i) => i is 0 or 1 or 4).Select(variant => new StockOffer(variant, Leeds, 1, null)),
            .. variants.Where((_, i) => i is 2 or 3 or 5).Select(variant => new StockOffer(variant, York, 1, null)),
        ];
        var plan = Sourcing.Plan([.. variants.Select(variant => new StockDemand(variant, 1))], offers);
        plan.Allocations.Select(part => part.LocationId).Distinct().ShouldBe([Leeds, York], ignoreOrder: true);
    }

    [Fact]
    public void What_is_missing_is_said_for_each_variant_and_nothing_is_allocated()
    {
        var plan = Sourcing.Plan([new(Tea, 5), new(Cup, 2)], [new(Tea, Leeds, 2, null), new(Tea, York, 1, null), new(Cup, Bath, 9, null)]);
        plan.Allocations.ShouldBeEmpty();
        plan.Shortages.ShouldBe([new StockShortage(Tea, 5, 3)]);
        plan.Trace.ShouldAllBe(step => step.Outcome == SourcingOutcome.TooLittle);
    }

    [Fact]
    public void The_trace_says_for_each_location_why()
    {
        var london = Place(4);
        var plan = Sourcing.Plan([new(Tea, 3)], [new(Tea, Leeds, 2, 1), new(Tea, York, 5, 10), new(Tea, Bath, 4, 10), new(Tea, london, 9, 50)]);
        plan.Trace.ToDictionary(step => step.LocationId, step => (step.Outcome, step.Rule)).ShouldBe(
            new Dictionary<LocationId, (SourcingOutcome, SourcingRule?)>
            {
                [York] = (SourcingOutcome.Chosen, SourcingRule.MostStock),
                [Bath] = (SourcingOutcome.Lost, SourcingRule.MostStock),
                [london] = (SourcingOutcome.Lost, SourcingRule.Nearest),
                [Leeds] = (SourcingOutcome.CoversLess, SourcingRule.FewestSplits),
            },
            ignoreOrder: true);
        plan.Trace.ShouldAllBe(step => step.Because.Length > 0);
    }

    [Fact]
    public void Where_nothing_else_tells_locations_apart_the_retailers_order_does()
    {
        var plan = Sourcing.Plan([new(Tea, 3)], [new(Tea, Leeds, 5, 1, Priority: 2), new(Tea, York, 5, 1, Priority: 1), new(Tea, Bath, 5, 1, Priority: 3)]);
        plan.Allocations.ShouldBe([new(Tea, York, 3)]);
        plan.Trace.ShouldAllBe(step => step.Rule == SourcingRule.Priority);
    }

    [Fact]
    public void What_lies_where_it_is_handed_over_comes_first_but_never_at_the_price_of_another_parcel()
    {
        var plan = Sourcing.Plan([new(Tea, 3)], [new(Tea, Leeds, 3, 900, IsCollectionPoint: true), new(Tea, York, 50, 1)]);
        plan.Allocations.ShouldBe([new(Tea, Leeds, 3)]);
        plan.Trace.Select(step => step.Rule).ShouldBe([SourcingRule.CollectionPoint, SourcingRule.CollectionPoint]);
        Sourcing.Plan([new(Tea, 3)], [new(Tea, Leeds, 2, 1, IsCollectionPoint: true), new(Tea, York, 3, 1)]).Allocations.ShouldBe([new(Tea, York, 3)]);
    }

    [Fact]
    public void Each_rule_stands_once_in_the_list() =>
        SourcingRules.InOrder.Select(rule => rule.Rule).ShouldBe(Enum.GetValues<SourcingRule>());

    [Fact]
    public void A_thousand_locations_with_little_each_are_combined_without_looking_at_every_combination()
    {
        StockOffer[] offers = [.. Enumerable.Range(0, 1000).Select(i => new StockOffer(Tea, Place(i + 1), 1 + (i % 3), i))];
        var plan = Sourcing.Plan([new(Tea, 500)], offers);
        plan.Allocations.Sum(part => part.Quantity).ShouldBe(500);
        plan.Allocations.Count.ShouldBe(167);
    }

    private static LocationId Place(int number) => new(Guid.Parse($"00000000-0000-0000-0001-{number:000000000000}"));
}
