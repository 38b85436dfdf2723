using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;

namespace OmniCommerce.IntegrationTests.Inventory;

public sealed class StockTests(StockShop shop) : IClassFixture<StockShop>
{
    [Fact]
    public async Task A_hold_takes_its_goods_from_where_they_can_be_promised_and_gives_them_back_once()
    {
        var tea = await shop.Goods(leeds: 5, york: 3);
        var hold = New<HoldId>();

        var taken = await shop.Send(new HoldStock(hold, [new(tea, 1), new(tea, 3)], StockSource.Anywhere));

        taken.Value.ShouldBe([new StockAllocation(tea, shop.Leeds, 4)]);
        (await shop.Level(tea, shop.Leeds)).ShouldBe(new StockLevel(tea, shop.Leeds, 5, Held: 4, Allocated: 0, Available: 1));
        await shop.Send(new ReleaseStock(hold));
        await shop.Send(new ReleaseStock(hold));
        (await shop.Level(tea, shop.Leeds)).Available.ShouldBe(5);
        (await shop.Movements(tea)).ShouldBe(["Receive 5", "Receive 3", "Hold 4", "Release 4"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Two_lines_of_one_variant_are_not_promised_the_same_goods()
    {
        var tea = await shop.Goods(leeds: 5);
        (await shop.TryHold((tea, 3), (tea, 3))).ShouldBeNull();
        (await shop.Level(tea, shop.Leeds)).Held.ShouldBe(0);
    }

    [Fact]
    public async Task A_second_call_of_a_hold_is_refused_and_takes_nothing_even_when_all_is_held()
    {
        var tea = await shop.Goods(leeds: 2);
        var hold = (await shop.TryHold((tea, 2))).ShouldNotBeNull();
        var again = await shop.Send(new HoldStock(hold, [new(tea, 1)], StockSource.Anywhere));
        again.Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["holdId"]);
        (await shop.Level(tea, shop.Leeds)).Held.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_short_is_refused_per_variant_with_what_is_left_and_nothing_is_taken()
    {
        var tea = await shop.Goods(leeds: 2, york: 1, kiosk: 40);
        var cup = await shop.Goods(leeds: 9);
        var jam = await shop.Goods();

        var refused = await shop.Send(new HoldStock(New<HoldId>(), [new(tea, 4), new(cup, 2), new(jam, 1)], StockSource.Anywhere));

        refused.Refusals.Cast<OutOfStock>().Select(refusal => (refusal.Wanted, refusal.Available)).ShouldBe([(4, 3), (1, 0)]);
        refused.Refusals.Cast<OutOfStock>().ShouldAllBe(refusal => refusal.Sku.StartsWith("G-"));
        (await shop.Level(cup, shop.Leeds)).Held.ShouldBe(0);
    }

    [Fact]
    public async Task Goods_to_be_sent_come_from_locations_that_ship_and_the_nearest_of_them()
    {
        var tea = await shop.Goods(leeds: 5, york: 5, kiosk: 50);
        var nearYork = new GeoPoint(53.95, -1.1);
        (await shop.Send(new HoldStock(New<HoldId>(), [new(tea, 2)], new StockSource(null, nearYork)))).Value.ShouldHaveSingleItem().LocationId.ShouldBe(shop.York);
        (await shop.Send(new HoldStock(New<HoldId>(), [new(tea, 2)], new StockSource(shop.Kiosk, null)))).Value.ShouldHaveSingleItem().LocationId.ShouldBe(shop.Kiosk);
        (await shop.Stock.AvailableAsync([tea], null, null, Token))[tea].ShouldBe(8);
        (await shop.Stock.AvailableAsync([tea], shop.Kiosk, null, Token))[tea].ShouldBe(48);
    }

    [Fact]
    public async Task Safety_stock_is_there_but_promised_to_nobody()
    {
        var tea = await shop.Goods(leeds: 5);
        await shop.Send(new KeepSafetyStock(tea, shop.Leeds, 4));
        (await shop.TryHold((tea, 2))).ShouldBeNull();
        (await shop.TryHold((tea, 1))).ShouldNotBeNull();
        (await shop.Level(tea, shop.Leeds)).Available.ShouldBe(0);
        await shop.Send(new KeepSafetyStock(tea, shop.Leeds, 9));
        (await shop.Level(tea, shop.Leeds)).Available.ShouldBe(0);
        await shop.Send(new KeepSafetyStock(tea, shop.Leeds, 0));
        (await shop.Level(tea, shop.Leeds)).Available.ShouldBe(4);
    }

    /// <summary>On SQLite, where writers queue, whoever plans sees what the statement sees: that the statement decides shows only without a plan.</summary>
    [Theory]
    [InlineData(null, 3)]
    [InlineData(Channel.Web, 2)]
    public async Task The_statement_that_holds_decides_whatever_was_planned(Channel? channel, int free)
    {
        var tea = await shop.Goods(leeds: 5);
        await shop.Send(new KeepSafetyStock(tea, shop.Leeds, 2));
        await shop.Send(new KeepBack(shop.Till(), tea, null, Channel.Web, 1, null));
        await using var scope = shop.Services.CreateAsyncScope();
        var books = scope.ServiceProvider.GetRequiredService<StockBooks>();

        (await books.TryHoldAsync(new StockAllocation(tea, shop.Leeds, free + 1), channel, Token)).ShouldBeFalse();
        (await books.TryHoldAsync(new StockAllocation(tea, shop.Leeds, free), channel, Token)).ShouldBeTrue();

        await books.UnholdAsync(new StockAllocation(tea, shop.Leeds, free), Token);
    }

    [Fact]
    public async Task Held_goods_become_an_orders_and_leave()
    {
        var tea = await shop.Goods(leeds: 5);
        var hold = (await shop.TryHold((tea, 2))).ShouldNotBeNull();
        var order = New<OrderId>();

        (await shop.Send(new AllocateHeldStock(hold, order))).Value.Parts.ShouldBe([new StockAllocation(tea, shop.Leeds, 2)]);
        (await shop.Level(tea, shop.Leeds)).ShouldBe(new StockLevel(tea, shop.Leeds, 5, Held: 0, Allocated: 2, Available: 3));
        (await shop.Send(new AllocateHeldStock(hold, order))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();

        (await shop.Send(new SellAllocatedStock(order))).Value.ShouldBe([new StockAllocation(tea, shop.Leeds, 2)]);
        (await shop.Send(new SellAllocatedStock(order))).Value.ShouldBeEmpty();
        (await shop.Level(tea, shop.Leeds)).ShouldBe(new StockLevel(tea, shop.Leeds, 3, Held: 0, Allocated: 0, Available: 3));
        (await shop.Movements(tea)).ShouldBe(["Receive 5", "Hold 2", "Allocate 2", "Sell 2"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task An_orders_goods_come_back_in_parts_and_never_more_than_it_has()
    {
        var tea = await shop.Goods(leeds: 3, york: 2);
        var cup = await shop.Goods(leeds: 3);
        var order = New<OrderId>();
        await shop.Send(new AllocateHeldStock((await shop.TryHold((tea, 5), (cup, 1))).ShouldNotBeNull(), order));

        var some = await shop.Send(new ReleaseAllocatedStock(order, [new(tea, 4)]));
        some.Value.Sum(part => part.Quantity).ShouldBe(4);
        some.Value.ShouldAllBe(part => part.VariantId == tea);
        (await shop.Send(new ReleaseAllocatedStock(order, [new(tea, 4)]))).Value.Sum(part => part.Quantity).ShouldBe(1);
        (await shop.Send(new ReleaseAllocatedStock(order, null))).Value.ShouldHaveSingleItem().VariantId.ShouldBe(cup);
        (await shop.Stock.AvailableAsync([tea, cup], null, null, Token)).ShouldBe(new Dictionary<VariantId, int> { [tea] = 5, [cup] = 3 }, ignoreOrder: true);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Returned_goods_are_on_the_shelf_where_they_came_back_unless_they_are_damaged_or_missing()
    {
        var tea = await shop.Goods(leeds: 5);
        await shop.Send(new TakeStockBack(New<ReturnId>(), tea, shop.Kiosk, 2, ReturnCondition.Resellable));
        await shop.Send(new TakeStockBack(New<ReturnId>(), tea, shop.Kiosk, 1, ReturnCondition.Damaged));
        await shop.Send(new TakeStockBack(New<ReturnId>(), tea, shop.Kiosk, 1, ReturnCondition.Missing));

        (await shop.Level(tea, shop.Kiosk)).OnHand.ShouldBe(2);
        (await shop.Movements(tea)).ShouldBe(["Receive 5", "Return 2", "Return 1", "WriteOff 1"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_promised_cannot_be_written_off()
    {
        var tea = await shop.Goods(leeds: 5);
        await shop.TryHold((tea, 2));
        var refused = await shop.Send(new WriteOffStock(tea, shop.Leeds, 4, "flood"));
        refused.Refusals.ShouldHaveSingleItem().ShouldBeOfType<OutOfStock>().Available.ShouldBe(3);
        (await shop.Send(new WriteOffStock(tea, shop.Leeds, 3, "flood"))).IsRefused.ShouldBeFalse();
        (await shop.Level(tea, shop.Leeds)).OnHand.ShouldBe(2);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Goods_for_a_location_that_there_is_not_are_refused()
    {
        var tea = await shop.Goods();
        (await shop.Send(new ReceiveStock(tea, New<LocationId>(), 1, ""))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        (await shop.Send(new ReceiveStock(tea, shop.Leeds, 0, ""))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
    }

    [Fact]
    public async Task Opening_stock_is_entered_once()
    {
        var tea = await shop.Goods();
        var cup = await shop.Goods(leeds: 1);
        var opening = new EnterOpeningStock("Leeds", [new(tea, 7), new(cup, 9), new(tea, 3)]);
        (await shop.Send(opening)).Value.ShouldBe(1);
        (await shop.Send(opening)).Value.ShouldBe(0);
        (await shop.Level(tea, shop.Leeds)).OnHand.ShouldBe(7);
        (await shop.Level(cup, shop.Leeds)).OnHand.ShouldBe(1);
        (await shop.Send(opening with { Location = "Atlantis" })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Books_that_are_wrong_are_found_by_the_recount()
    {
        var tea = await shop.Goods(leeds: 5);
        await shop.InDatabase(db => db.Set<StockRow>().Where(level => level.VariantId == tea).ExecuteUpdateAsync(level => level.SetProperty(l => l.OnHand, 6)));
        (await shop.WrongInTheBooks()).ShouldHaveSingleItem().ShouldContain("6 on hand, 5 by its movements");
        await shop.InDatabase(db => db.Set<StockRow>().Where(level => level.VariantId == tea).ExecuteUpdateAsync(level => level.SetProperty(l => l.OnHand, 5)));
    }

    [Theory]
    [InlineData(5, 6, 0)]
    [InlineData(5, 3, 3)]
    [InlineData(5, -1, 0)]
    public async Task The_database_itself_keeps_the_floor(int onHand, int held, int allocated)
    {
        var tea = await shop.Goods(leeds: onHand);
        await Should.ThrowAsync<Exception>(() => shop.InDatabase(db => db.Set<StockRow>().Where(level => level.VariantId == tea)
            .ExecuteUpdateAsync(level => level.SetProperty(l => l.Held, held).SetProperty(l => l.Allocated, allocated))));
    }

    [Fact]
    public async Task Who_watches_variants_sees_each_level_after_its_change()
    {
        var tea = await shop.Goods(leeds: 5);
        var cup = await shop.Goods(leeds: 5);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var changes = shop.Services.GetRequiredService<WatchStock>().Changes([tea, cup], stop.Token);

        await shop.TryHold((tea, 2));
        await shop.TryHold((tea, 9));
        await shop.Send(new WriteOffStock(cup, shop.Leeds, 1, "broken"));

        var seen = await changes.Take(2).ToListAsync(Token);
        seen.ShouldBe([new StockLevel(tea, shop.Leeds, 5, 2, 0, 3), new StockLevel(cup, shop.Leeds, 4, 0, 0, 4)], ignoreOrder: true);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TId New<TId>()
        where TId : struct, IId<TId> => NewId.Of<TId>(TimeProvider.System);
}
