using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Features;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Features;

namespace OmniCommerce.IntegrationTests.Carts;

public sealed class MergeCartsTests(CartShop shop) : IClassFixture<CartShop>
{
    private readonly Caller _guest = CartShop.Guest();
    private readonly CustomerId _customer = new(Guid.NewGuid());

    private Caller Customer => CartShop.Guest("phone") with { CustomerId = _customer };

    [Fact]
    public async Task A_customer_without_a_cart_takes_the_guests_over()
    {
        var tea = await shop.ArticleAsync();
        var cart = await shop.CartAsync(_guest, (tea, 2));

        var report = await MergeAsync(CartMergeStrategy.Sum);

        report.Kept.ShouldHaveSingleItem().Quantity.ShouldBe(2);
        (await shop.CurrentAsync(_guest.SessionId, _customer)).ShouldNotBeNull().Id.ShouldBe(cart);
        (await shop.CurrentAsync(_guest.SessionId)).ShouldBeNull();
        (await MergeAsync(CartMergeStrategy.Sum)).ShouldBe(CartMergeReport.Nothing);
    }

    [Fact]
    public async Task Two_carts_come_together_and_the_report_says_what_became_of_each_line()
    {
        var (both, scarce, own, guests, gone) = (
            await shop.ArticleAsync(), await shop.ArticleAsync(stock: 4), await shop.ArticleAsync(), await shop.ArticleAsync(), await shop.ArticleAsync());
        var mine = await shop.CartAsync(Customer, (both, 1), (scarce, 3), (own, 1));
        var guest = await shop.CartAsync(_guest, (both, 2), (scarce, 2), (guests, 1), (gone, 1));
        await shop.TakeOffSaleAsync(gone);

        var report = await MergeAsync(CartMergeStrategy.Sum);

        report.Kept.Select(line => (line.VariantId, line.Quantity)).ShouldBe([(own.Id, 1), (guests.Id, 1)]);
        report.Summed.Select(line => (line.VariantId, line.Quantity)).ShouldBe([(both.Id, 3)]);
        report.Capped.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            cap => cap.Line.Quantity.ShouldBe(4), cap => cap.Wanted.ShouldBe(5), cap => cap.Reason.ShouldBe("Only 4 are left."));
        report.Dropped.ShouldBe([new CartMergeDrop(gone.Sku, 1, "It is no longer sold.")]);
        (await shop.ReadAsync(mine)).Lines.Select(line => (line.VariantId, line.Quantity))
            .ShouldBe([(both.Id, 3), (scarce.Id, 4), (own.Id, 1), (guests.Id, 1)]);
        (await shop.ReadAsync(guest)).Status.ShouldBe(CartStatus.Merged);
        (await shop.AddAsync(_guest, both, 1, guest)).Refusals.ShouldHaveSingleItem().ShouldBe(new CartNotOpen(CartStatus.Merged));
    }

    [Theory]
    [InlineData(CartMergeStrategy.Sum, 5)]
    [InlineData(CartMergeStrategy.Max, 3)]
    [InlineData(CartMergeStrategy.KeepMine, 2)]
    [InlineData(CartMergeStrategy.KeepGuest, 3)]
    public async Task A_merge_that_is_asked_for_many_times_at_once_happens_once(CartMergeStrategy strategy, int expected)
    {
        var tea = await shop.ArticleAsync();
        var mine = await shop.CartAsync(Customer, (tea, 2));
        await shop.CartAsync(_guest, (tea, 3));

        var reports = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => MergeAsync(strategy)));

        reports.Count(report => report != CartMergeReport.Nothing).ShouldBe(1);
        (await shop.ReadAsync(mine)).ItemCount.ShouldBe(expected);
    }

    [Fact]
    public async Task Goods_that_the_guest_held_are_free_after_the_merge()
    {
        var tea = await shop.ArticleAsync(stock: 10);
        await shop.CartAsync(Customer, (tea, 1));
        await shop.CartAsync(_guest, (tea, 4));
        await shop.Send(new HoldCart(_guest, null, null, null));

        (await MergeAsync(CartMergeStrategy.Sum)).Summed.ShouldHaveSingleItem().Quantity.ShouldBe(5);

        (await shop.StockAsync(tea)).ShouldBe((10, 0, 0));
    }

    [Theory]
    [InlineData(4, 5, null)]
    [InlineData(5, 5, "Only 5 are left.")]
    public async Task What_may_be_sold_before_it_comes_is_not_cut(int guests, int merged, string? because)
    {
        var tea = await shop.ArticleAsync(stock: 2);
        (await shop.Send(new AllowBackOrders(CartShop.Till(await shop.StoreAsync), tea.Id, 3, null, null))).IsRefused.ShouldBeFalse();
        var mine = await shop.CartAsync(Customer, (tea, 1));
        await shop.CartAsync(_guest, (tea, guests));

        var report = await MergeAsync(CartMergeStrategy.Sum);

        (await shop.ReadAsync(mine)).ItemCount.ShouldBe(merged);
        report.Capped.SingleOrDefault()?.Reason.ShouldBe(because);
        (report.Capped.Count == 0).ShouldBe(because is null);
        (await shop.Send(new HoldCart(Customer, mine, null, null))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task An_untouched_guest_cart_leaves_the_customers_as_it_is()
    {
        var tea = await shop.ArticleAsync();
        var mine = await shop.ReadAsync(await shop.CartAsync(Customer, (tea, 2)));
        await shop.Send(new OpenCart(_guest.SessionId, null, CartShop.Pounds));

        (await MergeAsync(CartMergeStrategy.KeepGuest)).ShouldBe(CartMergeReport.Nothing);

        (await shop.ReadAsync(mine.Id)).Version.ShouldBe(mine.Version);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(0, 3)]
    [InlineData(2, 3)]
    public async Task Who_has_not_heard_yet_that_the_shopper_signed_in_puts_nothing_where_nobody_looks(int guests, int own)
    {
        var (tea, session) = (await shop.ArticleAsync(), await SessionAsync());
        var (stale, signedIn) = (_guest with { SessionId = session }, Customer with { SessionId = session });
        if (guests > 0)
            await shop.CartAsync(stale, (tea, guests));
        if (own > 0)
            await shop.CartAsync(Customer, (tea, own));
        await shop.Send(new SignSessionIn(session, _customer));
        await shop.Send(new MergeCartsAtSignIn(session, _customer, CartMergeStrategy.Sum));

        (await shop.AddAsync(stale, tea, 1)).Refusals.ShouldHaveSingleItem().ShouldBe(new CartNotOpen(CartStatus.Merged));

        (await shop.AddAsync(signedIn, tea, 1)).IsRefused.ShouldBeFalse();
        (await shop.CurrentAsync(session, _customer)).ShouldNotBeNull().ItemCount.ShouldBe(guests + own + 1);
        (await shop.CurrentAsync(session)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_finds_that_another_has_ended_the_hold_of_a_cart_reads_the_cart_again()
    {
        var tea = await shop.ArticleAsync();
        var id = await shop.CartAsync(_guest, (tea, 1));
        await shop.Send(new HoldCart(_guest, id, null, null));
        await using var scope = shop.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CommerceDbContext>();
        var cart = await db.Set<Cart>().SingleAsync(one => one.Id == id, TestContext.Current.CancellationToken);
        await shop.Send(new ReleaseCart(_guest, id, null));

        var ending = () => scope.ServiceProvider.GetRequiredService<Holds>().EndAsync(cart.HoldId!.Value, HoldStatus.Released, null, TestContext.Current.CancellationToken);

        await ending.ShouldThrowAsync<DbUpdateConcurrencyException>();
    }

    [Fact]
    public async Task A_customers_cart_is_the_same_in_every_session()
    {
        var tea = await shop.ArticleAsync();
        var (phone, laptop) = (Customer, Customer with { SessionId = new SessionId(Guid.NewGuid()) });

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => shop.AddAsync(i % 2 == 0 ? phone : laptop, tea, 1)));

        results.Select(result => result.Value).Distinct().ShouldHaveSingleItem();
        (await shop.CurrentAsync(laptop.SessionId, _customer)).ShouldNotBeNull().ItemCount.ShouldBe(8);
    }

    private async Task<SessionId> SessionAsync() =>
        (await shop.Send(new StartSession(new DeviceClaim("Browser", Channel.Web, null), null, null, null))).Value.Session.Id;

    private async Task<CartMergeReport> MergeAsync(CartMergeStrategy strategy) => (await shop.Send(new MergeCartsAtSignIn(_guest.SessionId!.Value, _customer, strategy))).Value;
}
