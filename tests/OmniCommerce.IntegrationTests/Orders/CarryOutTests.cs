using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Platform.Persistence;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>A till sells what another node is just letting go, or taking.</summary>
public sealed class CarryOutTests(InterruptedShop shop) : IClassFixture<InterruptedShop>
{
    [Fact]
    public async Task F1_What_becomes_free_in_the_midst_of_a_tills_sale_is_carried_out_or_not_sold_but_never_sent()
    {
        await shop.NeedsWriters();
        var ends = new HashSet<OrderStatus?>();
        for (var statement = 1; ; statement++)
        {
            var (goods, shopper, till) = (await shop.Goods(quantity: 1), shop.Shopper(), shop.Till());
            await shop.Cart(shopper, (goods, 1));
            await shop.Cart(till, (goods, 1));
            await shop.Done(new HoldCart(shopper, null, null, null));

            var (held, wasInterrupted) = await shop.Interrupted(
                () => shop.Send(new HoldCart(till, null, null, null)), statement, () => shop.Done(new ReleaseCart(shopper, null, null)));
            if (!wasInterrupted)
                break;
            if (held.IsRefused)
            {
                ends.Add(null);
                continue;
            }

            var order = await shop.Order((await shop.Place(till, null, Cash(1000))).Value);
            ends.Add(order.Status);
            order.Status.ShouldBe(OrderStatus.Fulfilled, $"freed after statement {statement}");
        }

        // Otherwise nothing was at stake.
        ends.ShouldBe([null, OrderStatus.Fulfilled], ignoreOrder: true);
    }

    [Fact]
    public async Task F1_What_is_taken_off_the_shelf_in_the_midst_of_a_tills_sale_is_sent_from_elsewhere()
    {
        await shop.NeedsWriters();
        var ends = new HashSet<OrderStatus>();
        for (var statement = 1; ; statement++)
        {
            var (goods, shopper, till) = (await shop.Goods(quantity: 1, york: 1), shop.Shopper(), shop.Till());
            await shop.Cart(shopper, (goods, 1));
            await shop.Done(new ChooseDelivery(shopper, null, new DeliveryInput(CollectAt: shop.Leeds), null));
            await shop.Cart(till, (goods, 1));

            var (held, wasInterrupted) = await shop.Interrupted(
                () => shop.Send(new HoldCart(till, null, null, null)), statement, () => shop.Send(new HoldCart(shopper, null, null, null)));
            if (!wasInterrupted)
                break;
            held.IsRefused.ShouldBeFalse($"taken after statement {statement}");
            ends.Add((await shop.Order((await shop.Place(till, null, Cash(1000))).Value)).Status);
        }

        ends.ShouldBe([OrderStatus.Confirmed]);
    }

    [Fact]
    public async Task F1_What_is_taken_off_the_shelf_in_the_midst_of_a_sale_is_not_carried_out_of_another_store()
    {
        await shop.NeedsWriters();
        var ends = new HashSet<bool>();
        for (var statement = 1; ; statement++)
        {
            var (goods, shopper, till) = (await shop.Goods(quantity: 1, york: 2), shop.Shopper(), shop.Till());
            await shop.Cart(shopper, (goods, 1));
            await shop.Done(new ChooseDelivery(shopper, null, new DeliveryInput(CollectAt: shop.Leeds), null));
            var cart = await shop.Cart(till, (goods, 2));
            var line = await shop.InDatabase(db => db.Set<CartLine>().Where(line => line.CartId == cart).Select(line => line.Id).SingleAsync());
            var sent = new DeliveryInput(ShipTo: new AddressInput("Ada", "1 High Street", null, "Oxford", "OX1 1AA", null, "GB"));
            await shop.Done(new ChooseDelivery(till, null, sent, null, CarryOut: [new(line, 1)]));

            var (held, wasInterrupted) = await shop.Interrupted(
                () => shop.Send(new HoldCart(till, null, null, null)), statement, () => shop.Send(new HoldCart(shopper, null, null, null)));
            ends.Add(held.IsRefused);
            if (!wasInterrupted)
                break;
            held.Refusals.ShouldHaveSingleItem($"taken after statement {statement}").ShouldBeOfType<OutOfStock>().Store.ShouldBe("Store 1");
        }

        // Otherwise nothing was at stake.
        ends.ShouldBe([true, false]);
    }
}

/// <summary>Something else is done, by another connection, when a step has come to a certain statement.</summary>
public sealed class InterruptedShop : OrderShop
{
    private readonly Interruption _interruption = new();

    /// <summary>SQLite has one writer at a time: there nothing comes between.</summary>
    internal async Task NeedsWriters() => Assert.SkipWhen(
        await InDatabase(db => Task.FromResult(db.Database.ProviderName!.Contains("Sqlite", StringComparison.Ordinal))), "SQLite has one writer.");

    /// <summary>Does the step, and the other thing after so many of its statements; says whether it had so many before it took goods. Then others wait for it.</summary>
    internal async Task<(T Result, bool WasInterrupted)> Interrupted<T>(Func<Task<T>> step, int after, Func<Task> by)
    {
        using var around = _interruption.Around(after, by);
        var result = await step();
        return (result, around.Came);
    }

    protected override void AddServices(IServiceCollection services)
    {
        base.AddServices(services);
        services.ConfigureDbContext<CommerceDbContext>(options => options.AddInterceptors(_interruption));
    }

    private sealed class Interruption : DbCommandInterceptor
    {
        private readonly AsyncLocal<Step?> _step = new();

        public Step Around(int after, Func<Task> by) => _step.Value = new Step(this, after, by);

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            await CountAsync(command);
            return result;
        }

        public override async ValueTask<int> NonQueryExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            await CountAsync(command);
            return result;
        }

        private async Task CountAsync(DbCommand command)
        {
            if (_step.Value is not { Came: false } step)
                return;
            step.HasTaken |= command.CommandText.StartsWith("UPDATE stock_levels", StringComparison.Ordinal);
            if (step.HasTaken || --step.Left > 0)
                return;
            step.Came = true;
            await step.By();
        }

        public sealed class Step(Interruption of, int left, Func<Task> by) : IDisposable
        {
            public int Left { get; set; } = left;

            public Func<Task> By { get; } = by;

            public bool Came { get; set; }

            public bool HasTaken { get; set; }

            public void Dispose() => of._step.Value = null;
        }
    }
}
