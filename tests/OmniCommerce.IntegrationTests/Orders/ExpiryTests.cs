using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Features;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Orders.Features;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>The hold of an order that is being paid ends just when it is confirmed, and somebody else wants its goods.</summary>
public sealed class ExpiryTests(OrderShop shop) : IClassFixture<OrderShop>
{
    /// <summary>A12: the order of all that happens around the instant is the seed's.</summary>
    [Fact]
    public async Task F4_A_hold_that_expires_at_the_instant_of_payment_never_sells_its_goods_twice_nor_takes_money_for_none()
    {
        var ends = new Dictionary<OrderStatus, int>();
        foreach (var seed in Seeds.Of(40))
        {
            var status = await AroundTheInstantAsync(new Random(seed), $"seed {seed}");
            ends[status] = ends.GetValueOrDefault(status) + 1;
        }

        // Otherwise nothing was at stake.
        ends.Keys.ShouldBe([OrderStatus.Confirmed, OrderStatus.Failed], ignoreOrder: true);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task F4_What_an_overdue_hold_had_is_carried_out_of_the_store_by_whoever_buys_it_there()
    {
        var (goods, shopper, till) = (await shop.Goods(quantity: 1), shop.Shopper(), shop.Till());
        await shop.Cart(shopper, (goods, 1));
        await shop.Cart(till, (goods, 1));
        await shop.Done(new HoldCart(shopper, null, 60, null));
        shop.Clock.Advance(TimeSpan.FromSeconds(61));

        var id = (await shop.Place(till, null, Cash(1000))).Value;

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(0);
    }

    private async Task<OrderStatus> AroundTheInstantAsync(Random dice, string seed)
    {
        var (goods, shopper, rival) = (await shop.Goods(quantity: 1), shop.Shopper(), shop.Till());
        var cart = await shop.Cart(shopper, (goods, 1));
        await shop.Cart(rival, (goods, 1));
        var request = new PlaceOrder(shopper, null, null, [Card()], Guid.NewGuid());
        shop.Breakdown.After("AuthorizeTenders");
        await Should.ThrowAsync<BreakdownException>(() => shop.Send(request));
        var order = await shop.InDatabase(db => db.Set<Order>().AsNoTracking().SingleAsync(candidate => candidate.CartId == cart));
        var expires = await shop.InDatabase(db => db.Set<Hold>().Where(hold => hold.Id == order.HoldId).Select(hold => hold.ExpiresAt).SingleAsync());

        shop.Clock.Advance(expires - shop.Clock.Now - TimeSpan.FromMilliseconds(dice.Next(-10, 20)));
        Func<Task>[] happenings =
        [
            async () => await shop.Send(request),
            async () => await shop.Send(new PlaceOrder(rival, null, null, [Cash(1000)], Guid.NewGuid())),
            () => RunAsync<ExpireOverdueHolds>(),
            () => RunAsync<RecoverOrders>(),
            async () => await shop.Send(new HoldCart(shopper, cart, null, null)),
        ];
        dice.Shuffle(happenings);
        var pauses = happenings.Select(_ => dice.Next(12)).ToArray();
        await Task.WhenAll(happenings.Select(async (happening, i) =>
        {
            await Task.Delay(pauses[i]);
            await happening();
        }));
        await shop.SomeMinutesLater();

        var ended = await shop.InDatabase(db => db.Set<Order>().AsNoTracking().SingleAsync(candidate => candidate.Id == order.Id));
        var sold = await shop.InDatabase(db => db.Set<Order>().CountAsync(other => other.SessionId == rival.SessionId && other.Status == OrderStatus.Fulfilled));
        var toSend = await shop.InDatabase(db => db.Set<Order>().CountAsync(other => other.SessionId == rival.SessionId && other.Status == OrderStatus.Confirmed));
        toSend.ShouldBe(0, seed);
        var confirmed = ended.Status == OrderStatus.Confirmed ? 1 : 0;
        (sold + confirmed).ShouldBeLessThanOrEqualTo(1, seed);
        (await shop.AtTheProvider(order.Id)).ShouldBe(confirmed == 1 ? (1000, 0, 0) : (0, 0, 0), seed);
        var level = (await shop.Level(goods, shop.Leeds))!;
        (level.OnHand, level.Allocated).ShouldBe((1 - sold, confirmed), seed);
        return ended.Status;
    }

    private async Task RunAsync<TJob>()
        where TJob : OmniCommerce.Platform.Jobs.IPeriodicJob
    {
        await using var scope = shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(TestContext.Current.CancellationToken);
    }
}
