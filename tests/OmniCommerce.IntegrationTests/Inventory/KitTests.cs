using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;

namespace OmniCommerce.IntegrationTests.Inventory;

public sealed class KitTests(StockShop shop) : IClassFixture<StockShop>
{
    [Fact]
    public async Task A_kit_takes_its_components_and_there_are_as_many_as_the_scarcest_allows()
    {
        var (tea, cup) = (await shop.Goods(leeds: 10), await shop.Goods(leeds: 7, york: 4));
        var set = await Kit((tea, 1), (cup, 2));

        (await shop.Stock.AvailableAsync([set, cup], null, null, Token)).ShouldBe(new Dictionary<VariantId, int> { [set] = 5, [cup] = 11 }, ignoreOrder: true);
        (await shop.Stock.AvailableAsync([set], shop.Leeds, null, Token))[set].ShouldBe(3);
        (await shop.Level(set, shop.Leeds)).ShouldBe(new StockLevel(set, shop.Leeds, 3, 0, 0, 3));
        var hold = (await shop.TryHold((set, 3))).ShouldNotBeNull();

        (await shop.Level(tea, shop.Leeds)).Held.ShouldBe(3);
        (await shop.Level(cup, shop.Leeds)).Held.ShouldBe(6);
        var order = NewId.Of<OrderId>(shop.Clock);
        await shop.Send(new AllocateHeldStock(hold, order));
        (await shop.Send(new ReleaseAllocatedStock(order, [new(set, 1)]))).Value.Sum(part => part.Quantity).ShouldBe(3);
        (await shop.Send(new SellAllocatedStock(order))).IsRefused.ShouldBeFalse();
        await shop.Send(new TakeStockBack(NewId.Of<ReturnId>(shop.Clock), set, shop.Kiosk, 1, ReturnCondition.Resellable));
        (await shop.Level(cup, shop.Kiosk)).OnHand.ShouldBe(2);
        (await shop.Level(cup, shop.Leeds)).OnHand.ShouldBe(3);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_kit_and_its_component_in_one_cart_are_not_promised_the_same_goods()
    {
        var (tea, cup) = (await shop.Goods(leeds: 10), await shop.Goods(leeds: 5));
        var set = await Kit((tea, 1), (cup, 2));
        StockDemand[] cart = [new(set, 2), new(cup, 2)];

        var refused = await shop.Send(new HoldStock(NewId.Of<HoldId>(shop.Clock), cart, StockSource.Anywhere));

        refused.Refusals.Cast<OutOfStock>().Select(refusal => (refusal.Wanted, refusal.Available)).ShouldBe([(2, 1), (2, 1)]);
        (await shop.Stock.MissingAsync(cart, null, null, Token)).ShouldBe([new StockShortage(set, 2, 1), new StockShortage(cup, 2, 1)]);
        (await shop.Level(tea, shop.Leeds)).Held.ShouldBe(0);
        (await shop.TryHold((set, 2), (cup, 1))).ShouldNotBeNull();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Many_who_buy_kits_and_single_components_at_once_get_no_more_than_there_is()
    {
        var (tea, cup) = (await shop.Goods(leeds: 40), await shop.Goods(leeds: 30));
        var set = await Kit((tea, 1), (cup, 2));

        var bought = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
            await shop.TryHold((i % 2 == 0 ? set : cup, 1)) is null ? 0 : i % 2 == 0 ? 2 : 1)));

        bought.Sum().ShouldBeInRange(29, 30);
        (await shop.Level(cup, shop.Leeds)).Held.ShouldBe(bought.Sum());
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_kit_has_no_stock_of_its_own_and_stays_what_it_is()
    {
        var (tea, cup) = (await shop.Goods(leeds: 1), await shop.Goods(leeds: 1));
        var set = await Kit((tea, 1), (cup, 2));

        (await Define(set, (tea, 1), (cup, 2))).IsRefused.ShouldBeFalse();
        (await Define(set, (tea, 1))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await Define(tea, (cup, 1))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await Define(await shop.Goods(), (set, 1))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await Define(await shop.Goods(leeds: 1), (cup, 1))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await Define(new VariantId(Guid.NewGuid()), (cup, 1))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        (await shop.Send(new ReceiveStock(set, shop.Leeds, 1, ""))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Send(new BookReceipt(shop.Till(), null, [new(set, 1)], null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Send(new DefineKit(shop.Till() with { Channel = Channel.Web }, set, [new(tea, 1)], null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Services.GetRequiredService<IKits>().ComponentsAsync([set, tea], Token)).ShouldHaveSingleItem().Key.ShouldBe(set);
    }

    [Fact]
    public async Task Who_checks_the_books_sees_a_kit_at_once_though_this_node_does_not_remember_it_yet()
    {
        var (tea, cup) = (await shop.Goods(leeds: 1), await shop.Goods(leeds: 1));
        await Kit((tea, 1));
        var kits = shop.Services.GetRequiredService<IKits>();
        var elsewhere = await shop.Goods();
        (await kits.ComponentsAsync([elsewhere], Token)).ShouldBeEmpty();

        // As another node writes it.
        await shop.InDatabase(async db =>
        {
            db.Add(new KitComponent { KitId = elsewhere, ComponentId = cup, Quantity = 2 });
            await db.SaveChangesAsync(Token);
            (await kits.ComponentsAsync(db, [elsewhere, tea], Token)).ShouldHaveSingleItem().Value.ShouldBe([new StockDemand(cup, 2)]);
        });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<VariantId> Kit(params (VariantId Variant, int Quantity)[] components)
    {
        var kit = await shop.Goods();
        (await Define(kit, components)).IsRefused.ShouldBeFalse();
        return kit;
    }

    private Task<Result<VariantId>> Define(VariantId kit, params (VariantId Variant, int Quantity)[] components) =>
        shop.Send(new DefineKit(shop.Till(), kit, [.. components.Select(component => new StockDemand(component.Variant, component.Quantity))], null));
}
