using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.IntegrationTests.Carts;

public sealed class AddCartLinesTests(CartShop shop) : IClassFixture<CartShop>
{
    [Fact]
    public async Task The_first_addition_opens_the_sessions_cart_and_the_next_grows_it()
    {
        var (guest, tea, cup) = (CartShop.Guest(), await shop.ArticleAsync(price: 450), await shop.ArticleAsync(price: 1_000));

        var first = await shop.AddAsync(guest, tea, 2);
        var second = await shop.CartAsync(guest, (cup, 1), (tea, 1));

        second.ShouldBe(first.Value);
        var cart = await shop.ReadAsync(second);
        cart.Lines.Select(line => (line.VariantId, line.Quantity, line.UnitPrice, line.Total, line.AddedBy))
            .ShouldBe([(tea.Id, 3, CartShop.Gbp(450), CartShop.Gbp(1_350), Channel.Web), (cup.Id, 1, CartShop.Gbp(1_000), CartShop.Gbp(1_000), Channel.Web)]);
        (cart.ItemCount, cart.Total, cart.Version, cart.Status).ShouldBe((4, CartShop.Gbp(2_350), 3, CartStatus.Open));
        (await shop.CurrentAsync(guest.SessionId)).ShouldNotBeNull().Id.ShouldBe(second);
    }

    [Fact]
    public async Task Four_devices_that_add_fifty_times_each_at_once_keep_all_two_hundred()
    {
        var tea = await shop.ArticleAsync(stock: 500);
        var guest = CartShop.Guest();
        var cart = await shop.CartAsync(guest, (tea, 1));

        await Task.WhenAll(Enumerable.Range(1, 4).Select(async device =>
        {
            var caller = guest with { DeviceId = new DeviceId(Guid.NewGuid()), DeviceName = $"device {device}" };
            for (var i = 0; i < 50; i++)
                (await shop.AddAsync(caller, tea, 1)).Value.ShouldBe(cart);
        }));

        var after = await shop.ReadAsync(cart);
        after.Lines.ShouldHaveSingleItem().Quantity.ShouldBe(201);
        after.Version.ShouldBe(202);
    }

    [Fact]
    public async Task Many_who_add_different_things_to_one_cart_at_once_all_count()
    {
        var articles = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => shop.ArticleAsync()));
        var guest = CartShop.Guest();
        await shop.CartAsync(guest, (articles[0], 1));

        var results = await Task.WhenAll(articles.Select(article => shop.AddAsync(guest, article, 1)));

        results.ShouldAllBe(result => !result.IsRefused);
        var cart = (await shop.CurrentAsync(guest.SessionId)).ShouldNotBeNull();
        cart.ItemCount.ShouldBe(25);
        cart.Version.ShouldBe(26);
    }

    [Fact]
    public async Task Two_devices_that_open_a_sessions_cart_at_once_share_it()
    {
        var tea = await shop.ArticleAsync();
        var guest = CartShop.Guest();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.AddAsync(guest, tea, 1)));

        results.Select(result => result.Value).Distinct().ShouldHaveSingleItem();
        (await shop.CurrentAsync(guest.SessionId)).ShouldNotBeNull().ItemCount.ShouldBe(8);
    }

    [Fact]
    public async Task A_variant_that_is_not_sold_is_not_found_under_the_name_asked_for()
    {
        var (guest, gone) = (CartShop.Guest(), await shop.ArticleAsync());
        await shop.TakeOffSaleAsync(gone);

        foreach (var by in (VariantBy[])[new() { Sku = "NO-SUCH" }, new() { Barcode = "4006381333931" }, new() { Sku = gone.Sku }])
        {
            var result = await shop.Send(new AddCartLines(guest, null, [new AddCartLine(by, 1)], null));
            result.Refusals.ShouldHaveSingleItem().ShouldBe(new NotFound(by.ToString(), "variant"));
        }

        (await shop.CurrentAsync(guest.SessionId)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(1_000)]
    public async Task A_quantity_that_no_line_takes_is_refused_where_it_stands(int quantity)
    {
        var tea = await shop.ArticleAsync(stock: 5_000);

        var result = await shop.Send(new AddCartLines(CartShop.Guest(), null, [new AddCartLine(tea.By, 1), new AddCartLine(tea.By, quantity)], null));

        result.Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "1", "quantity"]);
    }

    [Fact]
    public async Task An_addition_of_nothing_or_beyond_a_lines_limit_is_refused()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(stock: 5_000));
        await shop.CartAsync(guest, (tea, 999));

        (await shop.Send(new AddCartLines(guest, null, [], null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines"]);
        (await shop.AddAsync(guest, tea, 1)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "0", "quantity"]);
    }

    [Fact]
    public async Task More_than_can_be_promised_anywhere_is_refused_and_nothing_is_added()
    {
        var (guest, scarce, tea) = (CartShop.Guest(), await shop.ArticleAsync(stock: 5), await shop.ArticleAsync());
        await shop.ArticleAsync(stock: 0);
        var cart = await shop.CartAsync(guest, (scarce, 3));

        var result = await shop.Send(new AddCartLines(guest, null, [new AddCartLine(tea.By, 1), new AddCartLine(scarce.By, 3)], null));

        result.Refusals.ShouldHaveSingleItem().ShouldBe(new OutOfStock(scarce.Sku, 6, 5));
        (await shop.ReadAsync(cart)).ItemCount.ShouldBe(3);
    }

    [Fact]
    public async Task What_only_a_store_has_that_sends_nothing_can_be_put_into_a_cart()
    {
        var counter = await shop.LocationAsync(LocationService.Sells);
        var tea = await shop.ArticleAsync(stock: 2, at: counter);

        (await shop.AddAsync(CartShop.Guest(), tea, 2)).IsRefused.ShouldBeFalse();
        (await shop.AddAsync(CartShop.Guest(), tea, 3)).IsRefused.ShouldBeTrue();
    }

    [Fact]
    public async Task Somebody_elses_cart_is_forbidden_but_to_a_till()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync());
        var cart = await shop.CartAsync(guest, (tea, 1));

        (await shop.AddAsync(CartShop.Guest(), tea, 1, cart)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.AddAsync(CartShop.Till(), tea, 1, cart)).IsRefused.ShouldBeFalse();
        (await shop.AddAsync(guest, tea, 1, new CartId(Guid.NewGuid()))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        (await shop.AddAsync(guest with { SessionId = null }, tea, 1)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.ReadAsync(cart)).Lines.ShouldHaveSingleItem().AddedBy.ShouldBe(Channel.Web);
    }

    [Fact]
    public async Task Only_a_till_sets_prices_and_such_a_line_stays_by_itself()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(price: 450));
        AddCartLines Priced(OmniCommerce.Sessions.Contracts.Caller caller, CartId? cart) =>
            new(caller, cart, [new AddCartLine(tea.By, 1, CartShop.Gbp(399)), new AddCartLine(tea.By, 1)], null);
        var cart = await shop.CartAsync(guest, (tea, 1));

        (await shop.Send(Priced(guest, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Send(Priced(CartShop.Till(), cart))).IsRefused.ShouldBeFalse();

        (await shop.ReadAsync(cart)).Lines.Select(line => (line.Quantity, line.UnitPrice)).ShouldBe([(2, CartShop.Gbp(450)), (1, CartShop.Gbp(399))]);
    }

    [Fact]
    public async Task A_variant_without_a_price_in_the_carts_currency_is_refused()
    {
        var tea = await shop.ArticleAsync(currency: "EUR");

        (await shop.AddAsync(CartShop.Guest(), tea, 1)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "0", "variant"]);
    }

    [Fact]
    public async Task A_repeated_operation_adds_once_even_when_all_come_at_once()
    {
        var (guest, tea, operation) = (CartShop.Guest(), await shop.ArticleAsync(), Guid.NewGuid());
        await shop.CartAsync(guest, (tea, 1));

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.AddAsync(guest, tea, 2, operation: operation)));

        results.Select(result => result.Value).Distinct().ShouldHaveSingleItem();
        (await shop.ReadAsync(results[0].Value)).ItemCount.ShouldBe(3);
        (await shop.AddAsync(guest, tea, 3, operation: operation)).Refusals.ShouldHaveSingleItem().ShouldBe(new OperationReused(operation));
    }

    [Fact]
    public async Task A_held_cart_takes_nothing_more()
    {
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync());
        await shop.CartAsync(guest, (tea, 1));
        await shop.Send(new HoldCart(guest, null, null, null));

        (await shop.AddAsync(guest, tea, 1)).Refusals.ShouldHaveSingleItem().ShouldBe(new CartNotOpen(CartStatus.Held));
    }
}
