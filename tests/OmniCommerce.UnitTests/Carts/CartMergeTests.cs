using FsCheck;
using FsCheck.Fluent;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Carts;

public sealed class CartMergeTests
{
    private static readonly CartOptions Limits = new() { MaxLines = 4, MaxQuantity = 10, MaxCodes = 2 };
    private static readonly Change Web = new(Channel.Web, DateTimeOffset.UnixEpoch);
    private static readonly VariantId[] Variants = [.. Enumerable.Range(1, 6).Select(i => new VariantId(new Guid(i, 0, 0, new byte[8])))];

    /// <summary>Quantities: the customer has, the guest has, in stock; then what the line has and what is said of it.</summary>
    [Theory]
    [InlineData(CartMergeStrategy.Sum, 2, 3, 99, 5, "summed")]
    [InlineData(CartMergeStrategy.Sum, 2, 0, 0, 2, "kept")]
    [InlineData(CartMergeStrategy.Sum, 0, 3, 99, 3, "kept")]
    [InlineData(CartMergeStrategy.Sum, 2, 3, 4, 4, "capped 5: Only 4 are left.")]
    [InlineData(CartMergeStrategy.Sum, 6, 6, 99, 10, "capped 12: A line takes at most 10.")]
    [InlineData(CartMergeStrategy.Sum, 5, 1, 3, 5, "capped 6: Only 3 are left.")]
    [InlineData(CartMergeStrategy.Sum, 0, 3, 0, 0, "dropped 3: It is sold out.")]
    [InlineData(CartMergeStrategy.Sum, 0, 3, -1, 0, "dropped 3: It is no longer sold.")]
    [InlineData(CartMergeStrategy.Max, 2, 3, 99, 3, "summed")]
    [InlineData(CartMergeStrategy.Max, 3, 2, 99, 3, "kept")]
    [InlineData(CartMergeStrategy.Max, 3, 9, 5, 5, "capped 9: Only 5 are left.")]
    [InlineData(CartMergeStrategy.KeepMine, 2, 3, 99, 2, "kept")]
    [InlineData(CartMergeStrategy.KeepMine, 0, 3, 99, 0, "dropped 3: The customer's own cart was kept.")]
    [InlineData(CartMergeStrategy.KeepGuest, 2, 3, 99, 3, "summed")]
    [InlineData(CartMergeStrategy.KeepGuest, 5, 5, 0, 5, "kept")]
    [InlineData(CartMergeStrategy.KeepGuest, 5, 3, 2, 2, "capped 3: Only 2 are left.")]
    [InlineData(CartMergeStrategy.KeepGuest, 2, 0, 99, 0, "dropped 2: The guest cart replaced it.")]
    public void Each_strategy_makes_of_two_quantities_what_it_says(CartMergeStrategy strategy, int mine, int guest, int stock, int expected, string outcome)
    {
        var available = stock < 0 ? new Dictionary<VariantId, int>() : new Dictionary<VariantId, int> { [Variants[0]] = stock };

        var plan = CartMerge.Plan(CartOf((Variants[0], mine)), CartOf((Variants[0], guest)), strategy, available, Limits);

        plan.Lines.Sum(line => line.Quantity).ShouldBe(expected);
        OutcomeOf(plan).ShouldBe(outcome);
    }

    [Fact]
    public void The_customers_lines_come_first_and_what_is_too_many_is_dropped()
    {
        var mine = CartOf((Variants[0], 1), (Variants[1], 1), (Variants[2], 1));
        var guest = CartOf((Variants[3], 1), (Variants[4], 2), (Variants[1], 1));

        var plan = CartMerge.Plan(mine, guest, CartMergeStrategy.Sum, Variants.ToDictionary(id => id, _ => 99), Limits);

        plan.Lines.Select(line => (line.VariantId, line.Quantity)).ShouldBe([(Variants[0], 1), (Variants[1], 2), (Variants[2], 1), (Variants[3], 1)]);
        plan.Dropped.ShouldBe([new DroppedLine(Variants[4], 2, "A cart takes at most 4 lines.")]);
    }

    [Fact]
    public void Codes_come_together_once_and_the_customers_delivery_stays()
    {
        var (mine, guest) = (CartOf((Variants[0], 1)), CartOf((Variants[1], 1)));
        mine.Enter(new CartCode("TENTH", CartCodeKind.Coupon), Web);
        guest.Enter(new CartCode("tenth", CartCodeKind.Coupon), Web);
        guest.Enter(new CartCode("GIFT", CartCodeKind.GiftCard), Web);
        guest.Enter(new CartCode("THIRD", CartCodeKind.Coupon), Web);
        guest.Deliver(new CollectAtLocation(new LocationId(Guid.NewGuid())), Web);

        CartMergePlan Plan(CartMergeStrategy strategy) => CartMerge.Plan(mine, guest, strategy, new Dictionary<VariantId, int>(), Limits);

        Plan(CartMergeStrategy.Sum).Codes.Select(code => code.Code).ShouldBe(["TENTH", "GIFT"]);
        Plan(CartMergeStrategy.KeepMine).Codes.ShouldHaveSingleItem().Code.ShouldBe("TENTH");
        Plan(CartMergeStrategy.KeepGuest).Codes.Count.ShouldBe(3);
        Plan(CartMergeStrategy.Max).Delivery.ShouldBe(guest.Delivery);
        Plan(CartMergeStrategy.KeepMine).Delivery.ShouldBeNull();
    }

    [Theory]
    [InlineData(CartMergeStrategy.Sum, true, 3, 1)]
    [InlineData(CartMergeStrategy.Sum, false, 3, 2)]
    [InlineData(CartMergeStrategy.KeepMine, true, 1, 1)]
    [InlineData(CartMergeStrategy.KeepGuest, true, 2, 2)]
    public void What_is_carried_out_is_what_the_delivery_that_stays_says(CartMergeStrategy strategy, bool customerChose, int quantity, int carriedOut)
    {
        var (mine, guest, store) = (CartOf((Variants[0], 1)), CartOf((Variants[0], 2)), new LocationId(Guid.NewGuid()));
        var sent = new ShipToAddress(new Address("Ada", "1 High Street", null, "Oxford", "OX1 1AA", null, "GB"), store);
        guest.Deliver(sent, [(guest.Lines[0].Id, null)], Web).ShouldBeNull();
        if (customerChose)
            mine.Deliver(sent with { CarriedOutOf = new LocationId(Guid.NewGuid()) }, [(mine.Lines[0].Id, 1)], Web).ShouldBeNull();

        mine.Take(CartMerge.Plan(mine, guest, strategy, new Dictionary<VariantId, int> { [Variants[0]] = 99 }, Limits), () => new CartLineId(Guid.NewGuid()), Web.At);

        (mine.Lines[0].Quantity, mine.Lines[0].CarriedOut).ShouldBe((quantity, carriedOut));
        mine.Delivery.ShouldBeOfType<ShipToAddress>().CarriedOutOf.ShouldNotBeNull();
    }

    [Fact]
    public void Lines_with_a_tills_price_move_over_as_they_are_unless_the_currency_is_another()
    {
        var till = new NewLine(new CartLineId(Guid.NewGuid()), Variants[0], 1, 250, Channel.Pos);
        var pounds = CartOf((Variants[0], 1));
        var guest = CartOf((Variants[0], 1));
        guest.Add([till], Limits, Web);
        var euros = Cart.OfShopper(new CartId(Guid.NewGuid()), null, new CustomerId(Guid.NewGuid()), Currency.Of("EUR"), Web);
        var stock = new Dictionary<VariantId, int> { [Variants[0]] = 99 };

        CartMerge.Plan(pounds, guest, CartMergeStrategy.Sum, stock, Limits).Lines.Select(line => (line.Quantity, line.TillPrice)).ShouldBe([(2, null), (1, 250)]);
        CartMerge.Plan(euros, guest, CartMergeStrategy.Sum, stock, Limits).Dropped.ShouldHaveSingleItem().Reason.ShouldContain("EUR");
    }

    [Fact]
    public void Whatever_the_carts_no_line_is_lost_unsaid_and_no_limit_is_passed()
    {
        var quantities = Gen.Choose(0, 10).ListOf(Variants.Length);
        var any =
            from mine in quantities
            from guest in quantities
            from stock in Gen.Choose(-1, 15).ListOf(Variants.Length)
            from strategy in Gen.Elements(Enum.GetValues<CartMergeStrategy>())
            select (Mine: Trim(mine), Guest: Trim(guest), Stock: stock.ToArray(), Strategy: strategy);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(any.ToArbitrary(), c =>
        {
            var available = Variants.Where((_, i) => c.Stock[i] >= 0).ToDictionary(id => id, id => c.Stock[Array.IndexOf(Variants, id)]);
            var plan = CartMerge.Plan(CartOf(c.Mine), CartOf(c.Guest), c.Strategy, available, Limits);

            var told = plan.Lines.Select(line => line.VariantId).Concat(plan.Dropped.Select(drop => drop.VariantId)).ToList();
            var wanted = c.Mine.Concat(c.Guest).Where(line => line.Quantity > 0).Select(line => line.Variant).Distinct();
            return told.Distinct().Count() == told.Count && told.Order(ById).SequenceEqual(wanted.Order(ById))
                && plan.Lines.Count <= Limits.MaxLines
                && plan.Lines.All(line => line.Quantity is > 0 and <= 10 && line.Quantity <= line.Wanted && line.CapReason is null == (line.Quantity == line.Wanted))
                && plan.Lines.Where(line => line.Mine is null).All(line => line.Quantity <= available[line.VariantId]);
        }));
    }

    private static readonly IComparer<VariantId> ById = Comparer<VariantId>.Create((one, other) => one.Value.CompareTo(other.Value));

    private static (VariantId Variant, int Quantity)[] Trim(IEnumerable<int> quantities) =>
        [.. quantities.Select((quantity, i) => (Variants[i], quantity)).Where(line => line.quantity > 0).Take(Limits.MaxLines)];

    private static string OutcomeOf(CartMergePlan plan) => (plan.Lines, plan.Dropped) switch
    {
        ([{ CapReason: { } reason } line], []) => $"capped {line.Wanted}: {reason}",
        ([{ Summed: true }], []) => "summed",
        ([_], []) => "kept",
        ([], [var drop]) => $"dropped {drop.Quantity}: {drop.Reason}",
        _ => "more than one outcome",
    };

    private static Cart CartOf(params (VariantId Variant, int Quantity)[] lines)
    {
        var cart = Cart.OfShopper(new CartId(Guid.NewGuid()), new SessionId(Guid.NewGuid()), null, Currency.Of("GBP"), Web);
        NewLine[] added = [.. lines.Where(line => line.Quantity > 0).Select(line => new NewLine(new CartLineId(Guid.NewGuid()), line.Variant, line.Quantity, null, Channel.Web))];
        cart.Add(added, Limits, Web).ShouldBeNull();
        return cart;
    }
}
