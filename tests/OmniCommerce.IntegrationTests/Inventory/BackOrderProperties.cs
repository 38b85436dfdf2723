using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;

namespace OmniCommerce.IntegrationTests.Inventory;

/// <summary>What is sold before it is there, in whatever order it is sold, comes, is called off and leaves: a queue in memory agrees with the database.</summary>
public sealed class BackOrderProperties(StockShop shop) : IClassFixture<StockShop>
{
    private static readonly int Runs = Seeds.Of(15).Count();

    private static readonly Gen<(int Act, int Quantity)[]> Anything =
        (from act in Gen.Choose(0, 9)
         from quantity in Gen.Choose(1, 5)
         select (act, quantity)).ArrayOf(25);

    [Fact]
    public async Task Any_sequence_of_selling_ahead_and_receiving_leaves_what_a_queue_says()
    {
        foreach (var steps in Seeds.Cases(Anything, Runs))
        {
            var queue = new BackOrderModel(shop, await shop.Goods());
            await queue.AllowAsync(6);
            for (var i = 0; i < steps.Length; i++)
            {
                await queue.DoAsync(steps[i].Act, steps[i].Quantity);
                await queue.AgreesAsync(string.Join("; ", steps.Take(i + 1)));
            }
        }

        await shop.TheBooksAreRight();
    }
}

/// <summary>One variant at one location, and who waits for it, the oldest first.</summary>
internal sealed class BackOrderModel(StockShop shop, VariantId variant)
{
    private readonly List<(HoldId Id, int Shelf, int Waits)> _holds = [];
    private readonly List<Waiting> _orders = [];
    private int _onHand;
    private int _limit;

    private int Held => _holds.Sum(hold => hold.Shelf);

    private int Allocated => _orders.Sum(order => order.Shelf);

    private int Free => _onHand - Held - Allocated;

    private int Ahead => _holds.Sum(hold => hold.Waits) + _orders.Sum(order => order.Waits);

    public async Task AllowAsync(int limit)
    {
        (await shop.Send(new AllowBackOrders(shop.Till(), variant, limit, null, null))).IsRefused.ShouldBeFalse();
        _limit = limit;
    }

    public async Task DoAsync(int act, int quantity)
    {
        switch (act)
        {
            case 0 or 1 or 2:
                if (await HoldAsync(quantity) is { } hold && act > 0)
                    await OrderAsync(hold);
                break;
            case 3 when _holds.Count > 0:
                await Done(new ReleaseStock(_holds[0].Id));
                _holds.RemoveAt(0);
                break;
            case 4 or 5:
                await Done(new BookReceipt(shop.Till(), null, [new(variant, quantity)], null, null));
                _onHand += quantity;
                break;
            case 6 when _orders.Count > 0:
                await Done(new SellAllocatedStock(_orders[0].Id));
                _onHand -= _orders[0].Shelf;
                _orders[0].Shelf = 0;
                break;
            case 7 when _orders.Count > 0:
                var off = _orders[quantity % _orders.Count];
                await Done(new ReleaseAllocatedStock(off.Id, null));
                _orders.Remove(off);
                break;
            case 8:
                var can = Free >= quantity;
                (await shop.Send(new WriteOffStock(variant, shop.Leeds, quantity, "broken"))).IsRefused.ShouldBe(!can);
                _onHand -= can ? quantity : 0;
                break;
            case 9:
                await AllowAsync(quantity + 2);
                break;
        }

        await ServeAsync();
    }

    public async Task AgreesAsync(string because)
    {
        var level = (await shop.Stock.LevelsAsync([variant], Token))[variant].SingleOrDefault();
        (level?.OnHand ?? 0, level?.Held ?? 0, level?.Allocated ?? 0).ShouldBe((_onHand, Held, Allocated), because);
        var terms = (await shop.Services.GetRequiredService<ReadIncoming>().TermsAsync([variant], Token))[variant];
        terms.Left.ShouldBe(Math.Max(0, _limit - Ahead), because);
        var stored = await shop.InDatabase(db => shop.Stock.OfOrdersAsync(db, [.. _orders.Select(order => order.Id)], Token));
        foreach (var order in _orders)
        {
            var parts = stored[order.Id].ToLookup(part => part.LocationId == StockAllocation.Nowhere, part => part.Quantity);
            (parts[false].Sum(), parts[true].Sum()).ShouldBe((order.Shelf, order.Waits), because);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<(HoldId Id, int Shelf, int Waits)?> HoldAsync(int quantity)
    {
        var shelf = Math.Min(Math.Max(Free, 0), quantity);
        var can = quantity - shelf <= Math.Max(0, _limit - Ahead);
        var id = await shop.TryHold((variant, quantity));
        (id is not null).ShouldBe(can, $"{quantity} of {Free}, {Ahead} of {_limit} ahead");
        if (id is null)
            return null;
        _holds.Add((id.Value, shelf, quantity - shelf));
        return _holds[^1];
    }

    private async Task OrderAsync((HoldId Id, int Shelf, int Waits) hold)
    {
        var order = NewId.Of<OrderId>(shop.Clock);
        await Done(new AllocateHeldStock(hold.Id, order));
        _holds.Remove(hold);
        _orders.Add(new Waiting(order) { Shelf = hold.Shelf, Waits = hold.Waits });
    }

    private async Task ServeAsync()
    {
        await using var scope = shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ServeFromFreed>().RunAsync(Token);
        foreach (var order in _orders)
        {
            var served = Math.Min(Free, order.Waits);
            (order.Shelf, order.Waits) = (order.Shelf + served, order.Waits - served);
        }
    }

    private async Task Done<T>(MediatR.IRequest<Result<T>> request)
        where T : notnull => (await shop.Send(request)).IsRefused.ShouldBeFalse($"{request}");

    private sealed class Waiting(OrderId id)
    {
        public OrderId Id => id;

        public int Shelf { get; set; }

        public int Waits { get; set; }
    }
}
