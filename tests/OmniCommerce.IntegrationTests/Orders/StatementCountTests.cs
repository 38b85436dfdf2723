using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Features;
using OmniCommerce.Platform.Persistence;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>What the database is asked for the shop's busiest steps, the payment sandbox included. Fewer is welcome: then the limit here goes down with it.</summary>
public sealed class StatementCountTests(CountedShop shop) : IClassFixture<CountedShop>
{
    private const int MostToAdd = 3;
    private const int MostToHold = 7;
    private const int MostToPlace = 24;
    private const int MostToSellAtATill = 25;

    [Fact]
    public async Task Adding_to_a_cart_and_placing_an_order_of_two_lines_take_no_more_statements_than_they_need()
    {
        var (one, other, shopper) = (await shop.Goods(), await shop.Goods(), shop.Shopper());
        await shop.Ordered(shopper, [Card()], (one, 1), (other, 1));
        await shop.Cart(shopper, (one, 1));

        (await shop.CommandsOf(() => shop.Cart(shopper, (other, 1)))).ShouldBeLessThanOrEqualTo(MostToAdd);
        (await shop.CommandsOf(async () => (await shop.Place(shopper, null, Card())).Value)).ShouldBeLessThanOrEqualTo(MostToPlace);
    }

    [Fact]
    public async Task Holding_a_cart_of_two_lines_takes_no_more_statements_than_it_needs()
    {
        var (one, other, earlier, shopper) = (await shop.Goods(), await shop.Goods(), shop.Shopper(), shop.Shopper());
        await shop.Cart(earlier, (one, 1), (other, 1));
        await shop.Done(new HoldCart(earlier, null, null, Guid.NewGuid()));
        await shop.Cart(shopper, (one, 1), (other, 1));

        (await shop.CommandsOf(() => shop.Done(new HoldCart(shopper, null, null, Guid.NewGuid())))).ShouldBeLessThanOrEqualTo(MostToHold);
    }

    [Fact]
    public async Task Selling_two_lines_for_cash_at_a_till_takes_no_more_statements_than_it_needs()
    {
        var (one, other, till) = (await shop.Goods(), await shop.Goods(), shop.Till());
        await shop.Ordered(till, [Cash(2000)], (one, 1), (other, 1));
        await shop.Cart(till, (one, 1), (other, 1));

        (await shop.CommandsOf(async () => (await shop.Place(till, null, Cash(2000))).Value)).ShouldBeLessThanOrEqualTo(MostToSellAtATill);
    }
}

/// <summary>Counts what is sent to the database. A batch of several rows counts as what it is for most databases: one command.</summary>
public sealed class CountedShop : OrderShop
{
    private readonly Counter _counter = new();

    internal async Task<int> CommandsOf<T>(Func<Task<T>> step)
    {
        var before = _counter.Count;
        await step();
        return _counter.Count - before;
    }

    protected override void AddServices(IServiceCollection services)
    {
        base.AddServices(services);
        services.ConfigureDbContext<CommerceDbContext>(options => options.AddInterceptors(_counter));
    }

    private sealed class Counter : DbCommandInterceptor
    {
        // What the node looks after now and then, whoever asks it what.
        private static readonly string[] AtMostOnceASecond = ["change_counts", "webhook_endpoint"];

        private int _count;

        public int Count => Volatile.Read(ref _count);

        public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
        {
            if (!Array.Exists(AtMostOnceASecond, table => result.CommandText.Contains(table, StringComparison.Ordinal)))
                Interlocked.Increment(ref _count);
            return result;
        }
    }
}
