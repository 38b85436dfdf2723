using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Carts;

public sealed class HoldCartTests(CartShop shop) : IClassFixture<CartShop>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hold_takes_stock_coupons_and_gift_card_money_together_and_gives_them_back_together()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(price: 1_000, stock: 10));
        var (coupon, card) = await CodesAsync(guest, await shop.CartAsync(guest, (tea, 4)), giftCard: 1_500);

        var cart = await shop.ReadAsync((await HoldAsync(guest)).Value);
        (cart.Status, cart.Total).ShouldBe((CartStatus.Held, CartShop.Gbp(3_600)));
        cart.Hold.ShouldNotBeNull().ExpiresAt.ShouldBe(shop.Clock.Now.AddSeconds(900), TimeSpan.FromSeconds(5));
        cart.PriceTrace[^1].Amount.ShouldBe(CartShop.Gbp(1_500));
        (await shop.StockAsync(tea)).ShouldBe((10, 4, 0));
        (await UsesAsync(coupon)).ShouldBe(1);
        (await BalanceAsync(card)).ShouldBe(CartShop.Gbp(0));

        (await shop.Send(new ReleaseCart(guest, null, null))).IsRefused.ShouldBeFalse();
        var released = await shop.ReadAsync(cart.Id);
        (released.Status, released.Hold).ShouldBe((CartStatus.Open, null));
        (await shop.StockAsync(tea)).ShouldBe((10, 0, 0));
        (await UsesAsync(coupon)).ShouldBe(0);
        (await BalanceAsync(card)).ShouldBe(CartShop.Gbp(1_500));
        (await shop.StatusAsync(cart.Hold!.Id)).ShouldBe(HoldStatus.Released);
        (await shop.Send(new ReleaseCart(guest, null, null))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task A_hold_that_lacks_one_thing_takes_nothing()
    {
        var (guest, tea, scarce) = (CartShop.Guest(), await shop.ArticleAsync(stock: 10), await shop.ArticleAsync(stock: 3));
        var cart = await shop.CartAsync(guest, (tea, 2), (scarce, 3));
        var (coupon, card) = await CodesAsync(guest, cart, giftCard: 1_000);
        await shop.CartAsync(CartShop.Guest(), (scarce, 1));
        await shop.Send(new WriteOffStock(scarce.Id, await shop.StoreAsync, 1, "broken"));

        (await HoldAsync(guest)).Refusals.ShouldHaveSingleItem().ShouldBe(new OutOfStock(scarce.Sku, 3, 2));

        (await shop.StockAsync(tea)).ShouldBe((10, 0, 0));
        (await UsesAsync(coupon)).ShouldBe(0);
        (await BalanceAsync(card)).ShouldBe(CartShop.Gbp(1_000));
        (await shop.ReadAsync(cart)).Status.ShouldBe(CartStatus.Open);
    }

    [Fact]
    public async Task A_coupon_that_somebody_else_used_up_stops_the_hold_and_takes_no_stock()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(stock: 10));
        var (coupon, _) = await CodesAsync(guest, await shop.CartAsync(guest, (tea, 2)), giftCard: null, maxUses: 1);
        await shop.Send(new HoldCoupon(new HoldId(Guid.NewGuid()), coupon));

        (await HoldAsync(guest)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CodeRejected>().Reason.ShouldBe("USED_UP");

        (await shop.StockAsync(tea)).ShouldBe((10, 0, 0));
    }

    [Fact]
    public async Task Of_forty_carts_at_once_that_want_the_last_seven_seven_get_one()
    {
        var scarce = await shop.ArticleAsync(stock: 7);
        var guests = Enumerable.Range(0, 40).Select(_ => CartShop.Guest()).ToList();
        foreach (var guest in guests)
            await shop.CartAsync(guest, (scarce, 1));

        var results = await Task.WhenAll(guests.Select(guest => HoldAsync(guest)));

        results.Count(result => !result.IsRefused).ShouldBe(7);
        results.SelectMany(result => result.Refusals).ShouldAllBe(refusal => refusal is OutOfStock);
        (await shop.StockAsync(scarce)).ShouldBe((7, 7, 0));
    }

    [Fact]
    public async Task Two_lines_of_one_cart_never_share_the_same_goods()
    {
        var (till, scarce) = (CartShop.Till(await shop.StoreAsync), await shop.ArticleAsync(stock: 3));
        AddCartLine[] lines = [new(scarce.By, 2), new(scarce.By, 1, CartShop.Gbp(100))];
        var cart = (await shop.Send(new AddCartLines(till, null, lines, null))).Value;
        await shop.Send(new WriteOffStock(scarce.Id, await shop.StoreAsync, 1, "broken"));

        (await HoldAsync(till)).Refusals.ShouldHaveSingleItem().ShouldBe(new OutOfStock(scarce.Sku, 3, 2));
        (await shop.ReadAsync(cart)).Status.ShouldBe(CartStatus.Open);
    }

    [Fact]
    public async Task Two_devices_that_hold_one_cart_at_once_take_its_goods_once()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(stock: 10));
        await shop.CartAsync(guest, (tea, 2));

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => HoldAsync(guest)));

        results.ShouldAllBe(result => !result.IsRefused);
        (await shop.StockAsync(tea)).ShouldBe((10, 2, 0));
    }

    [Fact]
    public async Task Holding_a_held_cart_lets_the_hold_last_longer_never_shorter()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync());
        await shop.CartAsync(guest, (tea, 2));
        var first = await shop.ReadAsync((await HoldAsync(guest, 60)).Value);

        var longer = await shop.ReadAsync((await HoldAsync(guest, 600)).Value);
        var same = await shop.ReadAsync((await HoldAsync(guest, 30)).Value);

        longer.Hold!.Id.ShouldBe(first.Hold!.Id);
        longer.Hold.ExpiresAt.ShouldBe(first.Hold.ExpiresAt.AddSeconds(540), TimeSpan.FromSeconds(5));
        same.Hold.ShouldBe(longer.Hold);
        (await shop.StockAsync(tea)).Held.ShouldBe(2);
    }

    [Fact]
    public async Task Only_a_cart_with_something_in_it_is_held_for_as_long_as_a_hold_may_last()
    {
        var guest = CartShop.Guest();
        await shop.Send(new OpenCart(guest.SessionId, null, CartShop.Pounds));

        (await HoldAsync(guest)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<CartEmpty>();
        (await HoldAsync(guest, 29)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["seconds"]);
        (await HoldAsync(guest, 3_601)).IsRefused.ShouldBeTrue();
    }

    [Fact]
    public async Task A_line_that_is_no_longer_sold_stops_the_hold()
    {
        var (guest, gone) = (CartShop.Guest(), await shop.ArticleAsync());
        var cart = await shop.CartAsync(guest, (gone, 1));
        await shop.TakeOffSaleAsync(gone);

        (await HoldAsync(guest)).Refusals.ShouldHaveSingleItem().ShouldBe(new NotFound(gone.Sku, "variant on sale"));
        (await shop.ReadAsync(cart)).Lines.ShouldHaveSingleItem().IsSold.ShouldBeFalse();
    }

    [Fact]
    public async Task The_goods_come_from_where_they_are_collected()
    {
        var (guest, shelf) = (CartShop.Guest(), await shop.LocationAsync(Enum.GetValues<LocationService>()));
        var tea = await shop.ArticleAsync(stock: 10);
        await shop.CartAsync(guest, (tea, 2));
        await shop.Send(new ChooseDelivery(guest, null, new DeliveryInput { CollectAt = shelf }, null));

        (await HoldAsync(guest)).Refusals.ShouldHaveSingleItem().ShouldBe(new OutOfStock(tea.Sku, 2, 0));
        await shop.Send(new ReceiveStock(tea.Id, shelf, 2, "delivery"));
        (await HoldAsync(guest)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_till_sells_without_a_choice_is_carried_out_of_its_store_if_that_has_it()
    {
        var counter = await shop.LocationAsync(LocationService.Sells);
        var here = await shop.ArticleAsync(stock: 2, at: counter);
        var elsewhere = await shop.ArticleAsync(stock: 2);

        var first = CartShop.Till(counter);
        await shop.CartAsync(first, (here, 2));
        (await shop.ReadAsync((await HoldAsync(first)).Value)).Delivery.ShouldBe(new CarryOut(counter));

        var second = CartShop.Till(counter);
        await shop.CartAsync(second, (elsewhere, 2));
        (await shop.ReadAsync((await HoldAsync(second)).Value)).Delivery.ShouldBeNull();
    }

    [Fact]
    public async Task An_overdue_hold_is_swept_and_everything_is_back()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(stock: 10));
        var cart = await shop.CartAsync(guest, (tea, 4));
        var (coupon, card) = await CodesAsync(guest, cart, giftCard: 1_500);
        var hold = (await shop.ReadAsync((await HoldAsync(guest, 60)).Value)).Hold!.Id;

        await shop.SweepAsync();
        (await shop.StatusAsync(hold)).ShouldBe(HoldStatus.Held);
        shop.Clock.Advance(TimeSpan.FromSeconds(61));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => shop.SweepAsync()));

        (await shop.StatusAsync(hold)).ShouldBe(HoldStatus.Expired);
        (await shop.ReadAsync(cart)).Status.ShouldBe(CartStatus.Open);
        (await shop.StockAsync(tea)).ShouldBe((10, 0, 0));
        (await UsesAsync(coupon)).ShouldBe(0);
        (await BalanceAsync(card)).ShouldBe(CartShop.Gbp(1_500));
    }

    [Fact]
    public async Task What_is_overdue_is_free_at_once_for_whoever_wants_it()
    {
        var scarce = await shop.ArticleAsync(stock: 2);
        var (first, second) = (CartShop.Guest(), CartShop.Guest());
        await shop.CartAsync(first, (scarce, 2));
        await shop.CartAsync(second, (scarce, 2));
        await HoldAsync(first, 60);
        (await HoldAsync(second)).IsRefused.ShouldBeTrue();

        shop.Clock.Advance(TimeSpan.FromSeconds(61));

        (await HoldAsync(second)).IsRefused.ShouldBeFalse();
        (await shop.CurrentAsync(first.SessionId)).ShouldNotBeNull().Status.ShouldBe(CartStatus.Open);
        (await shop.StockAsync(scarce)).ShouldBe((2, 2, 0));
    }

    [Fact]
    public async Task An_overdue_hold_does_not_keep_its_own_cart_from_changing()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(stock: 10));
        await shop.CartAsync(guest, (tea, 2));
        await HoldAsync(guest, 60);
        shop.Clock.Advance(TimeSpan.FromSeconds(61));

        (await shop.AddAsync(guest, tea, 1)).IsRefused.ShouldBeFalse();

        (await shop.StockAsync(tea)).ShouldBe((10, 0, 0));
    }

    [Fact]
    public async Task A_committed_hold_becomes_the_orders_once_and_the_shopper_gets_a_new_cart()
    {
        var (guest, tea, order) = (CartShop.Guest(), await shop.ArticleAsync(price: 1_000, stock: 10), NewOrder());
        var cart = await shop.CartAsync(guest, (tea, 4));
        var (coupon, _) = await CodesAsync(guest, cart, giftCard: null);

        var checkedOut = (await shop.Send(new StartCheckout(guest, null))).Value;
        checkedOut.Cart.Total.ShouldBe(CartShop.Gbp(3_600));
        checkedOut.Coupons.ShouldBe([coupon]);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.Send(new CommitHold(checkedOut.HoldId, order))));

        results.Single(result => !result.IsRefused).Value.Parts.ShouldHaveSingleItem().Quantity.ShouldBe(4);
        results.Where(result => result.IsRefused).ShouldAllBe(result => result.Refusals[0] is HoldLost);
        (await shop.StockAsync(tea)).ShouldBe((10, 0, 4));
        (await UsesAsync(coupon)).ShouldBe(1);
        var before = await shop.ReadAsync(cart);
        (before.Status, before.Total).ShouldBe((CartStatus.Ordered, CartShop.Gbp(3_600)));
        var next = (await shop.CurrentAsync(guest.SessionId)).ShouldNotBeNull();
        (next.Id == cart, next.Status, next.Lines.Count).ShouldBe((false, CartStatus.Open, 0));
        (await shop.Send(new HoldCart(guest, cart, null, null))).Refusals.ShouldHaveSingleItem().ShouldBe(new CartNotOpen(CartStatus.Ordered));
    }

    [Fact]
    public async Task A_checkout_uses_the_hold_that_stands_and_lets_it_outlive_the_payment()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(stock: 10));
        await shop.CartAsync(guest, (tea, 2));
        var held = await shop.ReadAsync((await HoldAsync(guest, 60)).Value);

        var checkedOut = (await shop.Send(new StartCheckout(guest, null))).Value;

        checkedOut.HoldId.ShouldBe(held.Hold!.Id);
        checkedOut.Cart.Hold!.ExpiresAt.ShouldBe(shop.Clock.Now.AddSeconds(1_800), TimeSpan.FromSeconds(5));
        (await shop.ReadAsync(held.Id)).Hold.ShouldBe(checkedOut.Cart.Hold);
        (await shop.StockAsync(tea)).ShouldBe((10, 2, 0));
    }

    [Fact]
    public async Task A_checkout_takes_no_gift_card_money_by_itself()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(stock: 10));
        var (_, card) = await CodesAsync(guest, await shop.CartAsync(guest, (tea, 2)), giftCard: 500);

        await shop.Send(new StartCheckout(guest, null));

        (await BalanceAsync(card)).ShouldBe(CartShop.Gbp(500));
    }

    [Fact]
    public async Task Points_of_a_hold_are_spent_with_it_or_come_back_with_it()
    {
        var member = new CustomerId(Guid.NewGuid());
        await shop.Send(new OpenLoyaltyAccount(member));
        await shop.Send(new GrantPoints(member, 500, "welcome"));
        var (guest, tea) = (CartShop.Guest() with { CustomerId = member }, await shop.ArticleAsync());
        await shop.CartAsync(guest, (tea, 1));

        var first = (await shop.Send(new StartCheckout(guest, null))).Value.HoldId;
        await shop.Send(new HoldPoints(first, member, 200));
        await shop.Send(new ReleaseHold(first));
        (await shop.Send(new FindLoyaltyAccount(member)))!.Held.ShouldBe(0);

        var second = (await shop.Send(new StartCheckout(guest, null))).Value.HoldId;
        await shop.Send(new HoldPoints(second, member, 300));
        await shop.Send(new CommitHold(second, NewOrder()));
        var account = (await shop.Send(new FindLoyaltyAccount(member)))!;
        (account.Balance, account.Held).ShouldBe((200, 0));
    }

    /// <summary>The moment at which a hold expires is the moment at which its order is paid: one of them wins, whichever it is.</summary>
    [Fact]
    public async Task Expiry_at_the_moment_of_commit_sells_or_frees_never_both()
    {
        var tea = await shop.ArticleAsync(stock: 1_000);
        var (sold, freed) = (0, 0);
        for (var round = 0; round < 40; round++)
        {
            var guest = CartShop.Guest();
            var cart = await shop.CartAsync(guest, (tea, 1));
            await HoldAsync(guest, 30);
            var hold = (await shop.ReadAsync(cart)).Hold!.Id;
            shop.Clock.Advance(TimeSpan.FromSeconds(31));

            var expiry = shop.SweepAsync();
            var commit = await shop.Send(new CommitHold(hold, NewOrder()));
            await expiry;

            (await shop.StatusAsync(hold)).ShouldBe(commit.IsRefused ? HoldStatus.Expired : HoldStatus.Committed);
            (await shop.ReadAsync(cart)).Status.ShouldBe(commit.IsRefused ? CartStatus.Open : CartStatus.Ordered);
            (sold, freed) = commit.IsRefused ? (sold, freed + 1) : (sold + 1, freed);
        }

        (await shop.StockAsync(tea)).ShouldBe((1_000, 0, sold));
        (sold + freed).ShouldBe(40);
    }

    [Fact]
    public async Task A_hold_whose_time_is_over_is_still_the_orders_until_somebody_ends_it()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(stock: 10));
        await shop.CartAsync(guest, (tea, 1));
        var hold = (await shop.Send(new StartCheckout(guest, null))).Value.HoldId;
        shop.Clock.Advance(TimeSpan.FromDays(1));

        (await shop.Send(new CommitHold(hold, NewOrder()))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Adding_while_the_cart_is_held_never_changes_what_is_held()
    {
        var tea = await shop.ArticleAsync(stock: 10_000);
        for (var round = 0; round < 20; round++)
        {
            var guest = CartShop.Guest();
            var cart = await shop.CartAsync(guest, (tea, 1));

            await Task.WhenAll(HoldAsync(guest), shop.AddAsync(guest, tea, 1), shop.AddAsync(guest, tea, 1));

            var held = await shop.ReadAsync(cart);
            var ofHold = await shop.InDatabase(db => db.Set<OmniCommerce.Inventory.Domain.StockHold>().Where(h => h.HoldId == held.Hold!.Id).SumAsync(h => h.Quantity, Token));
            ofHold.ShouldBe(held.ItemCount);
        }
    }

    [Fact]
    public async Task A_till_opens_further_carts_that_are_nobodys_session()
    {
        var store = await shop.StoreAsync;
        var (till, tea) = (CartShop.Till(store), await shop.ArticleAsync());

        var one = (await shop.Send(new OpenTillCart(till, null))).Value;
        var two = (await shop.Send(new OpenTillCart(till, null))).Value;
        await shop.AddAsync(till, tea, 1, one);

        (await shop.ReadAsync(one)).Delivery.ShouldBe(new CarryOut(store));
        (await shop.ReadAsync(two)).Lines.ShouldBeEmpty();
        (await shop.CurrentAsync(till.SessionId)).ShouldBeNull();
        var hold = (await shop.Send(new StartCheckout(till, one))).Value.HoldId;
        (await shop.Send(new CommitHold(hold, NewOrder()))).IsRefused.ShouldBeFalse();
        (await shop.Send(new OpenTillCart(CartShop.Guest(), null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
    }

    private Task<Result<CartId>> HoldAsync(Caller caller, int? seconds = null) => shop.Send(new HoldCart(caller, null, seconds, null));

    private async Task<(string Coupon, string GiftCard)> CodesAsync(Caller caller, CartId cart, long? giftCard, int? maxUses = null)
    {
        var (coupon, card) = ($"C{Guid.NewGuid():N}", $"G{Guid.NewGuid():N}");
        await shop.Send(new SaveCoupon(coupon, 10, maxUses, null, null));
        (await shop.Send(new ApplyCartCode(caller, cart, coupon, null))).IsRefused.ShouldBeFalse();
        if (giftCard is { } amount)
        {
            await shop.Send(new IssueGiftCard(card, CartShop.Gbp(amount)));
            (await shop.Send(new ApplyCartCode(caller, cart, card, null))).IsRefused.ShouldBeFalse();
        }

        return (coupon, card);
    }

    private Task<int> UsesAsync(string coupon) =>
        shop.InDatabase(db => db.Set<Coupon>().Where(c => c.Code == coupon).Select(c => c.Uses).SingleAsync(Token));

    private async Task<Money> BalanceAsync(string card) => (await shop.Send(new FindGiftCard(card))).ShouldNotBeNull().Balance;

    private static OrderId NewOrder() => new(Guid.NewGuid());
}
