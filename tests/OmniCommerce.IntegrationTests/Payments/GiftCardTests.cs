using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Payments;

public sealed class GiftCardTests(GiftCardTests.Shop shop) : IClassFixture<GiftCardTests.Shop>
{
    [Fact]
    public async Task A_code_is_found_however_people_write_it()
    {
        await shop.Send(new IssueGiftCard("GIFT-2500-AB", Pounds(2500)));

        (await shop.Send(new FindGiftCard(" gift 2500ab"))).ShouldBe(new GiftCardBalance("GIFT-2500-AB", Pounds(2500)));
        (await shop.Send(new FindGiftCard("GIFT-2500-AC"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_code_is_issued_once()
    {
        var first = await shop.Send(new IssueGiftCard("GIFT-ONCE-1", Pounds(1000)));

        (await shop.Send(new IssueGiftCard("gift once 1", Pounds(1000)))).Value.ShouldBe(first.Value);
        (await shop.Send(new IssueGiftCard("GIFT-ONCE-1", Pounds(2000)))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
    }

    [Fact]
    public async Task Held_money_is_spent_as_far_as_the_order_says_and_the_rest_comes_back()
    {
        await shop.Send(new IssueGiftCard("GIFT-SPEND", Pounds(2500)));
        var (hold, order) = (NewId.Of<HoldId>(shop.Clock), shop.NewOrder());
        await shop.Send(new HoldGiftCard(hold, "GIFT-SPEND", Pounds(2000)));
        await shop.Send(new HoldGiftCard(hold, "GIFT-SPEND", Pounds(1500)));
        (await Balance("GIFT-SPEND")).ShouldBe(1000);

        await shop.Send(new OpenTenders(order, Pounds(1200), [GiftCard("gift spend")]));
        await shop.Send(new SpendHeldGiftCards(hold, order));
        await shop.Send(new SpendHeldGiftCards(hold, order));
        (await Balance("GIFT-SPEND")).ShouldBe(1300);

        await shop.Send(new RefundToGiftCard("GIFT-SPEND", Pounds(200), "return:1"));
        await shop.Send(new RefundToGiftCard("GIFT-SPEND", Pounds(200), "return:1"));
        (await Balance("GIFT-SPEND")).ShouldBe(1500);
        await BooksAgree("GIFT-SPEND");
    }

    [Fact]
    public async Task A_released_hold_leaves_the_card_as_it_was()
    {
        await shop.Send(new IssueGiftCard("GIFT-RELEASE", Pounds(1000)));
        var hold = NewId.Of<HoldId>(shop.Clock);
        await shop.Send(new HoldGiftCard(hold, "GIFT-RELEASE", Pounds(1000)));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.Send(new ReleaseGiftCards(hold))));

        (await Balance("GIFT-RELEASE")).ShouldBe(1000);
        await BooksAgree("GIFT-RELEASE");
    }

    /// <summary>The other is always between this one's look and its deletion: where writers queue no race would bring that about.</summary>
    [Fact]
    public async Task Of_two_who_end_a_hold_at_once_one_gives_its_money_back_and_no_other_holds_money()
    {
        await shop.Send(new IssueGiftCard("GIFT-TWICE", Pounds(1000)));
        var (hold, another) = (NewId.Of<HoldId>(shop.Clock), NewId.Of<HoldId>(shop.Clock));
        await shop.Send(new HoldGiftCard(hold, "GIFT-TWICE", Pounds(300)));
        await shop.Send(new HoldGiftCard(another, "GIFT-TWICE", Pounds(300)));

        shop.Other.Ends = hold;
        await shop.Send(new ReleaseGiftCards(hold));

        (await Balance("GIFT-TWICE")).ShouldBe(700);
        await BooksAgree("GIFT-TWICE");
    }

    [Fact]
    public async Task Fifty_shoppers_with_one_code_hold_no_more_than_it_has()
    {
        await shop.Send(new IssueGiftCard("GIFT-RACE", Pounds(1000)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            shop.Send(new HoldGiftCard(NewId.Of<HoldId>(shop.Clock), "GIFT-RACE", Pounds(300)))));

        answers.Count(answer => !answer.IsRefused).ShouldBe(3);
        (await Balance("GIFT-RACE")).ShouldBe(100);
        await BooksAgree("GIFT-RACE");
    }

    [Fact]
    public async Task A_card_pays_nothing_in_another_currency()
    {
        await shop.Send(new IssueGiftCard("GIFT-EUROS", new Money(1000, Currency.Of("EUR"))));

        (await shop.Send(new HoldGiftCard(NewId.Of<HoldId>(shop.Clock), "GIFT-EUROS", Pounds(100)))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
    }

    private async Task<long> Balance(string code) => (await shop.Send(new FindGiftCard(code)))!.Balance.MinorUnits;

    private Task BooksAgree(string code) => shop.InDatabase(async db =>
    {
        var card = await db.Set<GiftCard>().SingleAsync(candidate => candidate.Code == code);
        (await db.Set<GiftCardEntry>().Where(entry => entry.GiftCardId == card.Id).SumAsync(entry => entry.Amount)).ShouldBe(card.Balance);
        (await db.Set<GiftCardHold>().Where(hold => hold.GiftCardId == card.Id).SumAsync(hold => hold.Amount)).ShouldBe(card.Held);
    });

    public sealed class Shop : PaymentsFixture
    {
        internal FasterOther Other { get; } = new();

        protected override void AddServices(IServiceCollection services)
        {
            base.AddServices(services);
            services.ConfigureDbContext<CommerceDbContext>(options => options.AddInterceptors(Other));
        }
    }

    /// <summary>Somebody who ends a hold between another's look at what it has and the statement that takes it away.</summary>
    internal sealed class FasterOther : DbCommandInterceptor
    {
        public HoldId? Ends { get; set; }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Ends is { } id && command.CommandText.Contains("gift_card_holds", StringComparison.Ordinal))
            {
                Ends = null;
                var db = eventData.Context!;
                var hold = await db.Set<GiftCardHold>().AsNoTracking().SingleAsync(row => row.HoldId == id, cancellationToken);
                await db.Set<GiftCardHold>().Where(row => row.HoldId == id).ExecuteDeleteAsync(cancellationToken);
                await db.Set<GiftCard>().Where(card => card.Id == hold.GiftCardId)
                    .ExecuteUpdateAsync(set => set.SetProperty(card => card.Held, card => card.Held - hold.Amount), cancellationToken);
            }

            return result;
        }
    }
}
