using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;

namespace OmniCommerce.IntegrationTests.Inventory;

public sealed class StockCountTests(StockShop shop) : IClassFixture<StockShop>
{
    [Fact]
    public async Task Only_the_difference_is_posted_so_that_what_was_sold_meanwhile_stays_sold()
    {
        var tea = await shop.Goods(leeds: 10);
        var cup = await shop.Goods(leeds: 4);
        var jam = await shop.Goods();
        var count = (await shop.Send(new StartStockCount(shop.Till(), null, [tea, cup], null))).Value;

        // Two are sold before the shelf is counted, three after it.
        await Sell(tea, 2);
        await Enter(count, new(tea, 7, StockReason.Stolen), new(cup, 5, null), new(jam, 1, null));
        await Sell(tea, 3);
        (await shop.Send(new PostStockCount(shop.Till(), count, StockReason.Miscounted, null))).Value.ShouldBe(count);

        (await shop.Level(tea, shop.Leeds)).OnHand.ShouldBe(4);
        (await shop.Level(cup, shop.Leeds)).OnHand.ShouldBe(5);
        (await shop.Level(jam, shop.Leeds)).OnHand.ShouldBe(1);
        var shown = (await shop.Services.GetRequiredService<ReadStockCounts>().FindAsync(count, Token)).ShouldNotBeNull();
        shown.Status.ShouldBe(CountStatus.Posted);
        shown.Lines.ToDictionary(line => line.VariantId, line => (line.Expected, line.Difference, line.Reason)).ShouldBe(
            new Dictionary<VariantId, (int, int?, StockReason?)>
            {
                [tea] = (8, -1, StockReason.Stolen),
                [cup] = (4, 1, StockReason.Miscounted),
                [jam] = (0, 1, StockReason.Miscounted),
            },
            ignoreOrder: true);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_count_is_posted_once_and_what_nobody_counted_stays()
    {
        var tea = await shop.Goods(leeds: 10, york: 3);
        var count = (await shop.Send(new StartStockCount(shop.Till(), null, [tea], null))).Value;
        await Enter(count, new CountEntry(tea, 12, null));
        await Enter(count, new CountEntry(tea, 11, null));

        var posts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => shop.Send(new PostStockCount(shop.Till(), count, StockReason.Found, null)))));

        posts.ShouldAllBe(post => post.Value == count);
        (await shop.Movements(tea)).ShouldBe(["Receive 10", "Receive 3", "CountUp 1"]);
        (await shop.Send(new EnterCounts(shop.Till(), count, [new(tea, 5, null)], null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_count_that_finds_less_than_is_promised_is_not_posted_in_part()
    {
        var tea = await shop.Goods(leeds: 5);
        var cup = await shop.Goods(leeds: 5);
        await shop.TryHold((tea, 4));
        var count = (await shop.Send(new StartStockCount(shop.Till(), null, [tea, cup], null))).Value;
        await Enter(count, new(tea, 3, null), new(cup, 9, null));

        (await shop.Send(new PostStockCount(shop.Till(), count, StockReason.Missing, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<StockPromised>().Promised.ShouldBe(4);
        (await shop.Level(cup, shop.Leeds)).OnHand.ShouldBe(5);
        for (var i = 0; i < 2; i++)
            (await shop.Send(new CancelStockCount(shop.Till(), count, null))).Value.ShouldBe(count);
        (await shop.Send(new PostStockCount(shop.Till(), count, StockReason.Missing, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Without_a_list_everything_that_the_location_has_had_is_counted()
    {
        await using var other = new StockShop();
        await other.InitializeAsync();
        var (tea, cup) = (await other.Goods(kiosk: 2), await other.Goods(kiosk: 1, york: 1));
        await other.Goods(leeds: 5);
        var count = (await other.Send(new StartStockCount(other.Till(other.Kiosk), null, [], null))).Value;
        var shown = (await other.Services.GetRequiredService<ReadStockCounts>().FindAsync(count, Token)).ShouldNotBeNull();
        shown.Lines.Select(line => (line.VariantId, line.Expected, line.Counted)).ShouldBe([(tea, 2, null), (cup, 1, null)], ignoreOrder: true);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task Enter(StockCountId count, params CountEntry[] lines) =>
        (await shop.Send(new EnterCounts(shop.Till(), count, lines, null))).IsRefused.ShouldBeFalse();

    private async Task Sell(VariantId variant, int quantity)
    {
        var order = NewId.Of<OrderId>(shop.Clock);
        await shop.Send(new AllocateHeldStock((await shop.TryHold((variant, quantity))).ShouldNotBeNull(), order));
        (await shop.Send(new SellAllocatedStock(order))).IsRefused.ShouldBeFalse();
    }
}
