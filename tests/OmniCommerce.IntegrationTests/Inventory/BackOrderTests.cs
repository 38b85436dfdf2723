using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Outbox;

namespace OmniCommerce.IntegrationTests.Inventory;

public sealed class BackOrderTests(StockShop shop) : IClassFixture<StockShop>
{
    [Fact]
    public async Task What_may_be_sold_before_it_is_there_waits_up_to_the_limit()
    {
        var tea = await shop.Goods(leeds: 3);
        await Allow(tea, 4);

        (await Missing(tea, 8)).ShouldBe(new StockShortage(tea, 8, 7));
        var refused = await shop.Send(new HoldStock(NewId.Of<HoldId>(shop.Clock), [new(tea, 8)], StockSource.Anywhere));
        refused.Refusals.ShouldHaveSingleItem().ShouldBeOfType<OutOfStock>().Available.ShouldBe(7);
        var hold = NewId.Of<HoldId>(shop.Clock);
        (await shop.Send(new HoldStock(hold, [new(tea, 5)], StockSource.Anywhere))).Value
            .ShouldBe([new StockAllocation(tea, shop.Leeds, 3), new StockAllocation(tea, StockAllocation.Nowhere, 2)]);
        (await Terms(tea))!.Left.ShouldBe(2);
        (await shop.TryHold((tea, 3))).ShouldBeNull();
        await shop.TheBooksAreRight();

        await shop.Send(new ReleaseStock(hold));
        (await Terms(tea))!.Left.ShouldBe(4);
        (await shop.Level(tea, shop.Leeds)).Available.ShouldBe(3);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_handed_over_is_never_sold_before_it_is_there()
    {
        var tea = await shop.Goods(kiosk: 1);
        await Allow(tea, 4);
        (await shop.Send(new HoldStock(NewId.Of<HoldId>(shop.Clock), [new(tea, 2)], new StockSource(shop.Kiosk, null)))).IsRefused.ShouldBeTrue();
        (await shop.Stock.MissingAsync([new(tea, 2)], new StockSource(shop.Kiosk, null), null, Token)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_comes_is_given_to_those_who_wait_the_oldest_first_before_anybody_else()
    {
        var tea = await shop.Goods();
        await Allow(tea, 10);
        var (first, second) = (await Order(tea, 3), await Order(tea, 4));

        await Receive(tea, 5);

        (await Of(first)).ShouldBe([new StockAllocation(tea, shop.Leeds, 3)]);
        (await Of(second)).ShouldBe([new StockAllocation(tea, StockAllocation.Nowhere, 2), new StockAllocation(tea, shop.Leeds, 2)], ignoreOrder: true);
        (await shop.Level(tea, shop.Leeds)).ShouldBe(new StockLevel(tea, shop.Leeds, 5, Held: 0, Allocated: 5, Available: 0));
        (await shop.Send(new SellAllocatedStock(second))).Value.ShouldBe([new StockAllocation(tea, shop.Leeds, 2)]);
        await shop.TheBooksAreRight();

        await Receive(tea, 9);
        (await Of(second)).ShouldBe([new StockAllocation(tea, shop.Leeds, 2)]);
        (await shop.Level(tea, shop.Leeds)).Available.ShouldBe(7);
        (await Terms(tea))!.Left.ShouldBe(10);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_becomes_free_otherwise_is_given_to_those_who_wait_soon()
    {
        var tea = await shop.Goods(leeds: 2);
        await Allow(tea, 5);
        var hold = (await shop.TryHold((tea, 2))).ShouldNotBeNull();
        var waiting = await Order(tea, 2);
        await shop.Send(new ReleaseStock(hold));

        await Run<ServeFromFreed>();

        (await Of(waiting)).ShouldBe([new StockAllocation(tea, shop.Leeds, 2)]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task An_order_that_is_called_off_waits_no_more()
    {
        var tea = await shop.Goods(leeds: 1);
        await Allow(tea, 5);
        var order = await Order(tea, 3);
        (await shop.Send(new ReleaseAllocatedStock(order, [new(tea, 1)]))).Value.ShouldBe([new StockAllocation(tea, StockAllocation.Nowhere, 1)]);
        (await shop.Send(new ReleaseAllocatedStock(order, null))).Value.Sum(part => part.Quantity).ShouldBe(2);
        (await Terms(tea))!.Left.ShouldBe(5);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Many_who_buy_what_is_not_there_while_it_comes_get_what_there_is_and_no_more()
    {
        var tea = await shop.Goods(leeds: 5);
        await Allow(tea, 10);

        var orders = Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(async () =>
        {
            if (await shop.TryHold((tea, 1)) is not { } hold)
                return (OrderId?)null;
            var order = NewId.Of<OrderId>(shop.Clock);
            (await shop.Send(new AllocateHeldStock(hold, order))).IsRefused.ShouldBeFalse();
            return order;
        })));
        var receipts = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Receive(tea, 2))));
        await receipts;
        var sold = (await orders).Count(order => order is not null);

        await Run<ServeFromFreed>();
        sold.ShouldBeInRange(15, 23);
        var level = await shop.Level(tea, shop.Leeds);
        level.OnHand.ShouldBe(13);
        level.Allocated.ShouldBe(Math.Min(13, sold));
        (await Terms(tea))!.Left.ShouldBe(10 - Math.Max(0, sold - 13));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_can_be_promised_by_a_day_counts_what_comes_until_then_and_who_waits_for_it()
    {
        var tea = await shop.Goods(leeds: 2);
        await Allow(tea, 10);
        var (soon, late) = (shop.Clock.Now.AddDays(3), shop.Clock.Now.AddDays(30));
        await Expect("PO-1", soon, 5);
        await Expect("PO-2", late, 100);
        await Order(tea, 4);

        (await Promise(tea, shop.Clock.Now)).ShouldBe(0);
        (await Promise(tea, soon)).ShouldBe(3);
        (await Promise(tea, late)).ShouldBe(103);
        (await shop.Send(new BookReceipt(shop.Till(), null, [new(tea, 4)], "PO-1", null))).IsRefused.ShouldBeFalse();
        (await Incoming(tea)).Select(receipt => (receipt.Reference, receipt.Quantity)).ShouldBe([("PO-1", 1), ("PO-2", 100)]);
        (await Promise(tea, soon)).ShouldBe(3);
        await Expect("PO-2", late, 0);
        (await Incoming(tea)).ShouldHaveSingleItem();
        await shop.TheBooksAreRight();

        async Task Expect(string reference, DateTimeOffset due, int quantity) =>
            (await shop.Send(new ExpectStock(shop.Till(), null, reference, due, [new(tea, quantity)], null))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task It_is_told_once_that_there_is_little_and_once_that_there_is_enough_again()
    {
        var tea = await shop.Goods(leeds: 5);
        (await shop.Send(new WatchLevel(shop.Till(), tea, null, 2, null))).IsRefused.ShouldBeFalse();
        await Run<WatchThresholds>();
        (await Told(tea)).ShouldBeEmpty();
        await shop.TryHold((tea, 3));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Run<WatchThresholds>()));
        (await Told(tea)).ShouldBe(["stock.low"]);
        await Receive(tea, 1);
        await Run<WatchThresholds>();
        (await Told(tea)).ShouldBe(["stock.low", "stock.back"]);
        (await shop.Send(new WatchLevel(shop.Till(), tea, null, null, null))).IsRefused.ShouldBeFalse();
        await shop.TryHold((tea, 3));
        await Run<WatchThresholds>();
        (await Told(tea)).Length.ShouldBe(2);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReadIncoming Reader => shop.Services.GetRequiredService<ReadIncoming>();

    private async Task Allow(VariantId variant, int limit) => (await shop.Send(new AllowBackOrders(shop.Till(), variant, limit, null, null))).IsRefused.ShouldBeFalse();

    private async Task Receive(VariantId variant, int quantity) =>
        (await shop.Send(new BookReceipt(shop.Till(), null, [new(variant, quantity)], null, null))).IsRefused.ShouldBeFalse();

    private async Task<OrderId> Order(VariantId variant, int quantity)
    {
        var order = NewId.Of<OrderId>(shop.Clock);
        await shop.Send(new AllocateHeldStock((await shop.TryHold((variant, quantity))).ShouldNotBeNull(), order));
        return order;
    }

    private async Task<StockAllocation[]> Of(OrderId order) => await shop.InDatabase(async db => (await shop.Stock.OfOrdersAsync(db, [order], Token))[order].ToArray());

    private async Task<StockShortage> Missing(VariantId variant, int quantity) =>
        (await shop.Stock.MissingAsync([new(variant, quantity)], null, null, Token)).ShouldHaveSingleItem();

    private async Task<BackOrderTerms?> Terms(VariantId variant) => (await Reader.TermsAsync([variant], Token)).GetValueOrDefault(variant);

    private async Task<int> Promise(VariantId variant, DateTimeOffset by) => (await Reader.PromiseAsync([variant], by, null, Token))[variant];

    private async Task<ExpectedReceipt[]> Incoming(VariantId variant) => [.. (await Reader.ExpectedAsync([variant], Token))[variant]];

    private async Task Run<TJob>()
        where TJob : OmniCommerce.Platform.Jobs.IPeriodicJob
    {
        await using var scope = shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(Token);
    }

    private Task<string[]> Told(VariantId variant) => shop.InDatabase(db =>
        db.Set<OutboxEvent>().Where(e => e.Stream == $"stock:{variant}:{shop.Leeds}").OrderBy(e => e.Sequence).Select(e => e.Type).ToArrayAsync(Token));
}
