using OmniCommerce.Carts.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Carts;

public sealed class CartCodesTests(CartShop shop) : IClassFixture<CartShop>
{
    private readonly Caller _guest = CartShop.Guest();

    [Fact]
    public async Task A_coupon_takes_its_part_off_and_the_trace_says_so()
    {
        await shop.Send(new SaveCoupon("WELCOME10", 10, null, null, null));
        var cart = await CartAsync(price: 2_000);

        (await ApplyAsync("welcome10")).IsRefused.ShouldBeFalse();

        var priced = await shop.ReadAsync(cart);
        (priced.DiscountTotal, priced.Total).ShouldBe((CartShop.Gbp(200), CartShop.Gbp(1_800)));
        priced.PriceTrace[0].ShouldBe(new PriceTraceEntry("coupon WELCOME10", PriceTraceOutcome.Applied, CartShop.Gbp(-200), "10 % off the goods."));
        priced.AppliedCoupons.ShouldBe(["WELCOME10"]);
        (await ApplyAsync("Welcome10")).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CodeRejected>().Reason.ShouldBe("ALREADY_APPLIED");

        (await shop.Send(new RemoveCartCode(_guest, null, "WELCOME10", null))).IsRefused.ShouldBeFalse();
        (await shop.ReadAsync(cart)).Total.ShouldBe(CartShop.Gbp(2_000));
        (await shop.Send(new RemoveCartCode(_guest, null, "WELCOME10", null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
    }

    [Fact]
    public async Task A_code_that_does_nothing_is_refused_and_not_kept()
    {
        await shop.Send(new SaveCoupon("ENDED", 10, null, null, shop.Clock.Now.AddDays(-1)));
        var cart = await CartAsync(price: 2_000);

        (await ApplyAsync("NO-SUCH-CODE")).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CodeRejected>().Reason.ShouldBe("UNKNOWN");
        (await ApplyAsync("")).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CodeRejected>().Reason.ShouldBe("UNKNOWN");
        (await ApplyAsync(new string('X', 5_000))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CodeRejected>().Reason.ShouldBe("UNKNOWN");
        (await ApplyAsync("ended")).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CodeRejected>().Reason.ShouldBe("EXPIRED");

        (await shop.ReadAsync(cart)).PriceTrace.ShouldNotContain(entry => entry.Rule.StartsWith("coupon"));
    }

    [Fact]
    public async Task A_coupon_that_ends_while_it_is_in_the_cart_takes_nothing_off_any_more()
    {
        await shop.Send(new SaveCoupon("TODAY", 50, null, null, shop.Clock.Now.AddMinutes(5)));
        var cart = await CartAsync(price: 2_000);
        await ApplyAsync("TODAY");
        (await shop.ReadAsync(cart)).Total.ShouldBe(CartShop.Gbp(1_000));

        await shop.Send(new SaveCoupon("TODAY", 50, null, null, shop.Clock.Now.AddMinutes(-5)));

        var priced = await shop.ReadAsync(cart);
        priced.Total.ShouldBe(CartShop.Gbp(2_000));
        priced.PriceTrace[0].Outcome.ShouldBe(PriceTraceOutcome.Rejected);
    }

    [Fact]
    public async Task A_gift_card_shows_what_it_will_pay_and_only_the_end_of_its_code()
    {
        await shop.Send(new IssueGiftCard("GIFT-ABCD-2500", CartShop.Gbp(1_500)));
        var cart = await CartAsync(price: 2_000);

        (await ApplyAsync("gift abcd 2500")).IsRefused.ShouldBeFalse();
        (await ApplyAsync("GIFT-ABCD-2500")).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CodeRejected>().Reason.ShouldBe("ALREADY_APPLIED");

        var priced = await shop.ReadAsync(cart);
        priced.Total.ShouldBe(CartShop.Gbp(2_000));
        priced.PriceTrace[^1].ShouldBe(new PriceTraceEntry("gift card …2500", PriceTraceOutcome.Applied, CartShop.Gbp(1_500), "Pays 15.00 GBP of the total."));

        (await shop.Send(new RemoveCartCode(_guest, null, "giftabcd2500", null))).IsRefused.ShouldBeFalse();
        (await shop.ReadAsync(cart)).PriceTrace.ShouldNotContain(entry => entry.Rule.StartsWith("gift card"));
    }

    [Fact]
    public async Task A_second_gift_card_pays_what_the_first_leaves()
    {
        await shop.Send(new IssueGiftCard("FIRST-CARD-1", CartShop.Gbp(1_500)));
        await shop.Send(new IssueGiftCard("SECOND-CARD-2", CartShop.Gbp(9_000)));
        await shop.Send(new IssueGiftCard("THIRD-CARD-3", CartShop.Gbp(10)));
        var cart = await CartAsync(price: 2_000);
        foreach (var code in (string[])["FIRST-CARD-1", "SECOND-CARD-2", "THIRD-CARD-3"])
            await ApplyAsync(code);

        (await shop.ReadAsync(cart)).PriceTrace.TakeLast(3).Select(entry => entry.Amount).ShouldBe([CartShop.Gbp(1_500), CartShop.Gbp(500), null]);
    }

    [Fact]
    public async Task A_gift_card_of_another_currency_or_without_money_is_refused()
    {
        await CartAsync(price: 2_000);
        await shop.Send(new IssueGiftCard("EURO-CARD-1", new Money(1_000, Currency.Of("EUR"))));
        await shop.Send(new IssueGiftCard("EMPTY-CARD-1", CartShop.Gbp(100)));
        await shop.Send(new HoldGiftCard(new HoldId(Guid.NewGuid()), "EMPTY-CARD-1", CartShop.Gbp(100)));

        (await ApplyAsync("EURO-CARD-1")).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CodeRejected>().Reason.ShouldBe("OTHER_CURRENCY");
        (await ApplyAsync("EMPTY-CARD-1")).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CodeRejected>().Reason.ShouldBe("EMPTY");
    }

    private async Task<CartId> CartAsync(long price) => await shop.CartAsync(_guest, (await shop.ArticleAsync(price), 1));

    private Task<Result<CartId>> ApplyAsync(string code) => shop.Send(new ApplyCartCode(_guest, null, code, null));
}
