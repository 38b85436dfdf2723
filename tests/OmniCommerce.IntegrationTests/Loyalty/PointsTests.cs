using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Loyalty.Features;

namespace OmniCommerce.IntegrationTests.Loyalty;

public sealed class PointsTests(PointsTests.Shop shop) : IClassFixture<PointsTests.Shop>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_has_one_account_however_often_it_is_opened()
    {
        var member = new CustomerId(Guid.NewGuid());

        var first = await shop.Send(new OpenLoyaltyAccount(member));
        var second = await shop.Send(new OpenLoyaltyAccount(member));

        second.Value.ShouldBe(first.Value);
        var account = await AccountAsync(member);
        (account.Id, account.Balance, account.Held, account.Pending, account.Tier).ShouldBe((first.Value, 0, 0, 0, "Member"));
        MemberNumber.IsValid(account.Number).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_has_no_account_earns_nothing_and_can_be_granted_nothing()
    {
        var stranger = new CustomerId(Guid.NewGuid());

        (await shop.Send(new FindLoyaltyAccount(stranger))).ShouldBeNull();
        (await shop.Send(new EarnPoints(stranger, NewOrder(), Pounds(5_000)))).Value.ShouldBe(0);
        (await shop.Send(new GrantPoints(stranger, 10, "welcome"))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        (await shop.Send(new HoldPoints(NewHold(), stranger, 10))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
    }

    [Fact]
    public async Task The_same_reference_grants_points_once_even_when_asked_at_once()
    {
        var member = await MemberAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.Send(new GrantPoints(member, 1_000, "welcome"))));

        var account = await AccountAsync(member);
        account.Balance.ShouldBe(1_000);
        account.Tier.ShouldBe("Silver");
        await AssertLedgerAsync(member);
    }

    [Fact]
    public async Task Of_a_thousand_points_fifty_holds_of_three_hundred_at_once_take_nine_hundred()
    {
        var member = await MemberAsync(points: 1_000);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shop.Send(new HoldPoints(NewHold(), member, 300))));

        results.Count(result => !result.IsRefused).ShouldBe(3);
        var account = await AccountAsync(member);
        (account.Balance, account.Held).ShouldBe((1_000, 900));
        await AssertLedgerAsync(member);
    }

    [Fact]
    public async Task A_hold_has_exactly_what_it_asked_for_last()
    {
        var member = await MemberAsync(points: 500);
        var hold = NewHold();

        foreach (var points in (int[])[200, 500, 500, 50])
        {
            (await shop.Send(new HoldPoints(hold, member, points))).IsRefused.ShouldBeFalse();
            (await AccountAsync(member)).Held.ShouldBe(points);
        }

        (await shop.Send(new HoldPoints(hold, member, 501))).IsRefused.ShouldBeTrue();
        (await AccountAsync(member)).Held.ShouldBe(50);
        await AssertLedgerAsync(member);
    }

    [Fact]
    public async Task Held_points_are_spent_or_released_once_whoever_is_first()
    {
        var member = await MemberAsync(points: 500);
        var (hold, order) = (NewHold(), NewOrder());
        await shop.Send(new HoldPoints(hold, member, 200));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => i % 2 == 0
            ? shop.Send(new SpendHeldPoints(hold, order))
            : shop.Send(new ReleasePoints(hold))));

        var account = await AccountAsync(member);
        account.Held.ShouldBe(0);
        account.Balance.ShouldBeOneOf(300, 500);
        await AssertLedgerAsync(member);
    }

    [Fact]
    public async Task Spent_points_come_back_once_per_reference_and_never_more_than_were_spent()
    {
        var member = await MemberAsync(points: 500);
        var (hold, order) = (NewHold(), NewOrder());
        await shop.Send(new HoldPoints(hold, member, 300));
        await shop.Send(new SpendHeldPoints(hold, order));

        (await shop.Send(new GivePointsBack(order, 200, "return 1"))).IsRefused.ShouldBeFalse();
        (await shop.Send(new GivePointsBack(order, 200, "return 1"))).IsRefused.ShouldBeFalse();
        (await AccountAsync(member)).Balance.ShouldBe(400);

        var results = await Task.WhenAll(Enumerable.Range(2, 10).Select(i => shop.Send(new GivePointsBack(order, 30, $"return {i}"))));
        results.Count(result => !result.IsRefused).ShouldBe(3);
        (await AccountAsync(member)).Balance.ShouldBe(490);
        (await shop.Send(new GivePointsBack(NewOrder(), 1, "return"))).IsRefused.ShouldBeTrue();
        await AssertLedgerAsync(member);
    }

    [Fact]
    public async Task An_order_earns_once_even_when_told_at_once()
    {
        var member = await MemberAsync();
        var order = NewOrder();

        var earned = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.Send(new EarnPoints(member, order, Pounds(12_345)))));

        earned.ShouldAllBe(result => result.Value == 123);
        (await AccountAsync(member)).Balance.ShouldBe(123);
        await AssertLedgerAsync(member);
    }

    [Fact]
    public async Task A_return_takes_back_what_the_rest_would_not_have_earned()
    {
        var member = await MemberAsync();
        var order = NewOrder();
        await shop.Send(new EarnPoints(member, order, Pounds(10_050)));

        (await shop.Send(new ReverseEarnedPoints(order, Pounds(6_000), "return 1"))).Value.ShouldBe(40);
        (await shop.Send(new ReverseEarnedPoints(order, Pounds(6_000), "return 1"))).Value.ShouldBe(40);
        (await shop.Send(new ReverseEarnedPoints(order, Pounds(6_000), "return 2"))).Value.ShouldBe(0);
        (await shop.Send(new ReverseEarnedPoints(order, Pounds(0), "return 3"))).Value.ShouldBe(60);
        (await shop.Send(new ReverseEarnedPoints(NewOrder(), Pounds(0), "return"))).Value.ShouldBe(0);

        (await AccountAsync(member)).Balance.ShouldBe(0);
        await AssertLedgerAsync(member);
    }

    [Fact]
    public async Task Returns_at_once_never_take_back_more_than_was_earned()
    {
        var member = await MemberAsync();
        var order = NewOrder();
        await shop.Send(new EarnPoints(member, order, Pounds(10_000)));

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => shop.Send(new ReverseEarnedPoints(order, Pounds(2_000), $"return {i}"))));

        taken.Sum(result => result.Value).ShouldBe(80);
        (await AccountAsync(member)).Balance.ShouldBe(20);
        await AssertLedgerAsync(member);
    }

    [Fact]
    public async Task Points_that_are_spent_before_their_order_is_returned_leave_a_debt()
    {
        var member = await MemberAsync();
        var (earning, spending, hold) = (NewOrder(), NewOrder(), NewHold());
        await shop.Send(new EarnPoints(member, earning, Pounds(10_000)));
        await shop.Send(new HoldPoints(hold, member, 100));
        await shop.Send(new SpendHeldPoints(hold, spending));

        await shop.Send(new ReverseEarnedPoints(earning, Pounds(0), "return"));

        (await AccountAsync(member)).Balance.ShouldBe(-100);
        await AssertLedgerAsync(member);
    }

    [Fact]
    public async Task A_tier_is_lost_with_the_return_that_earned_it()
    {
        var member = await MemberAsync(points: 990);
        var order = NewOrder();
        await shop.Send(new EarnPoints(member, order, Pounds(1_000)));
        (await AccountAsync(member)).Tier.ShouldBe("Silver");

        await shop.Send(new ReverseEarnedPoints(order, Pounds(0), "return"));

        (await AccountAsync(member)).Tier.ShouldBe("Member");
    }

    [Fact]
    public async Task Points_pay_what_the_shop_says() =>
        (await shop.Send(new ValueOfPoints(250, Currency.Of("GBP")))).ShouldBe(Pounds(250));

    private async Task<CustomerId> MemberAsync(int points = 0)
    {
        var member = new CustomerId(Guid.NewGuid());
        await shop.Send(new OpenLoyaltyAccount(member));
        if (points > 0)
            await shop.Send(new GrantPoints(member, points, "opening"));
        return member;
    }

    private async Task<LoyaltyAccount> AccountAsync(CustomerId member) => (await shop.Send(new FindLoyaltyAccount(member))).ShouldNotBeNull();

    private Task AssertLedgerAsync(CustomerId member) => LedgerAssertions.SumsMatchAsync(shop, member, Token);

    private static HoldId NewHold() => new(Guid.NewGuid());

    private static OrderId NewOrder() => new(Guid.NewGuid());

    private static Money Pounds(long minorUnits) => new(minorUnits, Currency.Of("GBP"));

    public class Shop : CommerceFixture
    {
        protected override bool HoldsAndOrdersMayBeNames => true;
    }
}

/// <summary>Points that wait before they can be spent.</summary>
public sealed class PendingPointsTests(PendingPointsTests.Shop shop) : IClassFixture<PendingPointsTests.Shop>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Earned_points_are_pending_until_their_day_and_then_active_once()
    {
        var (member, order) = await EarnAsync(Pounds(10_000));
        await ActivateAsync();
        (await AccountAsync(member)).ShouldSatisfyAllConditions(account => account.Pending.ShouldBe(100), account => account.Balance.ShouldBe(0));
        (await shop.Send(new HoldPoints(new HoldId(Guid.NewGuid()), member, 1))).IsRefused.ShouldBeTrue();

        shop.Clock.Advance(TimeSpan.FromDays(14));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ActivateAsync()));

        (await AccountAsync(member)).ShouldSatisfyAllConditions(account => account.Pending.ShouldBe(0), account => account.Balance.ShouldBe(100));
        (await shop.Send(new EarnPoints(member, order, Pounds(10_000)))).Value.ShouldBe(100);
        await LedgerAssertions.SumsMatchAsync(shop, member, Token);
    }

    [Fact]
    public async Task A_return_takes_pending_points_first()
    {
        var (member, order) = await EarnAsync(Pounds(10_000));

        (await shop.Send(new ReverseEarnedPoints(order, Pounds(4_000), "return"))).Value.ShouldBe(60);
        (await AccountAsync(member)).Pending.ShouldBe(40);

        shop.Clock.Advance(TimeSpan.FromDays(14));
        await ActivateAsync();
        (await AccountAsync(member)).ShouldSatisfyAllConditions(account => account.Pending.ShouldBe(0), account => account.Balance.ShouldBe(40));
        (await shop.Send(new ReverseEarnedPoints(order, Pounds(0), "second return"))).Value.ShouldBe(40);
        (await AccountAsync(member)).Balance.ShouldBe(0);
        await LedgerAssertions.SumsMatchAsync(shop, member, Token);
    }

    private async Task<(CustomerId Member, OrderId Order)> EarnAsync(Money paid)
    {
        var (member, order) = (new CustomerId(Guid.NewGuid()), new OrderId(Guid.NewGuid()));
        await shop.Send(new OpenLoyaltyAccount(member));
        await shop.Send(new EarnPoints(member, order, paid));
        return (member, order);
    }

    private async Task ActivateAsync()
    {
        await using var scope = shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ActivateDuePoints>().RunAsync(Token);
    }

    private async Task<LoyaltyAccount> AccountAsync(CustomerId member) => (await shop.Send(new FindLoyaltyAccount(member))).ShouldNotBeNull();

    private static Money Pounds(long minorUnits) => new(minorUnits, Currency.Of("GBP"));

    public sealed class Shop : PointsTests.Shop
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Loyalty:PendingDays", "14")];
    }
}

internal static class LedgerAssertions
{
    /// <summary>The sums on the account are those of the ledger.</summary>
    public static async Task SumsMatchAsync(CommerceFixture shop, CustomerId member, CancellationToken cancellationToken)
    {
        var (account, movements) = await shop.InDatabase(async db =>
        {
            var found = await db.Set<MemberAccount>().AsNoTracking().SingleAsync(a => a.CustomerId == member, cancellationToken);
            return (found, await db.Set<PointsMovement>().AsNoTracking().Where(m => m.AccountId == found.Id).ToListAsync(cancellationToken));
        });

        long In(PointsPot pot) => movements.Sum(m => (m.To == pot ? m.Points : 0) - (m.From == pot ? m.Points : 0));
        (account.Balance, account.Held, account.Pending, account.Earned)
            .ShouldBe((In(PointsPot.Member) + In(PointsPot.Holds), In(PointsPot.Holds), In(PointsPot.Pending), -In(PointsPot.Issue)));
    }
}
