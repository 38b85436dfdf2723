using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Carts;

/// <summary>Quantities, lines and delivery.</summary>
public sealed class ChangeCartTests(CartShop shop) : IClassFixture<CartShop>
{
    private readonly Caller _guest = CartShop.Guest();

    [Fact]
    public async Task Quantities_are_set_and_zero_removes_the_line()
    {
        var cart = await CartAsync(2, 1);

        (await ChangeAsync(null, (cart.Lines[0].Id, 5), (cart.Lines[1].Id, 0))).IsRefused.ShouldBeFalse();

        (await shop.ReadAsync(cart.Id)).Lines.ShouldHaveSingleItem().Quantity.ShouldBe(5);
    }

    [Fact]
    public async Task A_version_that_has_moved_on_is_refused_with_the_one_that_stands()
    {
        var cart = await CartAsync(2);

        (await ChangeAsync(cart.Version, (cart.Lines[0].Id, 3))).IsRefused.ShouldBeFalse();
        (await ChangeAsync(cart.Version, (cart.Lines[0].Id, 4))).Refusals.ShouldHaveSingleItem().ShouldBe(new VersionConflict(cart.Version + 1));

        (await shop.ReadAsync(cart.Id)).ItemCount.ShouldBe(3);
    }

    [Fact]
    public async Task Of_several_changes_to_the_same_version_one_wins()
    {
        var cart = await CartAsync(1);

        var results = await Task.WhenAll(Enumerable.Range(2, 10).Select(quantity => ChangeAsync(cart.Version, (cart.Lines[0].Id, quantity))));

        results.Count(result => !result.IsRefused).ShouldBe(1);
        results.SelectMany(result => result.Refusals).ShouldAllBe(refusal => refusal is VersionConflict);
        (await shop.ReadAsync(cart.Id)).Version.ShouldBe(cart.Version + 1);
    }

    [Fact]
    public async Task More_than_there_is_is_refused_and_fewer_never()
    {
        var scarce = await shop.ArticleAsync(stock: 5);
        var cart = await shop.ReadAsync(await shop.CartAsync(_guest, (scarce, 4)));
        await shop.Send(new WriteOffStock(scarce.Id, await shop.StoreAsync, 4, "broken"));

        (await ChangeAsync(null, (cart.Lines[0].Id, 5))).Refusals.ShouldHaveSingleItem().ShouldBe(new OutOfStock(scarce.Sku, 5, 1));
        (await ChangeAsync(null, (cart.Lines[0].Id, 3))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Quantities_beyond_the_limit_and_lines_that_are_not_there_are_refused()
    {
        var cart = await CartAsync(1);
        var other = new CartLineId(Guid.NewGuid());

        (await ChangeAsync(null, (cart.Lines[0].Id, -1))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "0", "quantity"]);
        (await ChangeAsync(null, (other, 1))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>().Id.ShouldBe(other.ToString());
        (await shop.Send(new RemoveCartLines(_guest, null, [other], null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
    }

    [Fact]
    public async Task Removed_lines_are_gone_and_the_others_keep_their_order()
    {
        var cart = await CartAsync(1, 2, 3);

        (await shop.Send(new RemoveCartLines(_guest, cart.Id, [cart.Lines[1].Id], null))).IsRefused.ShouldBeFalse();
        await shop.CartAsync(_guest, (await shop.ArticleAsync(), 4));

        (await shop.ReadAsync(cart.Id)).Lines.Select(line => line.Quantity).ShouldBe([1, 3, 4]);
    }

    [Fact]
    public async Task An_address_makes_sending_cost_and_is_kept_as_written()
    {
        var cart = await CartAsync(1);
        var address = new AddressInput(" Ada Lovelace ", "12 St James's Square", "", "London", "SW1Y 4JH", null, "GB");

        (await DeliverAsync(new DeliveryInput { ShipTo = address })).IsRefused.ShouldBeFalse();

        var after = await shop.ReadAsync(cart.Id);
        after.Delivery.ShouldBe(new ShipToAddress(new Address("Ada Lovelace", "12 St James's Square", null, "London", "SW1Y 4JH", null, "GB")));
        after.ShippingTotal.ShouldBe(CartShop.Gbp(395));
    }

    [Fact]
    public async Task An_address_with_gaps_or_an_unknown_country_is_refused_where_it_is_wrong()
    {
        await CartAsync(1);
        var address = new AddressInput("Ada", " ", null, "London", new string('9', 21), null, "UK");

        (await DeliverAsync(new DeliveryInput { ShipTo = address })).Refusals.Cast<InvalidInput>().Select(refusal => string.Join('.', refusal.Path))
            .ShouldBe(["delivery.shipTo.line1", "delivery.shipTo.postalCode", "delivery.shipTo.country"]);
    }

    [Fact]
    public async Task Goods_are_collected_and_carried_out_where_the_location_does_that()
    {
        var cart = await CartAsync(1);
        var (desk, counter) = (await shop.LocationAsync(LocationService.Collection), await shop.LocationAsync(LocationService.Sells));

        (await DeliverAsync(new DeliveryInput { CollectAt = desk })).IsRefused.ShouldBeFalse();
        (await shop.ReadAsync(cart.Id)).Delivery.ShouldBe(new CollectAtLocation(desk));
        (await DeliverAsync(new DeliveryInput { CarryOutAt = counter })).IsRefused.ShouldBeFalse();
        (await shop.ReadAsync(cart.Id)).Delivery.ShouldBe(new CarryOut(counter));

        (await DeliverAsync(new DeliveryInput { CollectAt = counter })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["delivery", "collectAt"]);
        (await DeliverAsync(new DeliveryInput { CarryOutAt = desk })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["delivery", "carryOutAt"]);
        (await DeliverAsync(new DeliveryInput { CollectAt = new LocationId(Guid.NewGuid()) })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        (await DeliverAsync(new DeliveryInput())).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["delivery"]);
    }

    [Fact]
    public async Task A_till_lets_some_of_what_is_sent_be_carried_out_until_a_delivery_is_chosen_anew()
    {
        var (till, tea, cup) = (CartShop.Till(await shop.LocationAsync(LocationService.Sells)), await shop.ArticleAsync(6_000), await shop.ArticleAsync());
        var cart = await shop.ReadAsync(await shop.CartAsync(till, (tea, 3), (cup, 2)));
        async Task<(int, int, Money, LocationId?)> Shown()
        {
            var shown = await shop.ReadAsync(cart.Id);
            return (shown.Lines.Take(1).Sum(line => line.CarriedOut), shown.Lines.Skip(1).Sum(line => line.CarriedOut), shown.ShippingTotal, ((ShipToAddress)shown.Delivery!).CarriedOutOf);
        }

        (await CarryAsync(till, (cart.Lines[0].Id, null), (cart.Lines[1].Id, 1))).IsRefused.ShouldBeFalse();
        (await Shown()).ShouldBe((3, 1, CartShop.Gbp(395), till.LocationId)); // What is sent is worth 4.50.
        await shop.Send(new ChangeCartLines(till, null, null, [new(cart.Lines[0].Id, 2)], null));
        (await Shown()).ShouldBe((2, 1, CartShop.Gbp(395), till.LocationId));
        await shop.Send(new ChangeCartLines(till, null, null, [new(cart.Lines[0].Id, 4)], null));
        (await Shown()).ShouldBe((2, 1, CartShop.Gbp(0), till.LocationId));
        await shop.Send(new RemoveCartLines(till, null, [cart.Lines[1].Id], null));
        (await Shown()).ShouldBe((2, 0, CartShop.Gbp(0), till.LocationId));
        await CarryAsync(till);
        (await Shown()).ShouldBe((0, 0, CartShop.Gbp(0), null));
        await CarryAsync(till, (cart.Lines[0].Id, 1));
        await shop.Send(new RemoveCartLines(till, null, [cart.Lines[0].Id], null));
        (await Shown()).ShouldBe((0, 0, CartShop.Gbp(0), null));
    }

    [Fact]
    public async Task What_cannot_be_carried_out_is_refused_where_it_is_wrong()
    {
        var (store, desk) = (await shop.LocationAsync(LocationService.Sells), await shop.LocationAsync(LocationService.Collection));
        var (till, other, tea) = (CartShop.Till(store), new CartLineId(Guid.NewGuid()), await shop.ArticleAsync());
        var cart = await shop.ReadAsync(await shop.CartAsync(till, (tea, 2)));
        var line = cart.Lines[0].Id;
        async Task<string> PathOf(params (CartLineId, int?)[] lines) =>
            string.Join('.', (await CarryAsync(till, lines)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path);

        (await PathOf((line, 3))).ShouldBe("carryOut.0.quantity");
        (await PathOf((line, 0))).ShouldBe("carryOut.0.quantity");
        (await PathOf((line, 1), (line, null))).ShouldBe("carryOut.1.lineId");
        (await CarryAsync(till, (line, 1), (other, 1))).Refusals.ShouldHaveSingleItem().ShouldBe(new NotFound(other.ToString(), "line in the cart"));
        (await shop.Send(new ChooseDelivery(till, cart.Id, new DeliveryInput(CarryOutAt: store), null, CarryOut: [new(line)])))
            .Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["carryOut"]);
        foreach (var nobody in new[] { till with { LocationId = null }, till with { Channel = Channel.Web } })
            (await CarryAsync(nobody, (line, 1))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await CarryAsync(till with { LocationId = desk }, (line, 1))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["carryOut"]);

        var after = await shop.ReadAsync(cart.Id);
        (after.Delivery, after.Lines[0].CarriedOut, after.Version).ShouldBe((null, 0, cart.Version));
    }

    [Fact]
    public async Task A_repeated_choice_with_another_address_is_told_apart()
    {
        await CartAsync(1);
        var operation = Guid.NewGuid();
        var address = new AddressInput("Ada", "1 High Street", null, "London", "SW1", null, "GB");

        (await DeliverAsync(new DeliveryInput { ShipTo = address }, operation)).IsRefused.ShouldBeFalse();
        (await DeliverAsync(new DeliveryInput { ShipTo = address }, operation)).IsRefused.ShouldBeFalse();
        (await DeliverAsync(new DeliveryInput { ShipTo = address with { City = "Leeds" } }, operation)).Refusals.ShouldHaveSingleItem().ShouldBe(new OperationReused(operation));
    }

    private async Task<PricedCart> CartAsync(params int[] quantities)
    {
        foreach (var quantity in quantities)
            await shop.CartAsync(_guest, (await shop.ArticleAsync(), quantity));
        return (await shop.CurrentAsync(_guest.SessionId)).ShouldNotBeNull();
    }

    private Task<Result<CartId>> ChangeAsync(int? version, params (CartLineId Id, int Quantity)[] lines) =>
        shop.Send(new ChangeCartLines(_guest, null, version, [.. lines.Select(line => new ChangeCartLine(line.Id, line.Quantity))], null));

    private Task<Result<CartId>> CarryAsync(Caller till, params (CartLineId Id, int? Quantity)[] lines) => shop.Send(new ChooseDelivery(
        till, null, new DeliveryInput(ShipTo: new AddressInput("Ada", "1 High Street", null, "London", "SW1", null, "GB")), null,
        CarryOut: [.. lines.Select(line => new CarryOutLineInput(line.Id, line.Quantity))]));

    private Task<Result<CartId>> DeliverAsync(DeliveryInput delivery, Guid? operation = null) => shop.Send(new ChooseDelivery(_guest, null, delivery, operation));
}
