using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Inbox;
using OmniCommerce.Stripe;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>What the payment provider says by itself, and what the shopper does there.</summary>
public sealed class PaymentProviderTests(OrderShop shop) : IClassFixture<OrderShop>
{
    private const string AsksTheShopper = "pm_card_authenticationRequired";

    private static readonly TenderOffer WithWayBack = Card(method: AsksTheShopper) with { ReturnUrl = "https://shop.example/back" };

    [Fact]
    public async Task A_payment_that_the_shopper_confirms_at_the_bank_is_completed_by_asking_again()
    {
        var (request, id) = await WaitsForTheShopper();
        (await shop.Send(request)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentRequiresAction>().RedirectUrl.ShouldNotBeNull();

        await Confirm(id);

        (await shop.Send(request)).Value.ShouldBe(id);
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Confirmed);
        (await shop.AtTheProvider(id)).ShouldBe((1000, 0, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_payment_that_the_shopper_confirms_at_the_bank_is_completed_by_the_providers_word()
    {
        var (request, id) = await WaitsForTheShopper();
        await Confirm(id);

        foreach (var happened in await shop.EventsOf(id))
            await shop.Tell(happened);

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Confirmed);
        (await shop.Send(request)).Value.ShouldBe(id);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_shopper_who_fails_at_the_bank_may_order_again()
    {
        var (request, id) = await WaitsForTheShopper();
        await Confirm(id, "failed");

        foreach (var happened in await shop.EventsOf(id))
            await shop.Tell(happened);

        (await shop.Send(request)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentDeclined>();
        (await shop.InDatabase(db => db.Set<Order>().SingleAsync(order => order.Id == id))).Status.ShouldBe(OrderStatus.Failed);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_shopper_who_never_comes_back_from_the_bank_is_waited_for_and_then_let_go()
    {
        var (_, id) = await WaitsForTheShopper();

        await shop.SomeMinutesLater();
        (await shop.InDatabase(db => db.Set<Order>().SingleAsync(order => order.Id == id))).Status.ShouldBe(OrderStatus.Pending);
        shop.Clock.Advance(TimeSpan.FromMinutes(15));
        await shop.SomeMinutesLater();

        (await shop.PaymentsAtTheProvider(id)).ShouldHaveSingleItem().Status.ShouldBe(PaymentIntentStatus.Canceled);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Events_in_every_order_three_times_each_have_one_effect()
    {
        var (goods, till) = (await shop.Goods(), shop.Till());
        await shop.Cart(till, (goods, 1));
        var id = await Placed(till, Card());
        var events = await shop.EventsOf(id);
        events.Count.ShouldBeGreaterThan(2);
        var before = await shop.TendersOf(id);

        for (var round = 0; round < events.Count; round++)
        {
            StripeEvent[] turned = [.. events.Skip(round), .. events.Take(round)];
            foreach (var happened in turned.Concat(turned.Reverse()).Concat(turned))
                await shop.Tell(happened with { Id = $"{happened.Id}_{round}" }, andWork: false);
            await shop.WorkInboxOff();
        }

        (await shop.TendersOf(id)).ShouldBe(before);
        (await shop.AtTheProvider(id)).ShouldBe((0, 1000, 0));
        (await shop.InDatabase(db => db.Set<StoredEvent>().CountAsync(stored => stored.State == StoredEventState.Done))).ShouldBeGreaterThanOrEqualTo(events.Count * events.Count);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task The_providers_word_before_the_answer_makes_one_order()
    {
        var (goods, shopper) = (await shop.Goods(), shop.Shopper());
        var cart = await shop.Cart(shopper, (goods, 1));
        var request = new PlaceOrder(shopper, null, null, [Card()], Guid.NewGuid());
        shop.Network.AnswersToLose = 10;
        (await shop.Send(request)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentUnresolved>();
        shop.Network.AnswersToLose = 0;
        var id = await OrderOf(cart);

        foreach (var happened in await shop.EventsOf(id))
            await shop.Tell(happened);

        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Confirmed);
        (await shop.Send(request)).Value.ShouldBe(id);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task An_event_of_somebody_elses_payment_or_of_none_is_harmless()
    {
        var theirs = await shop.Stripe.PaymentIntents.CreateAsync(new() { Amount = 500, Currency = "gbp", PaymentMethodTypes = ["card"] }, new IdempotencyKey("theirs"));

        (await shop.Tell(Event("evt_theirs", "payment_intent.created", $$"""{"id":"{{theirs.Id}}","object":"payment_intent"}"""))).IsRefused.ShouldBeFalse();
        (await shop.Tell(Event("evt_unheard", "moon.rose", """{"id":"moon_1","object":"moon"}"""))).IsRefused.ShouldBeFalse();

        (await StateOf("evt_theirs"), await StateOf("evt_unheard")).ShouldBe((StoredEventState.Done, StoredEventState.Done));
    }

    [Fact]
    public async Task An_event_that_cannot_be_followed_is_tried_again_and_at_last_put_aside()
    {
        await shop.Tell(Event("evt_gone", "payment_intent.created", """{"id":"pi_gone","object":"payment_intent"}"""));
        (await StateOf("evt_gone")).ShouldBe(StoredEventState.Pending);

        for (var i = 1; i < 10; i++)
        {
            shop.Clock.Advance(TimeSpan.FromHours(2));
            await shop.WorkInboxOff();
        }

        (await StateOf("evt_gone")).ShouldBe(StoredEventState.Dead);
    }

    [Theory]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(-302, false)]
    [InlineData(302, false)]
    public async Task A_request_is_taken_in_only_when_it_is_signed_in_time(int seconds, bool isTaken)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(
            $$"""{"id":"evt_{{seconds}}","object":"event","type":"moon.rose","created":1,"api_version":"{{StripeOptions.DefaultApiVersion}}","data":{"object":{} } }""");
        (await shop.Send(new ReceiveStripeEvent(body, Signature(body, shop.Clock.Now.AddSeconds(seconds))))).IsRefused.ShouldBe(!isTaken);
        (await shop.Send(new ReceiveStripeEvent(body, Signature([.. body, (byte)' '], shop.Clock.Now)))).IsRefused.ShouldBeTrue();
        (await shop.InDatabase(db => db.Set<StoredEvent>().CountAsync(stored => stored.Id == $"evt_{seconds}"))).ShouldBe(isTaken ? 1 : 0);
    }

    [Fact]
    public async Task An_event_that_comes_often_at_once_is_taken_in_each_time_and_stored_once()
    {
        var happened = Event("evt_at_once", "moon.rose", "{}");

        var received = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => shop.Tell(happened, andWork: false))));

        received.ShouldAllBe(answer => !answer.IsRefused);
        (await shop.InDatabase(db => db.Set<StoredEvent>().CountAsync(stored => stored.Id == "evt_at_once"))).ShouldBe(1);
    }

    [Theory]
    [InlineData("real money", "evt_live", "moon.rose", "true")]
    [InlineData("too long a name", "evt_{100}", "moon.rose", "false")]
    [InlineData("too long a type", "evt_long", "moon.{100}", "false")]
    public async Task An_event_that_cannot_be_of_this_shop_is_refused(string because, string id, string type, string livemode)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(
            $$"""{"id":"{{id}}","object":"event","type":"{{type}}","created":1,"livemode":{{livemode}},"api_version":"{{StripeOptions.DefaultApiVersion}}","data":{"object":{} } }"""
                .Replace("{100}", new string('x', 100), StringComparison.Ordinal));

        (await shop.Send(new ReceiveStripeEvent(body, Signature(body, shop.Clock.Now)))).IsRefused.ShouldBeTrue(because);
    }

    [Fact]
    public async Task A_refund_that_fails_days_later_counts_as_taken_again()
    {
        var (goods, till) = (await shop.Goods(), shop.Till());
        await shop.Cart(till, (goods, 1));
        var id = await Placed(till, Card(method: "pm_card_refundFail"));
        await shop.Send(new OpenRefunds(id, Pounds(400), Pounds(600), "return:fails"));
        await shop.Send(new SendRefunds(id));
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.PartiallyRefunded);
        await shop.AtTheSandbox("clock", "advance_seconds=864000");

        foreach (var failed in (await shop.EventsOf(id)).Where(happened => happened.Data.ObjectType == "refund"))
            await shop.Tell(failed);

        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Paid);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_reader_at_which_the_shopper_cancels_takes_nothing()
    {
        var location = await shop.Stripe.Terminal.CreateLocationAsync(
            new() { DisplayName = "York", Address = new() { Country = "GB", Line1 = "1 Street", City = "York", PostalCode = "YO1 1AA" } }, new IdempotencyKey("york"));
        var waiting = await shop.Stripe.Terminal.CreateReaderAsync(new() { RegistrationCode = "simulated-wpe", Location = location.Id }, new IdempotencyKey("waits"));
        var reader = await shop.Done(new SaveReader(shop.York, "Waits", ReaderBehaviour.ReadsCards, waiting.Id));
        var (goods, till) = (await shop.Goods(), shop.Till(shop.York));
        await shop.Done(new OmniCommerce.Inventory.Contracts.ReceiveStock(goods, shop.York, 5, "opening"));
        var cart = await shop.Cart(till, (goods, 1));

        var placing = shop.Place(till, null, new TenderOffer { Kind = TenderKind.CardPresent, ReaderId = reader });
        while ((await shop.Stripe.Terminal.RetrieveReaderAsync(waiting.Id)).Action is not { Type: "process_payment_intent" })
            await Task.Delay(20);
        await shop.AtTheSandbox($"readers/{waiting.Id}", "action=customer_cancels");

        (await placing).Refusals.ShouldHaveSingleItem().ShouldBe(new PaymentDeclined("customer_canceled"));
        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Open);
        (await shop.PaymentsAtTheProvider(await OrderOf(cart))).ShouldHaveSingleItem().Status.ShouldBe(PaymentIntentStatus.Canceled);
    }

    private async Task<(PlaceOrder Request, OrderId Id)> WaitsForTheShopper()
    {
        var (goods, shopper) = (await shop.Goods(), shop.Shopper());
        var cart = await shop.Cart(shopper, (goods, 1));
        var request = new PlaceOrder(shopper, null, null, [WithWayBack], Guid.NewGuid());
        (await shop.Send(request)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentRequiresAction>().ClientSecret.ShouldNotBeEmpty();
        (await shop.StatusOf(cart)).ShouldBe(CartStatus.Held);
        return (request, await OrderOf(cart));
    }

    private Task<OrderId> OrderOf(CartId cart) => shop.InDatabase(db => db.Set<Order>().Where(order => order.CartId == cart).Select(order => order.Id).SingleAsync());

    private async Task Confirm(OrderId id, string outcome = "succeeded") =>
        await shop.AtTheSandbox($"intents/{(await shop.PaymentsAtTheProvider(id)).ShouldHaveSingleItem().Id}/authenticate", $"outcome={outcome}");

    private async Task<OrderId> Placed(OmniCommerce.Sessions.Contracts.Caller caller, params TenderOffer[] tenders) => (await shop.Place(caller, null, tenders)).Value;

    private Task<StoredEventState> StateOf(string id) => shop.InDatabase(db => db.Set<StoredEvent>().Where(stored => stored.Id == id).Select(stored => stored.State).SingleAsync());

    private StripeEvent Event(string id, string type, string of) =>
        new() { Id = id, Type = type, Created = shop.Clock.Now, Data = new() { Object = System.Text.Json.JsonElement.Parse(of) } };
}
