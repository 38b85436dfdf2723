using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>Places in the slots in which orders are collected. Each test has slots of its own: hours of one location in one time zone.</summary>
public sealed class PickUpTests(OrderShop shop) : IClassFixture<OrderShop>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Of_many_who_want_the_last_places_at_once_so_many_get_one_and_the_others_hear_which_are_free(int places)
    {
        var slots = await Slots(capacity: places);
        var goods = await shop.Goods(quantity: 50);
        var shoppers = Enumerable.Range(0, 16).Select(_ => shop.Shopper()).ToList();
        foreach (var shopper in shoppers)
            await Choose(shopper, goods, slots[0]);

        var results = await Task.WhenAll(shoppers.Select(shopper => shop.Send(new HoldCart(shopper, null, null, null))));

        results.Count(result => !result.IsRefused).ShouldBe(places);
        foreach (var result in results.Where(result => result.IsRefused))
        {
            var refusal = result.Refusals.ShouldHaveSingleItem().ShouldBeOfType<PickUpSlotNotFree>();
            refusal.StartsAt.ShouldBe(slots[0].Time.StartsAt);
            ShouldOfferOthers(refusal, slots[0]);
        }

        (await shop.Level(goods, shop.Leeds))!.Held.ShouldBe(places);
        (await Free(slots[0])).ShouldBe(0);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_place_is_free_again_when_the_cart_is_released_and_at_once_when_its_hold_is_over()
    {
        var (slots, goods) = (await Slots(), await shop.Goods());
        var (first, second, third) = (shop.Shopper(), shop.Shopper(), shop.Shopper());
        foreach (var shopper in (Caller[])[first, second, third])
            await Choose(shopper, goods, slots[1]);

        await shop.Done(new HoldCart(first, null, null, null));
        (await shop.Send(new HoldCart(second, null, null, null))).IsRefused.ShouldBeTrue();
        await shop.Done(new ReleaseCart(first, null, null));
        (await Free(slots[1])).ShouldBe(1);
        await shop.Done(new HoldCart(second, null, 30, null));

        // Its goods are others': only the place stands in the way.
        var other = await shop.Goods();
        await shop.Done(new RemoveCartLines(third, null, [.. (await Cart(third)).Lines.Select(line => line.Id)], null));
        await shop.Cart(third, (other, 1));
        shop.Clock.Advance(TimeSpan.FromSeconds(31));
        await shop.Done(new HoldCart(third, null, null, null));

        (await Cart(second)).Status.ShouldBe(CartStatus.Open);
        (await Free(slots[1])).ShouldBe(0);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_place_is_the_orders_until_that_is_called_off()
    {
        var (slots, goods, shopper) = (await Slots(), await shop.Goods(), shop.Shopper());
        await Choose(shopper, goods, slots[2]);
        var order = await shop.Order((await shop.Place(shopper, null, Card())).Value);

        order.Delivery.ShouldBe(new CollectAtLocation(shop.Leeds, slots[2].Time));
        (await shop.FulfilmentsOf(order.Id)).ShouldHaveSingleItem().PickUp.ShouldBe(slots[2].Time);
        (await Free(slots[2])).ShouldBe(0);
        await shop.TheBooksAreRight();

        await shop.Done(new CancelOrder(shopper, order.Id, "ill", null));
        (await Free(slots[2])).ShouldBe(1);
        await shop.Done(new CancelOrder(shopper, order.Id, "ill", null));
        (await Free(slots[2])).ShouldBe(1);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_place_of_an_order_that_is_not_paid_is_free_again()
    {
        var (slots, goods, shopper) = (await Slots(), await shop.Goods(), shop.Shopper());
        await Choose(shopper, goods, slots[0]);

        (await shop.Place(shopper, null, Card(method: "pm_card_chargeDeclined"))).IsRefused.ShouldBeTrue();

        (await Free(slots[0])).ShouldBe(1);
        (await Cart(shopper)).Delivery.ShouldBe(new CollectAtLocation(shop.Leeds, slots[0].Time));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_slot_that_has_become_full_is_a_problem_of_the_cart_and_cannot_be_chosen_again()
    {
        var (slots, goods, slow, fast) = (await Slots(), await shop.Goods(), shop.Shopper(), shop.Shopper());
        await Choose(slow, goods, slots[0]);
        await Choose(fast, goods, slots[0]);
        await shop.Done(new HoldCart(fast, null, null, null));

        var pickUps = shop.Services.GetRequiredService<IPickUps>();
        ShouldOfferOthers((await pickUps.ChooseAsync(shop.Leeds, slots[0].Time.StartsAt, null, Token)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PickUpSlotNotFree>(), slots[0]);
        (await shop.Send(new ChooseDelivery(slow, null, new DeliveryInput(CollectAt: shop.Leeds), null, slots[0].Time.StartsAt))).Refusals[0].ShouldBeOfType<PickUpSlotNotFree>();
        (await shop.Place(slow, null, Card())).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PickUpSlotNotFree>();

        await Choose(slow, goods, slots[1]);
        (await shop.Place(slow, null, Card())).IsRefused.ShouldBeFalse();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Only_a_slot_that_the_location_offers_in_time_is_chosen()
    {
        var (slots, shopper) = (await Slots(leadMinutes: 90), shop.Shopper());
        var input = new DeliveryInput(CollectAt: shop.Leeds);

        slots[0].Time.StartsAt.ShouldBeGreaterThan(shop.Clock.Now.AddMinutes(89));
        Task<Result<CartId>> ChooseAt(DateTimeOffset at) => shop.Send(new ChooseDelivery(shopper, null, input, null, at));
        (await ChooseAt(slots[0].Time.StartsAt.AddMinutes(7))).Refusals[0].ShouldBeOfType<PickUpSlotNotFree>();
        (await ChooseAt(slots[0].Time.StartsAt.AddHours(-2))).Refusals[0].ShouldBeOfType<PickUpSlotNotFree>();
        (await shop.Send(new ChooseDelivery(shopper, null, new DeliveryInput(CarryOutAt: shop.Leeds), null, slots[0].Time.StartsAt)))
            .Refusals[0].ShouldBeOfType<InvalidInput>().Path.ShouldBe(["pickUpAt"]);

        // What was in time when it was chosen may be too late when it is ordered.
        await Choose(shopper, await shop.Goods(), slots[0]);
        shop.Clock.Advance(slots[0].Time.StartsAt - shop.Clock.Now - TimeSpan.FromHours(1));
        (await shop.Place(shopper, null, Card())).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PickUpSlotNotFree>().Free.ShouldNotBeEmpty();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_was_promised_stays_promised_when_the_hours_change()
    {
        var (slots, goods, shopper) = (await Slots(capacity: 2), await shop.Goods(), shop.Shopper());
        await Choose(shopper, goods, slots[0]);
        var order = (await shop.Place(shopper, null, Card())).Value;

        await shop.Done(new SetPickUpTerms(shop.Till(), null, null, null));
        (await shop.Services.GetRequiredService<IPickUps>().SlotsAsync(shop.Leeds, null, 7, Token)).ShouldBeEmpty();

        (await shop.FulfilmentsOf(order))[0].PickUp.ShouldBe(slots[0].Time);
        (await shop.Send(new SetPickUpTerms(shop.Shopper(), shop.Leeds, null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.Send(new SetPickUpTerms(shop.Till(), shop.Kiosk, Terms(1, 0), null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task An_orders_time_is_changed_until_it_is_collected_and_its_place_goes_with_it()
    {
        var (slots, goods, shopper) = (await Slots(at: shop.York), await shop.Goods(york: 2), shop.Shopper());
        await Choose(shopper, goods, slots[3], shop.York);
        var id = (await shop.Place(shopper, null, Card())).Value;
        var version = (await shop.Order(id)).Version;
        Task<Result<OrderId>> Change(PickUpSlot? slot, Caller? by = null, int? seen = null, Guid? operation = null) =>
            shop.Send(new ChangePickUpTime(by ?? shopper, id, slot?.Time.StartsAt, seen, operation));

        (await Change(slots[1], shop.Shopper())).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await Change(slots[1], seen: version - 1)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<VersionConflict>();
        var once = Guid.NewGuid();
        for (var i = 0; i < 2; i++)
            (await Change(slots[1], seen: version, operation: once)).Value.ShouldBe(id);
        (await shop.Order(id)).Delivery.ShouldBe(new CollectAtLocation(shop.York, slots[1].Time));
        (await shop.FulfilmentsOf(id)).ShouldHaveSingleItem().PickUp.ShouldBe(slots[1].Time);
        ((await Free(slots[1])), (await Free(slots[3]))).ShouldBe((0, 1));
        await shop.TheBooksAreRight();

        (await Change(null)).IsRefused.ShouldBeFalse();
        ((await Free(slots[1])), (await shop.FulfilmentsOf(id))[0].PickUp).ShouldBe((1, null));
        (await Change(slots[2], shop.Till(shop.York))).IsRefused.ShouldBeFalse();
        await shop.TheBooksAreRight();

        var fulfilment = (await shop.FulfilmentsOf(id))[0].Id;
        await shop.Done(new MakeReady(shop.Till(shop.York), fulfilment, null));
        (await shop.FulfilmentsOf(id))[0].ExpiresAt!.Value.ShouldBe(slots[2].Time.EndsAt.AddDays(7), TimeSpan.FromSeconds(1));
        (await shop.Send(new ChangePickUpTime(shopper, id, slots[2].Time.StartsAt.AddDays(9), null, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["pickUpAt"]);
        (await Change(slots[4])).IsRefused.ShouldBeFalse();
        await using (var scope = shop.Services.CreateAsyncScope())
            (await scope.ServiceProvider.GetRequiredService<FulfilmentDesk>().DoAsync(new HandOver(shop.Till(shop.York), fulfilment, null, null), Token)).IsRefused.ShouldBeFalse();
        (await Change(slots[1])).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await Free(slots[1])).ShouldBe(1);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Of_many_orders_that_change_to_the_last_place_at_once_one_gets_it_and_the_others_keep_theirs()
    {
        var (slots, goods) = (await Slots(capacity: 6, at: shop.York), await shop.Goods(york: 20));
        var orders = new List<(Caller Shopper, OrderId Id)>();
        for (var i = 0; i < 6; i++)
            orders.Add(await Ordered(slots[0]));
        for (var i = 0; i < 5; i++)
            await Ordered(slots[1]);

        var results = await Task.WhenAll(orders.Select(order => Task.Run(() => shop.Send(new ChangePickUpTime(order.Shopper, order.Id, slots[1].Time.StartsAt, null, null)))));

        results.Count(result => !result.IsRefused).ShouldBe(1);
        foreach (var result in results.Where(result => result.IsRefused))
            result.Refusals.ShouldHaveSingleItem().ShouldBeOfType<PickUpSlotNotFree>().Free.ShouldNotBeEmpty();
        ((await Free(slots[0])), (await Free(slots[1]))).ShouldBe((1, 0));
        await shop.TheBooksAreRight();

        // Of those that change places with each other none waits for ever.
        await Task.WhenAll(orders.Select((order, i) => Task.Run(async () =>
        {
            for (var turn = 0; turn < 4; turn++)
                await shop.Send(new ChangePickUpTime(order.Shopper, order.Id, slots[(i + turn) % 3].Time.StartsAt, null, null));
        })));
        await shop.TheBooksAreRight();

        async Task<(Caller, OrderId)> Ordered(PickUpSlot slot)
        {
            var shopper = shop.Shopper();
            await Choose(shopper, goods, slot, shop.York);
            return (shopper, (await shop.Place(shopper, null, Card())).Value);
        }
    }

    [Fact]
    public async Task Staff_see_what_is_collected_by_its_slot()
    {
        var (slots, goods) = (await Slots(capacity: 2, at: shop.York), await shop.Goods(york: 9));
        async Task<OrderId> Ordered(PickUpSlot? slot)
        {
            var shopper = shop.Shopper();
            await Choose(shopper, goods, slot, shop.York);
            return (await shop.Place(shopper, null, Card())).Value;
        }

        OrderId[] orders = [await Ordered(slots[3]), await Ordered(slots[1]), await Ordered(null), await Ordered(slots[1]), await Ordered(slots[2])];

        var (listed, after) = (new List<OrderId>(), (string?)null);
        do
        {
            var page = await shop.Services.GetRequiredService<FindFulfilments>().PageAsync(shop.York, FulfilmentStatus.Open, PageRequest.Of(2, after), Token);
            listed.AddRange(page.Edges.Select(edge => edge.Node.OrderId).Where(orders.Contains));
            after = page.PageInfo.HasNextPage ? page.PageInfo.EndCursor : null;
        }
        while (after is not null);

        listed.ShouldBe([orders[2], orders[1], orders[3], orders[4], orders[0]]);
    }

    private async Task<PickUpSlot[]> Slots(int capacity = 1, int leadMinutes = 0, LocationId? at = null)
    {
        await shop.Done(new SetPickUpTerms(shop.Till(at), null, Terms(capacity, leadMinutes), null));

        // Others have had theirs: each test begins where nobody has a place yet.
        var slots = (await shop.Services.GetRequiredService<IPickUps>().SlotsAsync(at ?? shop.Leeds, null, 7, Token)).ToList();
        return [.. slots.Skip(slots.FindLastIndex(slot => slot.Free < capacity) + 1)];
    }

    // Which they are depends on the tests before: some of their places are free again.
    private static void ShouldOfferOthers(PickUpSlotNotFree refusal, PickUpSlot full)
    {
        refusal.Free.ShouldNotBeEmpty();
        refusal.Free.ShouldAllBe(slot => slot.Free > 0 && slot.Time != full.Time);
    }

    private static PickUpTerms Terms(int capacity, int leadMinutes) => new()
    {
        TimeZone = "Europe/London",
        SlotMinutes = 30,
        Capacity = capacity,
        LeadMinutes = leadMinutes,
        Week = [.. Enum.GetValues<Weekday>().Select(day => new PickUpHours(day, new TimeOnly(8, 0), TimeOnly.MinValue))],
    };

    private async Task Choose(Caller shopper, VariantId goods, PickUpSlot? slot, LocationId? at = null)
    {
        await shop.Cart(shopper, (goods, 1));
        await shop.Done(new ChooseDelivery(shopper, null, new DeliveryInput(CollectAt: at ?? shop.Leeds), null, slot?.Time.StartsAt));
    }

    private async Task<int> Free(PickUpSlot slot) =>
        (await shop.Services.GetRequiredService<IPickUps>().SlotsAsync(slot.Time.LocationId, slot.Time.StartsAt, 1, Token)).First(one => one.Time == slot.Time).Free;

    private async Task<PricedCart> Cart(Caller shopper)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ICarts>().CurrentAsync(shopper.SessionId, null, Token)).ShouldNotBeNull();
    }
}
