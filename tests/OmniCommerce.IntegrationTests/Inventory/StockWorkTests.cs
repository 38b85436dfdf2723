using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;
using Microsoft.Extensions.DependencyInjection;

namespace OmniCommerce.IntegrationTests.Inventory;

/// <summary>What people in stores do to stock by hand.</summary>
public sealed class StockWorkTests(StockShop shop) : IClassFixture<StockShop>
{
    [Fact]
    public async Task On_hand_is_set_from_what_was_seen_and_a_stale_look_is_told_the_number()
    {
        var tea = await shop.Goods(leeds: 5);
        var till = shop.Till();

        (await shop.Send(new AdjustStock(till, tea, null, 5, 7, StockReason.Found, "behind the shelf", null))).Value.ShouldBe(shop.Leeds);
        (await shop.Send(new AdjustStock(till, tea, null, 5, 6, StockReason.Missing, null, null))).Refusals.ShouldHaveSingleItem().ShouldBe(new StockChangedMeanwhile(7));
        (await shop.Send(new AdjustStock(till, tea, null, 7, 4, StockReason.Damaged, null, null))).IsRefused.ShouldBeFalse();
        (await shop.Send(new AdjustStock(till, tea, shop.Kiosk, 0, 2, StockReason.Found, null, null))).IsRefused.ShouldBeFalse();

        (await shop.Level(tea, shop.Leeds)).OnHand.ShouldBe(4);
        (await shop.Level(tea, shop.Kiosk)).OnHand.ShouldBe(2);
        (await shop.Movements(tea)).ShouldBe(["Receive 5", "AdjustUp 2", "AdjustDown 3", "AdjustUp 2"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_promised_is_not_adjusted_away()
    {
        var tea = await shop.Goods(leeds: 5);
        await shop.TryHold((tea, 3));

        var refused = (await shop.Send(new AdjustStock(shop.Till(), tea, null, 5, 2, StockReason.Stolen, null, null))).Refusals.ShouldHaveSingleItem();

        refused.ShouldBeOfType<StockPromised>().Promised.ShouldBe(3);
        (await shop.Send(new AdjustStock(shop.Till(), tea, null, 5, 3, StockReason.Stolen, null, null))).IsRefused.ShouldBeFalse();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task An_adjustment_that_is_repeated_is_made_once()
    {
        var tea = await shop.Goods(leeds: 5);
        var adjust = new AdjustStock(shop.Till(), tea, null, 5, 9, StockReason.Miscounted, null, Guid.NewGuid());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => shop.Send(adjust))));

        answers.ShouldAllBe(answer => answer.Value == shop.Leeds);
        (await shop.Movements(tea)).ShouldBe(["Receive 5", "AdjustUp 4"]);
    }

    [Fact]
    public async Task Nobody_but_a_till_works_on_stock_and_only_on_what_there_is()
    {
        var tea = await shop.Goods(leeds: 5);
        var web = shop.Till() with { Channel = Channel.Web };
        (await shop.Send(new AdjustStock(web, tea, shop.Leeds, 5, 9, StockReason.Found, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Send(new BookReceipt(web, shop.Leeds, [new(tea, 1)], null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Send(new KeepBack(web, tea, shop.Leeds, null, 1, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Send(new TransferStock(web, shop.Leeds, shop.York, [new(tea, 1)], true, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Send(new StartStockCount(web, shop.Leeds, [], null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();

        var nowhere = new LocationId(Guid.NewGuid());
        (await shop.Send(new BookReceipt(shop.Till(), nowhere, [new(tea, 1)], null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        (await shop.Send(new BookReceipt(shop.Till(), null, [new(new VariantId(Guid.NewGuid()), 1)], null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        (await shop.Send(new BookReceipt(shop.Till(), null, [], null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Send(new BookReceipt(shop.Till(), null, [new(tea, 1), new(tea, 2)], null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Send(new AdjustStock(shop.Till(), tea, null, 5, 9, StockReason.Other, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
    }

    [Fact]
    public async Task A_channel_is_not_promised_what_is_kept_back_from_it()
    {
        var tea = await shop.Goods(leeds: 5);
        await shop.Send(new KeepBack(shop.Till(), tea, null, Channel.Web, 3, null));
        await shop.Send(new KeepBack(shop.Till(), tea, null, null, 1, null));

        (await shop.Stock.AvailableAsync([tea], null, Channel.Web, Token))[tea].ShouldBe(1);
        (await shop.Stock.AvailableAsync([tea], null, Channel.Pos, Token))[tea].ShouldBe(4);
        (await Hold(Channel.Web, 2)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<OutOfStock>().Available.ShouldBe(1);
        (await Hold(Channel.Web, 1)).IsRefused.ShouldBeFalse();
        (await Hold(Channel.Pos, 3)).IsRefused.ShouldBeFalse();
        (await Hold(Channel.Pos, 1)).IsRefused.ShouldBeTrue();
        await shop.Send(new KeepBack(shop.Till(), tea, null, null, 0, null));
        (await Hold(Channel.Web, 1)).IsRefused.ShouldBeTrue();
        (await Hold(Channel.Mobile, 1)).IsRefused.ShouldBeFalse();
        await shop.TheBooksAreRight();

        Task<Result<IReadOnlyList<StockAllocation>>> Hold(Channel channel, int quantity) =>
            shop.Send(new HoldStock(NewId.Of<HoldId>(shop.Clock), [new(tea, quantity)], StockSource.Anywhere, channel));
    }

    [Fact]
    public async Task The_ledger_is_read_page_by_page_the_latest_first_and_by_what_is_looked_for()
    {
        var tea = await shop.Goods(leeds: 5, york: 2);
        var hold = (await shop.TryHold((tea, 2))).ShouldNotBeNull();
        await shop.Send(new ReleaseStock(hold));
        await shop.Send(new BookReceipt(shop.Till(), null, [new(tea, 4)], "note 17", null));
        var ledger = shop.Services.GetRequiredService<ReadMovements>();
        var all = new MovementFilter(null, tea, null, null, null);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ledger.PageAsync(all, PageRequest.Of(2, cursor), Token);
            seen.AddRange(page.Edges.Select(edge => $"{edge.Node.Kind} {edge.Node.OnHandChange}"));
            cursor = page.PageInfo.HasNextPage ? page.PageInfo.EndCursor : null;
            (await page.CountAll(Token)).ShouldBe(5);
        }
        while (cursor is not null);

        seen.ShouldBe(["Receive 4", "Release 0", "Hold 0", "Receive 2", "Receive 5"]);
        (await Kinds(all with { LocationId = shop.York })).ShouldBe([MovementKind.Receive]);
        (await Kinds(all with { Kind = MovementKind.Hold })).ShouldBe([MovementKind.Hold]);
        (await Kinds(all with { Until = shop.Clock.Now.AddDays(-1) })).ShouldBeEmpty();
        (await ledger.PageAsync(all, PageRequest.Of(1, null), Token)).Edges[0].Node.Reference.ShouldBe("note 17");
        (await Should.ThrowAsync<GraphQLException>(() => ledger.PageAsync(all, PageRequest.Of(1, "x"), Token))).Code.ShouldBe("BAD_USER_INPUT");

        async Task<MovementKind[]> Kinds(MovementFilter filter) => [.. (await ledger.PageAsync(filter, PageRequest.Of(null, null), Token)).Edges.Select(edge => edge.Node.Kind)];
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
