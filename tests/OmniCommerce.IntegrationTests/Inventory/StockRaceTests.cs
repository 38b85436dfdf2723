using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.IntegrationTests.Inventory;

/// <summary>Many who want the same goods at the same time.</summary>
public sealed class StockRaceTests(StockShop shop) : IClassFixture<StockShop>
{
    [Fact]
    public async Task Of_200_who_want_one_of_50_exactly_50_get_it()
    {
        var tea = await shop.Goods(leeds: 50);

        var holds = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => shop.TryHold((tea, 1)))));

        holds.Count(hold => hold is not null).ShouldBe(50);
        (await shop.Level(tea, shop.Leeds)).ShouldBe(new StockLevel(tea, shop.Leeds, 50, Held: 50, Allocated: 0, Available: 0));
        await shop.TheBooksAreRight();
    }

    /// <summary>The proof that the test above can fail: the same 200, with code that reads the level, looks whether there is enough, and writes it.</summary>
    [Fact]
    public async Task The_same_200_oversell_when_the_level_is_read_checked_and_written()
    {
        var tea = await shop.Goods(leeds: 50);
        var all = new Barrier(8);

        var sold = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = 0;
            for (var i = 0; i < 25; i++)
            {
                all.SignalAndWait();
                mine += await ReadThenWrite(tea) ? 1 : 0;
            }

            return mine;
        })));

        sold.Sum().ShouldBeGreaterThan(50);
        (await shop.Level(tea, shop.Leeds)).Held.ShouldBeLessThan(sold.Sum());

        // The books of this variant are wrong now; the other tests' recounts must not find it.
        await shop.InDatabase(db => db.Set<StockRow>().Where(level => level.VariantId == tea).ExecuteUpdateAsync(level => level.SetProperty(l => l.Held, 0)));
    }

    [Fact]
    public async Task Of_many_who_want_the_last_one_one_gets_it()
    {
        var tea = await shop.Goods(york: 1);
        var holds = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => shop.TryHold((tea, 1)))));
        holds.Count(hold => hold is not null).ShouldBe(1);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Two_variants_wanted_in_opposite_order_by_many_neither_deadlock_nor_oversell()
    {
        var tea = await shop.Goods(leeds: 30, york: 10);
        var cup = await shop.Goods(leeds: 10, york: 30);

        var holds = await Task.WhenAll(Enumerable.Range(0, 80).Select(i => Task.Run(() =>
            i % 2 == 0 ? shop.TryHold((tea, 1), (cup, 1)) : shop.TryHold((cup, 1), (tea, 1)))));

        holds.Count(hold => hold is not null).ShouldBe(40);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_hold_that_is_released_and_allocated_at_once_goes_one_way()
    {
        var tea = await shop.Goods(leeds: 20);
        for (var i = 0; i < 10; i++)
        {
            var hold = (await shop.TryHold((tea, 2))).ShouldNotBeNull();
            var order = new OrderId(Guid.CreateVersion7());

            var release = Task.Run(() => shop.Send(new ReleaseStock(hold)));
            var allocate = Task.Run(() => shop.Send(new AllocateHeldStock(hold, order)));
            await Task.WhenAll(release, allocate);

            if (!(await allocate).IsRefused)
                (await shop.Send(new ReleaseAllocatedStock(order, null))).Value.ShouldBe([new StockAllocation(tea, shop.Leeds, 2)]);
            (await shop.Level(tea, shop.Leeds)).Available.ShouldBe(20);
        }

        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Goods_that_many_receive_at_once_where_there_were_none_are_all_counted()
    {
        var tea = await shop.Goods();
        var received = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => shop.Send(new ReceiveStock(tea, shop.Kiosk, 3, "delivery")))));
        received.ShouldAllBe(result => !result.IsRefused);
        (await shop.Level(tea, shop.Kiosk)).OnHand.ShouldBe(60);
        await shop.TheBooksAreRight();
    }

    private async Task<bool> ReadThenWrite(VariantId variant)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync();
        await using (db)
        {
            var level = await db.Set<StockRow>().AsNoTracking().SingleAsync(l => l.VariantId == variant);
            if (level.OnHand - level.Held < 1)
                return false;
            var held = level.Held + 1;
            await db.Set<StockRow>().Where(l => l.VariantId == variant).ExecuteUpdateAsync(l => l.SetProperty(row => row.Held, held));
            return true;
        }
    }
}
