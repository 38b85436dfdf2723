using MediatR;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Carts;

/// <summary>What others see of a cart: its changes, its problems, itself.</summary>
public sealed class WatchCartTests(CartShop shop) : IClassFixture<CartShop>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watcher_sees_each_change_with_the_device_that_made_it_and_the_cart_as_it_is()
    {
        var (guest, tea) = (CartShop.Guest("Ada's laptop"), await shop.ArticleAsync());
        var cart = await shop.CartAsync(guest, (tea, 1));
        await using var scope = shop.Services.CreateAsyncScope();
        await using var changes = Watch(cart, guest, scope).GetAsyncEnumerator(Token);

        var first = changes.MoveNextAsync();
        // It listens once it has read that the watcher may.
        await Task.Delay(1_000, Token);
        await shop.AddAsync(CartShop.Till(), tea, 1, cart);
        (await first.AsTask().WaitAsync(TimeSpan.FromMinutes(1), Token)).ShouldBeTrue();
        (changes.Current.Channel, changes.Current.Device, changes.Current.Cart.ItemCount).ShouldBe((Channel.Pos, "till 1", 2));

        await shop.Send(new HoldCart(guest, null, 30, null));
        await changes.MoveNextAsync();
        (changes.Current.Device, changes.Current.Cart.Status).ShouldBe(("Ada's laptop", CartStatus.Held));

        shop.Clock.Advance(TimeSpan.FromSeconds(31));
        await shop.SweepAsync();
        await changes.MoveNextAsync();
        (changes.Current.Channel, changes.Current.Device, changes.Current.Cart.Status).ShouldBe((Channel.Web, null, CartStatus.Open));
    }

    [Fact]
    public async Task A_refused_change_is_not_told()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(stock: 2));
        var cart = await shop.CartAsync(guest, (tea, 1));
        await using var told = shop.Services.GetRequiredService<IBroadcast>().Listen<CartChanged>(CartChanged.Topic(cart), Token).GetAsyncEnumerator(Token);
        var first = told.MoveNextAsync();

        await shop.AddAsync(guest, tea, 5);
        await shop.AddAsync(guest with { DeviceName = "phone" }, tea, 1);

        await first;
        told.Current.Device.ShouldBe("phone");
    }

    [Fact]
    public async Task Whoever_may_not_see_a_cart_cannot_watch_it()
    {
        var cart = await shop.CartAsync(CartShop.Guest(), (await shop.ArticleAsync(), 1));
        await using var scope = shop.Services.CreateAsyncScope();

        async Task<string> CodeAsync(CartId id) =>
            (await Should.ThrowAsync<GraphQLException>(async () => await Watch(id, CartShop.Guest(), scope).GetAsyncEnumerator(Token).MoveNextAsync())).Code;

        (await CodeAsync(cart)).ShouldBe("FORBIDDEN");
        (await CodeAsync(new CartId(Guid.NewGuid()))).ShouldBe("NOT_FOUND");
    }

    [Fact]
    public async Task A_cart_is_seen_by_its_session_its_customer_and_tills()
    {
        var (guest, customer) = (CartShop.Guest(), new CustomerId(Guid.NewGuid()));
        var cart = await shop.CartAsync(guest, (await shop.ArticleAsync(), 1));

        (await SeenByAsync(guest, cart)).ShouldBeTrue();
        (await SeenByAsync(CartShop.Till(), cart)).ShouldBeTrue();
        (await SeenByAsync(CartShop.Guest(), cart)).ShouldBeFalse();
        (await SeenByAsync(guest with { SessionId = null }, cart)).ShouldBeFalse();

        await shop.Send(new MergeCartsAtSignIn(guest.SessionId!.Value, customer, CartMergeStrategy.Sum));
        (await SeenByAsync(CartShop.Guest() with { CustomerId = customer }, cart)).ShouldBeTrue();
        (await SeenByAsync(guest, cart)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_carts_problems_are_what_stands_between_it_and_an_order()
    {
        var (guest, gone, scarce) = (CartShop.Guest(), await shop.ArticleAsync(), await shop.ArticleAsync(stock: 3));
        await shop.Send(new SaveCoupon("FLEETING", 10, null, null, null));
        var id = (await shop.Send(new OpenCart(guest.SessionId, null, CartShop.Pounds))).Value;
        (await ProblemsAsync(id)).ShouldHaveSingleItem().ShouldBeOfType<CartEmpty>();

        await shop.CartAsync(guest, (gone, 1), (scarce, 3));
        await shop.Send(new ApplyCartCode(guest, null, "FLEETING", null));
        (await ProblemsAsync(id)).ShouldBeEmpty();

        await shop.TakeOffSaleAsync(gone);
        await shop.Send(new WriteOffStock(scarce.Id, await shop.StoreAsync, 1, "broken"));
        await shop.Send(new SaveCoupon("FLEETING", 10, null, null, shop.Clock.Now.AddMinutes(-1)));

        var cart = await shop.ReadAsync(id);
        var problems = await ProblemsAsync(id);
        problems[0].ShouldBe(new NoLongerSold(cart.Lines[0].Id, gone.Sku));
        problems[1].ShouldBe(new OutOfStock(scarce.Sku, 3, 2));
        problems[2].ShouldBeOfType<CodeRejected>().Reason.ShouldBe("EXPIRED");
        problems.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_session_begins_with_a_cart_and_gets_another_where_it_has_none()
    {
        var session = new ShopperSession
        {
            Id = new SessionId(Guid.NewGuid()),
            CustomerId = null,
            LocationId = null,
            Locale = "en-GB",
            Currency = CartShop.Pounds,
            StartedAt = shop.Clock.Now,
            ExpiresAt = shop.Clock.Now.AddDays(30),
        };
        await using var scope = shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Publish(new SessionStarted(session), Token);
        await scope.ServiceProvider.GetRequiredService<CommerceDbContext>().SaveChangesAsync(Token);

        var cart = (await shop.CurrentAsync(session.Id)).ShouldNotBeNull();
        (await CartOfAsync(session)).Id.ShouldBe(cart.Id);

        var signedIn = session with { CustomerId = new CustomerId(Guid.NewGuid()) };
        var another = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CartOfAsync(signedIn)));
        another.Select(c => c.Id).Distinct().ShouldHaveSingleItem().ShouldNotBe(cart.Id);
    }

    [Fact]
    public async Task Only_idle_carts_that_are_no_customers_are_given_up()
    {
        var tea = await shop.ArticleAsync();
        var guest = CartShop.Guest();
        var idle = await shop.CartAsync(guest, (tea, 1));
        var customers = await shop.CartAsync(CartShop.Guest() with { CustomerId = new CustomerId(Guid.NewGuid()) }, (tea, 1));
        shop.Clock.Advance(TimeSpan.FromDays(91));
        var fresh = await shop.CartAsync(CartShop.Guest(), (tea, 1));

        await using var scope = shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AbandonIdleCarts>().RunAsync(Token);

        (await shop.ReadAsync(idle)).Status.ShouldBe(CartStatus.Abandoned);
        (await shop.ReadAsync(customers)).Status.ShouldBe(CartStatus.Open);
        (await shop.ReadAsync(fresh)).Status.ShouldBe(CartStatus.Open);
        (await shop.CartAsync(guest, (tea, 1))).ShouldNotBe(idle);
    }

    private static IAsyncEnumerable<CartChange> Watch(CartId cart, Caller caller, AsyncServiceScope scope) => CartSubscriptions.CartChanged(
        cart, caller, scope.ServiceProvider.GetRequiredService<ICarts>(), scope.ServiceProvider.GetRequiredService<IBroadcast>(), Token);

    private async Task<bool> SeenByAsync(Caller caller, CartId cart)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        return await CartQueries.Cart(cart, caller, scope.ServiceProvider.GetRequiredService<ICarts>(), Token) is not null;
    }

    private async Task<PricedCart> CartOfAsync(ShopperSession session)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        return await SessionCart.Cart(session, scope.ServiceProvider.GetRequiredService<ICarts>(), scope.ServiceProvider.GetRequiredService<IMediator>(), Token);
    }

    private async Task<IReadOnlyList<ICartProblem>> ProblemsAsync(CartId cart)
    {
        var services = shop.Services;
        return await CartType.Problems(
            await shop.ReadAsync(cart), CartShop.Guest(), services.GetRequiredService<ICatalog>(), services.GetRequiredService<IStock>(), services.GetRequiredService<IPickUps>(),
            services.GetRequiredService<ILocations>(), services.GetRequiredService<ICartPricing>(), Token);
    }
}
