using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;

namespace OmniCommerce.IntegrationTests.Inventory;

/// <summary>People work on stock while it is sold.</summary>
public sealed class StockWorkRaceTests(StockShop shop) : IClassFixture<StockShop>
{
    [Fact]
    public async Task Adjusting_while_selling_never_loses_a_sale_or_an_adjustment()
    {
        var tea = await shop.Goods(leeds: 60);
        var sales = Sales(tea, 40);
        var adjusted = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(async () =>
        {
            var seen = (await shop.Level(tea, shop.Leeds)).OnHand;
            var result = await shop.Send(new AdjustStock(shop.Till(), tea, null, seen, seen + 1, StockReason.Found, null, null));
            if (result.IsRefused)
                result.Refusals.ShouldHaveSingleItem().ShouldBeOfType<StockChangedMeanwhile>();
            return result.IsRefused ? 0 : 1;
        })));

        var (sold, found) = ((await sales).Sum(), (await adjusted).Sum());

        sold.ShouldBe(40);
        (await shop.Level(tea, shop.Leeds)).OnHand.ShouldBe(60 + found - sold);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Sending_goods_elsewhere_while_they_are_sold_sells_and_sends_no_more_than_there_are()
    {
        var tea = await shop.Goods(leeds: 30);
        var sales = Sales(tea, 30);
        var transfers = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() =>
            shop.Send(new TransferStock(shop.Till(), null, shop.Kiosk, [new(tea, 2)], Send: true, null, null)))));

        var (sold, sent) = ((await sales).Sum(), (await transfers).Count(transfer => !transfer.IsRefused) * 2);

        var left = (await shop.Level(tea, shop.Leeds)).OnHand;
        (left + sold + sent).ShouldBe(30);
        left.ShouldBeLessThan(2);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_count_posted_while_goods_are_sold_keeps_every_sale()
    {
        var tea = await shop.Goods(leeds: 100);
        var count = (await shop.Send(new StartStockCount(shop.Till(), null, [tea], null))).Value;
        (await shop.Send(new EnterCounts(shop.Till(), count, [new(tea, 97, StockReason.Stolen)], null))).IsRefused.ShouldBeFalse();

        var sales = Sales(tea, 40);
        (await shop.Send(new PostStockCount(shop.Till(), count, StockReason.Missing, null))).IsRefused.ShouldBeFalse();

        (await sales).Sum().ShouldBe(40);
        (await shop.Level(tea, shop.Leeds)).OnHand.ShouldBe(57);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Two_who_receive_one_transfer_at_once_put_it_on_the_shelf_once()
    {
        var tea = await shop.Goods(leeds: 10);
        var sent = (await shop.Send(new TransferStock(shop.Till(), null, shop.Kiosk, [new(tea, 4)], Send: true, null, null))).Value;

        var received = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => shop.Send(new ReceiveTransfer(shop.Till(shop.Kiosk), sent, [], null)))));

        received.Count(result => !result.IsRefused).ShouldBe(1);
        (await shop.Level(tea, shop.Kiosk)).OnHand.ShouldBe(4);
        await shop.TheBooksAreRight();
    }

    /// <summary>So many buyers of one, each with a till's hold, order and hand-over; 1 for each who got it.</summary>
    private Task<int[]> Sales(VariantId variant, int buyers) => Task.WhenAll(Enumerable.Range(0, buyers).Select(_ => Task.Run(async () =>
    {
        if (await shop.TryHold((variant, 1)) is not { } hold)
            return 0;
        var order = NewId.Of<OrderId>(shop.Clock);
        (await shop.Send(new AllocateHeldStock(hold, order))).IsRefused.ShouldBeFalse();
        (await shop.Send(new SellAllocatedStock(order))).IsRefused.ShouldBeFalse();
        return 1;
    })));
}
