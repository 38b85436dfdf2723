using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain;

namespace OmniCommerce.IntegrationTests.Pricing;

public sealed class CouponTests(CouponTests.Shop shop) : IClassFixture<CouponTests.Shop>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Saving_a_code_again_in_other_letters_changes_the_same_coupon()
    {
        var first = await SaveAsync("Spring-5", percentOff: 5);
        var second = await SaveAsync("SPRING-5", percentOff: 15);

        second.ShouldBe(first);
        (await shop.InDatabase(db => db.Set<Coupon>().SingleAsync(c => c.Id == first, Token))).PercentOff.ShouldBe(15);
    }

    [Fact]
    public async Task A_coupon_of_no_or_more_than_all_percent_is_refused()
    {
        (await shop.Send(new SaveCoupon("NONE", 0, null, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["percentOff"]);
        (await shop.Send(new SaveCoupon("MORE", 101, null, null, null))).IsRefused.ShouldBeTrue();
        (await shop.Send(new SaveCoupon("BACK", 5, null, shop.Clock.Now, shop.Clock.Now.AddDays(-1)))).IsRefused.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_fifty_holds_at_once_only_as_many_take_the_coupon_as_it_has_uses()
    {
        await SaveAsync("SEVEN", maxUses: 7);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shop.Send(new HoldCoupon(NewHold(), "seven"))));

        results.Count(result => !result.IsRefused).ShouldBe(7);
        results.SelectMany(result => result.Refusals).ShouldAllBe(refusal => ((CodeRejected)refusal).Reason == "USED_UP");
        (await UsesOfAsync("SEVEN")).ShouldBe(7);
    }

    [Fact]
    public async Task A_hold_takes_a_coupon_once_however_often_it_asks()
    {
        await SaveAsync("ONCE", maxUses: 5);
        var hold = NewHold();

        await shop.Send(new HoldCoupon(hold, "ONCE"));
        (await shop.Send(new HoldCoupon(hold, "once"))).IsRefused.ShouldBeFalse();

        (await UsesOfAsync("ONCE")).ShouldBe(1);
    }

    [Fact]
    public async Task A_released_use_can_be_taken_again_and_is_given_back_once()
    {
        await SaveAsync("LAST", maxUses: 1);
        var hold = NewHold();
        await shop.Send(new HoldCoupon(hold, "LAST"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Send(new ReleaseCoupons(hold))));

        (await UsesOfAsync("LAST")).ShouldBe(0);
        (await shop.Send(new HoldCoupon(NewHold(), "LAST"))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task A_redeemed_use_stays_taken_until_its_order_is_cancelled()
    {
        await SaveAsync("ORDER", maxUses: 1);
        var (hold, order) = (NewHold(), new OrderId(Guid.NewGuid()));
        await shop.Send(new HoldCoupon(hold, "ORDER"));

        await shop.Send(new RedeemHeldCoupons(hold, order));
        await shop.Send(new ReleaseCoupons(hold));
        (await UsesOfAsync("ORDER")).ShouldBe(1);

        await shop.Send(new GiveCouponsBack(order));
        await shop.Send(new GiveCouponsBack(order));
        (await UsesOfAsync("ORDER")).ShouldBe(0);
    }

    [Theory]
    [InlineData("UNKNOWN")]
    [InlineData("NOT_YET_VALID")]
    [InlineData("EXPIRED")]
    [InlineData("USED_UP")]
    public async Task A_code_that_does_nothing_is_refused_with_its_reason(string reason)
    {
        var now = shop.Clock.Now;
        var code = $"WHY-{reason}";
        if (reason != "UNKNOWN")
        {
            await shop.Send(new SaveCoupon(
                code, 10, 1, reason == "NOT_YET_VALID" ? now.AddHours(1) : null, reason == "EXPIRED" ? now.AddHours(-1) : null));
        }

        if (reason == "USED_UP")
            await shop.Send(new HoldCoupon(NewHold(), code));

        (await shop.Send(new HoldCoupon(NewHold(), code))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CodeRejected>().Reason.ShouldBe(reason);
        (await Pricing.CheckCouponAsync(code, Token)).ShouldNotBeNull().Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task The_price_of_a_cart_knows_the_coupons_whose_codes_were_entered()
    {
        await SaveAsync("TENTH", percentOff: 10);
        var pounds = Currency.Of("GBP");
        var line = new LineToPrice(new CartLineId(Guid.NewGuid()), new VariantId(Guid.NewGuid()), 2, new Money(1_000, pounds));

        var price = await Pricing.PriceAsync(new CartToPrice(pounds, [line], ["tenth"], DeliveryKind.None, null, Channel.Web, shop.Clock.Now), Token);

        price.Total.ShouldBe(new Money(1_800, pounds));
        price.Coupons.ShouldBe(["TENTH"]);
    }

    private ICartPricing Pricing => shop.Services.GetRequiredService<ICartPricing>();

    private async Task<CouponId> SaveAsync(string code, int percentOff = 10, int? maxUses = null) =>
        (await shop.Send(new SaveCoupon(code, percentOff, maxUses, null, null))).Value;

    private Task<int> UsesOfAsync(string code) => shop.InDatabase(db => db.Set<Coupon>().Where(c => c.NormalizedCode == code).Select(c => c.Uses).SingleAsync(Token));

    private static HoldId NewHold() => new(Guid.NewGuid());

    public sealed class Shop : CommerceFixture
    {
        protected override bool HoldsAndOrdersMayBeNames => true;
    }
}
