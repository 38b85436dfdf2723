using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Platform.Outbox;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>What an order tells of itself: what is committed, in its order, and nothing else.</summary>
public sealed class OrderEventsTests(OrderShop shop) : IClassFixture<OrderShop>
{
    [Fact]
    public async Task A_sale_at_a_till_was_placed_and_fulfilled_and_returned()
    {
        var till = shop.Till();
        var cart = await shop.Cart(till, (await shop.Goods(price: 1250), 2));
        var order = (await shop.Place(till, cart, OrderShop.Cash(2500))).Value;
        var line = (await shop.Order(order)).Lines[0].Id;
        await shop.Done(new ReturnItems(till, order, [new ReturnLine(line, 1, ReturnCondition.Resellable, null)], null, Guid.NewGuid()));

        var placed = await shop.Order(order);
        (await Told(order)).ShouldBe([
            new OrderPlaced(order, placed.Number, Channel.Pos, null, shop.Leeds, OrderShop.Pounds(25_00), placed.PlacedAt),
            new OrderFulfilled(order, placed.Number),
            new ItemsReturned(order, placed.Number, shop.Leeds, 1, OrderShop.Pounds(12_50), 0)]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task An_order_that_is_called_off_says_why()
    {
        var shopper = shop.Shopper();
        var cart = await shop.Cart(shopper, (await shop.Goods(), 1));
        var order = (await shop.Place(shopper, cart, OrderShop.Card(1000))).Value;
        await shop.Done(new CancelOrder(shopper, order, "Ordered twice.", null));
        await shop.Done(new CancelOrder(shopper, order, "Ordered twice.", null));

        (await Told(order)).Select(happened => happened.GetType()).ShouldBe([typeof(OrderPlaced), typeof(OrderCancelled)]);
        (await Told(order))[1].ShouldBe(new OrderCancelled(order, (await shop.Order(order)).Number, "Ordered twice."));
    }

    [Fact]
    public async Task An_order_that_was_not_paid_tells_nothing()
    {
        var before = await shop.InDatabase(db => db.Set<OutboxEvent>().CountAsync());
        var shopper = shop.Shopper();
        var cart = await shop.Cart(shopper, (await shop.Goods(), 1));
        (await shop.Place(shopper, cart, OrderShop.Card(1000, "pm_card_chargeDeclined"))).IsRefused.ShouldBeTrue();

        (await shop.InDatabase(db => db.Set<OutboxEvent>().CountAsync())).ShouldBe(before);
    }

    private async Task<List<IEvent>> Told(OrderId order)
    {
        var stream = $"order:{order}";
        var rows = await shop.InDatabase(db => db.Set<OutboxEvent>().Where(happened => happened.Stream == stream)
            .OrderBy(happened => happened.Sequence).ThenBy(happened => happened.Position).ToListAsync());
        Type[] types = [typeof(OrderPlaced), typeof(OrderFulfilled), typeof(OrderCancelled), typeof(ItemsReturned)];
        return rows.ConvertAll(row => EventJson.Read(types.Single(type => Name(type) == row.Type), row.Payload));
    }

    private static string Name(Type type) => ((EventTypeAttribute)type.GetCustomAttributes(typeof(EventTypeAttribute), false)[0]).Name;
}
