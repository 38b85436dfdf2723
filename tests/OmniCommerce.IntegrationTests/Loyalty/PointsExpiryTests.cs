using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Orders;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Loyalty.Features;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Loyalty;

/// <summary>Points of a shop in which they last for twelve months, and at least thirty days when they come back from an order.</summary>
public sealed class PointsExpiryTests(PointsExpiryTests.Shop shop) : IClassFixture<PointsExpiryTests.Shop>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_order_earned_is_told_when_it_expires_and_expires_then_once()
    {
        var member = await shop.Member();
        await EarnAsync(member, 10_000);
        var (points, at) = (await shop.Points(member)).NextToExpire.ShouldNotBeNull();
        points.ShouldBe(100);
        at.ShouldBeInRange(shop.Clock.Now.AddMonths(12).AddHours(-1), shop.Clock.Now.AddMonths(12).AddHours(26));

        GoTo(at.AddMinutes(-1));
        await ExpireAsync();
        var inTime = NewId.Of<HoldId>(shop.Clock);
        await shop.Done(new HoldPoints(inTime, member, 100));
        await shop.Done(new ReleasePoints(inTime));
        (await shop.Points(member)).Balance.ShouldBe(100);
        GoTo(at);
        (await shop.Points(member)).ShouldSatisfyAllConditions(account => account.Balance.ShouldBe(0), account => account.NextToExpire.ShouldBeNull());
        (await shop.Send(new HoldPoints(NewId.Of<HoldId>(shop.Clock), member, 1))).IsRefused.ShouldBeTrue("before any job has run");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ExpireAsync()));

        (await shop.Points(member)).ShouldSatisfyAllConditions(account => account.Balance.ShouldBe(0), account => account.Tier.ShouldBe("Member"));
        (await ExpiredAsync(member)).ShouldBe([100]);
    }

    [Fact]
    public async Task A_tier_stays_when_the_points_that_made_it_expire()
    {
        var member = await shop.Member(points: 1_000);

        GoTo((await shop.Points(member)).NextToExpire!.At);
        await ExpireAsync();

        (await shop.Points(member)).ShouldSatisfyAllConditions(account => account.Balance.ShouldBe(0), account => account.Tier.ShouldBe("Silver"));
    }

    [Fact]
    public async Task Points_that_expire_first_are_spent_first()
    {
        var (member, first, second) = await TwoLotsAsync(300, 500);

        await SpendAsync(member, 400);

        (await shop.Points(member)).NextToExpire.ShouldBe(new ExpiringPoints(400, second));
        GoTo(first);
        await ExpireAsync();
        (await ExpiredAsync(member)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Points_of_a_returned_item_come_back_with_their_day_and_when_it_is_over_with_thirty()
    {
        var (member, first, second) = await TwoLotsAsync(300, 100);
        var order = await SpendAsync(member, 400);

        await ReturnHalfAsync(order);
        (await shop.Points(member)).NextToExpire.ShouldBe(new ExpiringPoints(100, first));

        GoTo(first.AddDays(3));
        await ExpireAsync();
        (await ExpiredAsync(member)).ShouldBe([100]);
        await ReturnHalfAsync(order);

        var back = (await shop.Points(member)).NextToExpire.ShouldNotBeNull();
        back.Points.ShouldBe(200);
        back.At.ShouldBeInRange(first.AddDays(33), first.AddDays(34));
        GoTo(back.At);
        (await shop.Points(member)).ShouldSatisfyAllConditions(account => account.Balance.ShouldBe(100), account => account.NextToExpire.ShouldBe(new ExpiringPoints(100, second)));
        GoTo(second);
        await ExpireAsync();
        (await shop.Points(member)).Balance.ShouldBe(0);
        (await ExpiredAsync(member)).ShouldBe([100, 200, 100]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_held_when_its_day_comes_is_spent_or_expires_and_never_both(bool isSpent)
    {
        var member = await shop.Member(points: 500);
        var hold = NewId.Of<HoldId>(shop.Clock);
        await shop.Done(new HoldPoints(hold, member, 300));
        GoTo((await shop.Points(member)).NextToExpire!.At);
        await ExpireAsync();
        (await shop.Points(member)).ShouldSatisfyAllConditions(account => account.Balance.ShouldBe(300), account => account.Held.ShouldBe(300));

        if (isSpent)
            await shop.Done(new SpendHeldPoints(hold, shop.NewOrder()));
        else
            await shop.Done(new ReleasePoints(hold));
        (await shop.Points(member)).Balance.ShouldBe(0);
        await ExpireAsync();

        (await shop.Points(member)).Balance.ShouldBe(0);
        (await ExpiredAsync(member)).ShouldBe(isSpent ? [200] : [200, 300]);
    }

    [Fact]
    public async Task A_return_takes_away_what_its_order_brought_before_what_expires_sooner()
    {
        var member = await shop.Member(points: 50);
        var welcome = (await shop.Points(member)).NextToExpire;
        shop.Clock.Advance(TimeSpan.FromDays(40));
        var order = await EarnAsync(member, 10_000);

        await ReturnHalfAsync(order);
        await ReturnHalfAsync(order);

        (await shop.Points(member)).ShouldSatisfyAllConditions(account => account.Balance.ShouldBe(50), account => account.NextToExpire.ShouldBe(welcome));
    }

    [Fact]
    public async Task Who_owes_points_has_none_that_expire_until_the_debt_is_paid()
    {
        var member = await shop.Member();
        var order = await EarnAsync(member, 10_000);
        await SpendAsync(member, 100);
        await ReturnHalfAsync(order);
        await ReturnHalfAsync(order);
        (await shop.Points(member)).Balance.ShouldBe(-100);

        await shop.Done(new GrantPoints(member, 70, "sorry"));
        (await shop.Points(member)).NextToExpire.ShouldBeNull();
        await shop.Done(new GrantPoints(member, 70, "sorry again"));
        (await shop.Points(member)).ShouldSatisfyAllConditions(account => account.Balance.ShouldBe(40), account => account.NextToExpire!.Points.ShouldBe(40));
    }

    /// <summary>In each, holds take 300 of 1,000 while half of these expire and the job runs on several nodes; then each is spent or let go.</summary>
    [Fact]
    public async Task F13_Points_that_expire_while_they_are_redeemed_are_spent_or_expire_once_and_never_go_below_zero()
    {
        foreach (var seed in Seeds.Of(15))
        {
            var dice = new Random(seed);
            var (member, first, _) = await TwoLotsAsync(500, 500);
            GoTo(first.AddMilliseconds(-dice.Next(60)));
            var holds = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(
                async () =>
                {
                    await Task.Delay(dice.Next(100), Token);
                    var hold = NewId.Of<HoldId>(shop.Clock);
                    if (i % 3 == 0)
                        await ExpireAsync();
                    else if ((await shop.Send(new HoldPoints(hold, member, 300))).IsRefused)
                        return 0;
                    else if (i % 2 == 0)
                        return (await shop.Send(new SpendHeldPoints(hold, shop.NewOrder()))).IsRefused ? 0 : 300;
                    else
                        await shop.Done(new ReleasePoints(hold));
                    return 0;
                },
                Token)));
            GoTo(first);
            await ExpireAsync();

            var account = await shop.Points(member);
            var expired = await ExpiredAsync(member);
            (account.Balance, account.Held).ShouldBe((1_000 - holds.Sum() - (int)expired.Sum(), 0), $"seed {seed}");
            account.Balance.ShouldBeGreaterThanOrEqualTo(0, $"seed {seed}");
            expired.Sum().ShouldBe(500 - await SpentOfFirstLotAsync(member), $"seed {seed}");
            await LedgerAssertions.SumsMatchAsync(shop, member, Token);
        }

        await shop.TheBooksAreRight();
    }

    private Task<long> SpentOfFirstLotAsync(CustomerId member) => shop.InDatabase(async db =>
    {
        var lots = db.Set<PointsLot>().Where(lot => db.Set<MemberAccount>().Any(account => account.Id == lot.AccountId && account.CustomerId == member));
        var first = await lots.OrderBy(lot => lot.ExpiresAt).Select(lot => lot.Id).FirstAsync(Token);
        return await db.Set<LotUse>().Where(use => use.LotId == first && use.OrderId != null).SumAsync(use => use.Points, Token);
    });

    /// <summary>A member with so many points, and others two months younger; and when they expire.</summary>
    private async Task<(CustomerId Member, DateTimeOffset First, DateTimeOffset Second)> TwoLotsAsync(int first, int second)
    {
        var member = await shop.Member(points: first);
        var firstDay = (await shop.Points(member)).NextToExpire!.At;
        shop.Clock.Advance(TimeSpan.FromDays(60));
        var other = await shop.Member(points: 1);
        await shop.Done(new GrantPoints(member, second, "two months later"));
        return (member, firstDay, (await shop.Points(other)).NextToExpire!.At);
    }

    /// <summary>Sells two of something for so much in cash.</summary>
    private Task<PlacedOrder> EarnAsync(CustomerId member, long pence) => SellAsync(member, pence, Cash(pence));

    private Task<PlacedOrder> SpendAsync(CustomerId member, int points) => SellAsync(member, points, new TenderOffer { Kind = TenderKind.Points, Points = points });

    private async Task<PlacedOrder> SellAsync(CustomerId member, long pence, TenderOffer tender) =>
        await shop.Ordered(shop.Till() with { CustomerId = member }, [tender], (await shop.Goods(quantity: 2, price: pence / 2), 2));

    private async Task ReturnHalfAsync(PlacedOrder order) => await shop.Done(
        new ReturnItems(shop.Till(), order.Id, [new ReturnLine(order.Lines[0].Id, 1, ReturnCondition.Resellable, null)], null, Guid.NewGuid()));

    private void GoTo(DateTimeOffset instant)
    {
        if (instant > shop.Clock.Now)
            shop.Clock.Advance(instant - shop.Clock.Now);
    }

    private async Task ExpireAsync()
    {
        await using var scope = shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ExpireDuePoints>().RunAsync(Token);
    }

    private Task<List<long>> ExpiredAsync(CustomerId member) => shop.InDatabase(db => db.Set<PointsMovement>()
        .Where(m => m.Kind == PointsMovementKind.Expire && db.Set<MemberAccount>().Any(account => account.Id == m.AccountId && account.CustomerId == member))
        .OrderBy(m => m.At).Select(m => m.Points).ToListAsync(Token));

    public sealed class Shop : OrderShop
    {
        protected override bool HoldsAndOrdersMayBeNames => true;

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [.. base.Settings, new("Loyalty:ExpireAfterMonths", "12"), new("Loyalty:ReturnedLastDays", "30"), new("Loyalty:TimeZone", "Europe/London")];
    }
}
