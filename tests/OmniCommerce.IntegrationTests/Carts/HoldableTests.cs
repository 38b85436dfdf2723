using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Features;
using OmniCommerce.IntegrationTests.Orders;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.IntegrationTests.Carts;

/// <summary>A kind of thing to hold that the shop does not know: one class and one registration.</summary>
public sealed class HoldableTests(HoldableTests.Shop shop) : IClassFixture<HoldableTests.Shop>
{
    [Fact]
    public async Task One_more_kind_is_taken_and_given_back_with_all_others()
    {
        var shopper = shop.Shopper();
        var cart = await shop.Cart(shopper, (await shop.Goods(), 1));

        await shop.Done(new HoldCart(shopper, cart, null, null));
        shop.Gifts.Held.ShouldHaveSingleItem();
        await shop.Done(new ReleaseCart(shopper, cart, null));

        shop.Gifts.Held.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_more_kind_is_kept_by_the_order_with_all_others()
    {
        var order = await shop.Ordered(shop.Till(), [new TenderOffer { Kind = TenderKind.Cash, Amount = new Money(5_000, Currency.Of("GBP")) }], (await shop.Goods(), 1));

        shop.Gifts.Held.ShouldBeEmpty();
        shop.Gifts.Kept.ShouldContain(order.Id);
    }

    [Fact]
    public async Task What_one_more_kind_refuses_stops_the_hold_and_nothing_is_taken()
    {
        var (shopper, goods) = (shop.Shopper(), await shop.Goods(5));
        await shop.Cart(shopper, (goods, Gifts.TooMany));

        (await shop.Send(new HoldCart(shopper, null, null, null))).Refusals.ShouldHaveSingleItem().ShouldBe(Gifts.Refusal);

        (await shop.Level(goods, shop.Leeds))!.Held.ShouldBe(0);
    }

    public sealed class Shop : OrderShop
    {
        internal Gifts Gifts => Services.GetRequiredService<Gifts>();

        protected override void AddServices(IServiceCollection services)
        {
            base.AddServices(services);
            services.AddSingleton<Gifts>().AddScoped<IHoldable>(provider => provider.GetRequiredService<Gifts>());
        }
    }

    /// <summary>A gift with every cart but the largest.</summary>
    internal sealed class Gifts : IHoldable
    {
        public const int TooMany = 5;

        public static InvalidInput Refusal { get; } = new("No gift is that large.", ["lines"]);

        public HashSet<HoldId> Held { get; } = [];

        public HashSet<OrderId> Kept { get; } = [];

        public Task<Result<Done>> TakeAsync(Taking taking, CancellationToken cancellationToken)
        {
            if (taking.Cart.Lines.Sum(line => line.Quantity) >= TooMany)
                return Task.FromResult<Result<Done>>(Refusal);
            Held.Add(taking.Id).ShouldBeTrue();
            return Task.FromResult<Result<Done>>(default(Done));
        }

        public Task<Result<Done>> ReleaseAsync(Releasing releasing, CancellationToken cancellationToken)
        {
            Held.Remove(releasing.Id).ShouldBeTrue();
            return Task.FromResult<Result<Done>>(default(Done));
        }

        public Task<Result<Done>> CommitAsync(Committing committing, CancellationToken cancellationToken)
        {
            Held.Remove(committing.Id).ShouldBeTrue();
            Kept.Add(committing.OrderId);
            return Task.FromResult<Result<Done>>(default(Done));
        }
    }
}
