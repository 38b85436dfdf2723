using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;

namespace OmniCommerce.UnitTests.Payments;

public sealed class TenderPlanTests
{
    private static readonly Currency Gbp = Currency.Of("GBP");

    [Fact]
    public void Cash_over_the_price_comes_back_as_change()
    {
        var planned = TenderPlan.Of(Pounds(1990), [Cash(2000)]).Value.ShouldHaveSingleItem();

        planned.Amount.ShouldBe(Pounds(1990));
        planned.Change.ShouldBe(Pounds(10));
    }

    [Fact]
    public void The_tender_without_amount_takes_what_the_others_leave()
    {
        var planned = TenderPlan.Of(Pounds(1000), [Points(250), GiftCard(200), Card(null)]).Value;

        planned.Select(tender => tender.Amount.MinorUnits).ShouldBe([250, 200, 550]);
    }

    [Fact]
    public void Cash_pays_before_the_tender_without_amount_whatever_their_order()
    {
        var planned = TenderPlan.Of(Pounds(1000), [Card(null), Cash(300)]).Value;

        planned.Select(tender => tender.Amount.MinorUnits).ShouldBe([700, 300]);
        planned[1].Change.ShouldBe(Pounds(0));
    }

    [Fact]
    public void A_tender_that_has_nothing_left_to_pay_is_none() => TenderPlan.Of(Pounds(0), [Card(null)]).Value.ShouldBeEmpty();

    [Theory]
    [InlineData(999)]
    [InlineData(1001)]
    public void Named_amounts_pay_exactly(long offered) =>
        TenderPlan.Of(Pounds(1000), [Card(offered)]).Refusals.ShouldHaveSingleItem().ShouldBe(new TenderMismatch(Pounds(1000), Pounds(offered)));

    [Fact]
    public void Cash_that_pays_nothing_is_refused() =>
        TenderPlan.Of(Pounds(1000), [Card(1000), Cash(500)]).Refusals.ShouldHaveSingleItem().ShouldBeOfType<TenderMismatch>();

    [Fact]
    public void Too_little_cash_says_what_is_due() =>
        TenderPlan.Of(Pounds(1000), [Cash(900)]).Refusals.ShouldHaveSingleItem().ShouldBe(new TenderMismatch(Pounds(1000), Pounds(900)));

    [Fact]
    public void What_makes_no_sense_is_refused_where_it_stands()
    {
        PathOf(TenderPlan.Of(Pounds(1000), [Card(null), GiftCard(null)])).ShouldBe(["tenders", "1"]);
        PathOf(TenderPlan.Of(Pounds(1000), [Cash(500), Cash(500)])).ShouldBe(["tenders", "1"]);
        PathOf(TenderPlan.Of(Pounds(1000), [Card(-1), Card(1001)])).ShouldBe(["tenders", "0"]);
        PathOf(TenderPlan.Of(Pounds(1000), [Card(0), Card(null)])).ShouldBe(["tenders", "0"]);
        PathOf(TenderPlan.Of(Pounds(1000), [new TenderOffer { Kind = TenderKind.Card, Amount = new Money(1000, Currency.Of("EUR")) }])).ShouldBe(["tenders", "0"]);
    }

    [Fact]
    public void Every_plan_sums_to_what_is_due()
    {
        var random = new Random(4711);
        for (var i = 0; i < 2_000; i++)
        {
            var due = Pounds(random.Next(0, 500));
            List<TenderOffer> offers = [Points(random.Next(1, 200)), GiftCard(random.Next(1, 200)), Cash(random.Next(1, 400)), Card(null)];
            offers = [.. offers.Where(_ => random.Next(2) == 0)];

            if (TenderPlan.Of(due, offers).Try(out var planned, out _))
            {
                planned.Sum(tender => tender.Amount.MinorUnits).ShouldBe(due.MinorUnits);
                planned.ShouldAllBe(tender => tender.Amount.MinorUnits > 0);
            }
        }
    }

    private static IReadOnlyList<string> PathOf(Result<IReadOnlyList<PlannedTender>> result) => result.Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path;

    private static Money Pounds(long pence) => new(pence, Gbp);

    private static TenderOffer Cash(long pence) => new() { Kind = TenderKind.Cash, Amount = Pounds(pence) };

    private static TenderOffer Points(long worth) => new() { Kind = TenderKind.Points, Amount = Pounds(worth), Points = (int)worth };

    private static TenderOffer GiftCard(long? pence) => new() { Kind = TenderKind.GiftCard, Amount = pence is { } amount ? Pounds(amount) : null, Code = "GIFT" };

    private static TenderOffer Card(long? pence) => new() { Kind = TenderKind.Card, Amount = pence is { } amount ? Pounds(amount) : null, PaymentMethod = "pm_card_visa" };
}
