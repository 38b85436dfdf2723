using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Platform;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>What can be done to an order, as clients do it.</summary>
public sealed class OrderSchemaTests(OrderSchemaShop shop) : IClassFixture<OrderSchemaShop>
{
    private const string Order = """
        order { id version status refunded { amount } delivery { ... on ShipToAddress { address { city } } }
          lines { id quantity returnedQuantity states quantities { ordered allocated fulfilled cancelled returned } }
          history { kind channel by what note refunded { amount } } }
        """;

    [Fact]
    public async Task A_shopper_changes_an_order_and_reads_what_was_done()
    {
        var shopper = shop.Shopper();
        await shop.Cart(shopper, (await shop.Goods(price: 1000), 3));
        await shop.Done(new ChooseDelivery(
            shopper, null, new DeliveryInput(ShipTo: new AddressInput("Ada", "1 High Street", null, "Leeds", "LS1 1AA", null, "GB")), null));
        var placed = await shop.Order((await shop.Place(shopper, null, Card())).Value);
        var (id, line) = (Global("Order", placed.Id.Value), Global("OrderLine", placed.Lines[0].Id.Value));
        shop.Caller = shopper;

        var stale = await Do("cancelOrderLines", "CancelOrderLinesInput", new { orderId = id, lines = new[] { new { orderLineId = line, quantity = 1 } }, version = 1 }, errors: "... on VersionConflict { currentVersion }");
        stale["errors"]![0]!["currentVersion"]!.GetValue<int>().ShouldBe(placed.Version);
        var less = await Do("cancelOrderLines", "CancelOrderLinesInput", new { orderId = id, lines = new[] { new { orderLineId = line, quantity = 1 } }, version = placed.Version });
        less["order"]!["lines"]![0]!.ToJsonString().ShouldBe(
            $$$"""{"id":"{{{line}}}","quantity":3,"returnedQuantity":1,"states":["ALLOCATED","CANCELLED"],"quantities":{"ordered":3,"allocated":2,"fulfilled":0,"cancelled":1,"returned":0}}""");
        less["order"]!["refunded"]!["amount"]!.GetValue<string>().ShouldBe("10.00");
        var address = new { name = "Ada", line1 = "2 Low Street", city = "York", postalCode = "YO1 1AA", country = "GB" };
        (await Do("changeOrderAddress", "ChangeOrderAddressInput", new { orderId = id, address }))["order"]!["delivery"]!["address"]!["city"]!.GetValue<string>().ShouldBe("York");
        var noted = await Do("addOrderNote", "AddOrderNoteInput", new { orderId = id, note = "Ring twice." });

        noted["order"]!["history"]!.AsArray().Select(change => change!["kind"]!.GetValue<string>()).ShouldBe(["PLACED", "CALLED_OFF", "DELIVERY_CHANGED", "NOTED"]);
        noted["order"]!["history"]![3]!.ToJsonString().ShouldBe(
            """{"kind":"NOTED","channel":"WEB","by":"Phone","what":"A note was written.","note":"Ring twice.","refunded":null}""");
        shop.Caller = shop.Shopper();
        (await Do("addOrderNote", "AddOrderNoteInput", new { orderId = id, note = "Mine!" }))["errors"]![0]!["__typename"]!.GetValue<string>().ShouldBe("Forbidden");
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_till_exchanges_and_takes_back_without_a_receipt()
    {
        var (tea, pot, till) = (await shop.Goods(price: 1000), await shop.Goods(price: 600), shop.Till());
        var sold = await shop.Ordered(till, [Cash(1000)], (tea, 1));
        var cart = await shop.Cart(till, (pot, 1));
        shop.Caller = till;

        var lines = new[] { new { orderLineId = Global("OrderLine", sold.Lines[0].Id.Value), quantity = 1, reasonCode = "DOES_NOT_FIT" } };
        var input = new { orderId = Global("Order", sold.Id.Value), lines, cartId = Global("Cart", cart.Value), operationId = Guid.NewGuid() };
        var exchanged = await Do("exchangeItems", "ExchangeItemsInput", input, "value { amount } refunded { amount } returnedFrom { lines { states } } ");
        (exchanged["value"]!["amount"]!.GetValue<string>(), exchanged["refunded"]!["amount"]!.GetValue<string>()).ShouldBe(("10.00", "4.00"));
        exchanged["order"]!["status"]!.GetValue<string>().ShouldBe("FULFILLED");
        exchanged["returnedFrom"]!["lines"]![0]!["states"]![0]!.GetValue<string>().ShouldBe("RETURNED");
        (await Do("exchangeItems", "ExchangeItemsInput", input))["order"]!["id"]!.GetValue<string>().ShouldBe(exchanged["order"]!["id"]!.GetValue<string>());

        var back = new { variantId = Global("Variant", tea.Value), quantity = 1 };
        var returned = await Data(
            "mutation($input: ReturnWithoutReceiptInput!) { returnWithoutReceipt(input: $input) { refunded { amount } errors { __typename } } }",
            new { input = new { lines = new[] { back }, giftCardCode = "SCHEMA-CARD-1", approvedBy = "Grace", operationId = Guid.NewGuid() } });
        returned["returnWithoutReceipt"]!["refunded"]!["amount"]!.GetValue<string>().ShouldBe("10.00");
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_shopper_chooses_when_to_collect()
    {
        var (till, shopper, york) = (shop.Till(shop.York), shop.Shopper(), Global("Location", shop.York.Value));
        await shop.Cart(shopper, (await shop.Goods(york: 1), 1));
        var week = (string[])["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
        var terms = new { timeZone = "Asia/Tokyo", slotMinutes = 60, capacity = 3, week = week.Select(day => new { day, from = "00:00", until = "00:00" }), closedOn = (string[])["2020-01-01"] };
        shop.Caller = till;
        var set = await Data(
            "mutation($input: SetPickUpTermsInput!) { setPickUpTerms(input: $input) { location { pickUp { timeZone capacity week { day from until } closedOn } } errors { __typename ... on Error { message } } } }",
            new { input = new { terms } });
        set["setPickUpTerms"]!["location"]!["pickUp"]!["week"]![6]!.ToJsonString().ShouldBe("""{"day":"SUNDAY","from":"00:00","until":"00:00"}""");

        shop.Caller = shopper;
        var slots = (await Data("query($at: ID!) { pickUpSlots(locationId: $at, days: 2) { free time { startsAt endsAt localTime } } }", new { at = york }))["pickUpSlots"]!.AsArray();
        slots.Count.ShouldBeInRange(24, 48);
        slots[0]!["free"]!.GetValue<int>().ShouldBe(3);
        var startsAt = slots[0]!["time"]!["startsAt"]!.GetValue<string>();
        DateTimeOffset.Parse(startsAt).ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd HH:mm").ShouldBe(slots[0]!["time"]!["localTime"]!.GetValue<string>()[..16]);

        const string Choose = """
            mutation($input: ChooseDeliveryInput!) { chooseDelivery(input: $input) {
              cart { delivery { ... on CollectAtLocation { location { id } pickUp { startsAt } } } problems { message } }
              errors { __typename ... on PickUpSlotNotFree { startsAt free { free time { startsAt } } } } } }
            """;
        var wrong = await Data(Choose, new { input = new { delivery = new { collectAt = york }, pickUpAt = "2020-01-01T00:00:00Z" } });
        wrong["chooseDelivery"]!["errors"]![0]!["free"]![0]!["time"]!["startsAt"]!.GetValue<string>().ShouldBe(startsAt);
        var chosen = await Data(Choose, new { input = new { delivery = new { collectAt = york }, pickUpAt = startsAt } });
        chosen["chooseDelivery"]!["cart"]!["delivery"]!["pickUp"]!["startsAt"]!.GetValue<string>().ShouldBe(startsAt);
        chosen["chooseDelivery"]!["cart"]!["problems"]!.AsArray().ShouldBeEmpty();

        var (order, later) = (Global("Order", (await shop.Place(shopper, null, Card())).Value.Value), slots[^1]!["time"]!["startsAt"]!.GetValue<string>());
        const string Change = """
            mutation($input: ChangePickUpTimeInput!) { changePickUpTime(input: $input) {
              order { delivery { ... on CollectAtLocation { pickUp { startsAt } } } fulfilments { pickUp { startsAt } } history { kind } }
              errors { __typename ... on PickUpSlotNotFree { free { time { startsAt } } } } } }
            """;
        var none = await Data(Change, new { input = new { orderId = order, pickUpAt = "2020-01-01T00:00:00Z" } });
        none["changePickUpTime"]!["errors"]![0]!["__typename"]!.GetValue<string>().ShouldBe("PickUpSlotNotFree");
        var changed = (await Data(Change, new { input = new { orderId = order, pickUpAt = later } }))["changePickUpTime"]!["order"]!;
        changed["delivery"]!["pickUp"]!["startsAt"]!.GetValue<string>().ShouldBe(later);
        changed["fulfilments"]![0]!["pickUp"]!["startsAt"]!.GetValue<string>().ShouldBe(later);
        changed["history"]![1]!["kind"]!.GetValue<string>().ShouldBe("DELIVERY_CHANGED");
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_till_lets_some_be_carried_out_and_sends_the_rest()
    {
        var till = shop.Till();
        var cart = Global("Cart", (await shop.Cart(till, (await shop.Goods(quantity: 1), 1), (await shop.Goods(quantity: 1, york: 9), 3))).Value);
        shop.Caller = till;
        var lines = (await Data("query($id: ID!) { cart(id: $id) { lines { id } } }", new { id = cart }))["cart"]!["lines"]!.AsArray().Select(line => line!["id"]!.GetValue<string>()).ToArray();
        const string Choose = """
            mutation($input: ChooseDeliveryInput!) { chooseDelivery(input: $input) {
              cart { lines { carriedOut } delivery { ... on ShipToAddress { address { city } carriedOutOf { name } } } problems { __typename ... on OutOfStock { wanted available store } } }
              errors { __typename ... on InvalidInput { path } } } }
            """;
        var shipTo = new { name = "Ada", line1 = "1 High Street", city = "Oxford", postalCode = "OX1 1AA", country = "GB" };
        Task<JsonNode> Chosen(params object[] carryOut) => Data(Choose, new { input = new { delivery = new { shipTo }, carryOut } });

        (await Chosen(new { lineId = lines[1], quantity = 4 }))["chooseDelivery"]!["errors"]!.ToJsonString().ShouldBe("""[{"__typename":"InvalidInput","path":["carryOut","0","quantity"]}]""");
        (await Chosen(new { lineId = lines[1], quantity = 2 }))["chooseDelivery"]!["cart"]!["problems"]!.ToJsonString()
            .ShouldBe("""[{"__typename":"OutOfStock","wanted":2,"available":1,"store":"Store 1"}]""");
        (await Chosen(new { lineId = lines[0] }, new { lineId = lines[1], quantity = 1 }))["chooseDelivery"]!["cart"]!.ToJsonString().ShouldBe(
            """{"lines":[{"carriedOut":1},{"carriedOut":1}],"delivery":{"address":{"city":"Oxford"},"carriedOutOf":{"name":"Store 1"}},"problems":[]}""");

        var order = Global("Order", (await shop.Place(till, null, Card())).Value.Value);
        (await Data(
            "query($id: ID!) { order(by: {id: $id}) { status delivery { ... on ShipToAddress { carriedOutOf { name } } } fulfilments { kind status location { name } } sourcingTrace { because } } }",
            new { id = order }))["order"]!.ToJsonString().ShouldBe(
            """{"status":"PARTIALLY_FULFILLED","delivery":{"carriedOutOf":{"name":"Store 1"}},"fulfilments":["""
            + """{"kind":"CARRY_OUT","status":"COLLECTED","location":{"name":"Store 1"}},{"kind":"SHIP","status":"OPEN","location":{"name":"Store 2"}}],"sourcingTrace":["""
            + """{"because":"The goods are handed over here."},{"because":"No other location had any."}]}""");
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Staff_see_what_banks_take_back_and_the_order_shows_it()
    {
        var (till, shopper) = (shop.Till(), shop.Shopper());
        var sold = await shop.Ordered(till, [Card(method: "pm_card_createDispute")], (await shop.Goods(), 1));
        await shop.AtTheSandbox("clock", "advance_seconds=10");
        foreach (var happened in await shop.EventsOf(sold.Id))
            await shop.Tell(happened);
        shop.Caller = till;

        var list = await Data(
            "query($state: DisputeState) { disputes(first: 1, state: $state) { totalCount nodes { amount { amount } reason state isOpen evidenceDueBy order { number disputed tenders { dispute chargedBack { amount } } } } } }",
            new { state = "NEEDS_RESPONSE" });
        var dispute = list["disputes"]!["nodes"]![0]!;
        dispute["evidenceDueBy"].ShouldNotBeNull();
        dispute.AsObject().Remove("evidenceDueBy");
        dispute.ToJsonString().ShouldBe(
            $$"""{"amount":{"amount":"10.00"},"reason":"fraudulent","state":"NEEDS_RESPONSE","isOpen":true,"order":{"number":"{{sold.Number}}","disputed":true,"tenders":[{"dispute":"NEEDS_RESPONSE","chargedBack":{"amount":"10.00"} }] } }"""
                .Replace(" }", "}", StringComparison.Ordinal));
        (await Data("query($state: DisputeState) { disputes(state: $state) { totalCount } }", new { state = "WON" }))["disputes"]!["totalCount"]!.GetValue<int>().ShouldBe(0);

        var back = new { orderId = Global("Order", sold.Id.Value), lines = new[] { new { orderLineId = Global("OrderLine", sold.Lines[0].Id.Value), quantity = 1 } }, operationId = Guid.NewGuid() };
        var refused = await Data("mutation($input: ReturnItemsInput!) { returnItems(input: $input) { errors { __typename ... on PaymentIsDisputed { tender disputed { amount } } } } }", new { input = back });
        refused["returnItems"]!["errors"]![0]!.ToJsonString().ShouldBe("""{"__typename":"PaymentIsDisputed","tender":"CARD","disputed":{"amount":"10.00"}}""");

        shop.Caller = shopper;
        (await CodeOf("{ disputes { totalCount } }")).ShouldBe("FORBIDDEN");
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_was_done_with_the_money_is_shown_to_the_shopper_and_in_full_at_tills()
    {
        var (till, shopper) = (shop.Till(), shop.Shopper());
        await shop.Cart(shopper, (await shop.Goods(price: 1000), 2));
        var placed = await shop.Order((await shop.Place(shopper, null, Card())).Value);
        shop.Caller = shopper;
        var waits = await Data(
            "query($id: ID!) { order(by: {id: $id}) { tenders { promise { state until amount { amount } } } } }", new { id = Global("Order", placed.Id.Value) });
        var promise = waits["order"]!["tenders"]![0]!["promise"]!;
        (promise["state"]!.GetValue<string>(), promise["amount"]!["amount"]!.GetValue<string>()).ShouldBe(("STANDS", "20.00"));
        promise["until"]!.GetValue<DateTimeOffset>().ShouldBe(shop.Clock.Now.AddDays(7), TimeSpan.FromMinutes(1));
        var less = new { orderId = Global("Order", placed.Id.Value), lines = new[] { new { orderLineId = Global("OrderLine", placed.Lines[0].Id.Value), quantity = 1 } } };
        await Do("cancelOrderLines", "CancelOrderLinesInput", less);
        await shop.Done(new FulfilOrder(till, placed.Id, Guid.NewGuid()));
        await shop.Send(new OmniCommerce.Payments.Contracts.CaptureTenders(placed.Id));
        await shop.Done(new ReturnItems(till, placed.Id, [new(placed.Lines[0].Id, 1, OmniCommerce.Inventory.Contracts.ReturnCondition.Resellable, null)], null, Guid.NewGuid()));
        await shop.SettlePayments();

        (await Transactions()).ShouldBe(
            """[{"kind":"AUTHORIZATION","amount":{"amount":"20.00"},"state":"DONE","reference":null},{"kind":"RELEASE","amount":{"amount":"10.00"},"state":"DONE","reference":null},"""
            + """{"kind":"CAPTURE","amount":{"amount":"10.00"},"state":"DONE","reference":null},{"kind":"REFUND","amount":{"amount":"10.00"},"state":"DONE","reference":null}]""");
        shop.Caller = till;
        (await Transactions()).ShouldContain($"\"reference\":\"{(await shop.PaymentsAtTheProvider(placed.Id))[0].Id}\"");
        await shop.TheBooksAreRight();

        async Task<string> Transactions() => (await Data(
            "query($id: ID!) { order(by: {id: $id}) { tenders { transactions { kind amount { amount } state reference } } } }",
            new { id = Global("Order", placed.Id.Value) }))["order"]!["tenders"]![0]!["transactions"]!.ToJsonString();
    }

    [Fact]
    public async Task A_shopper_collects_in_a_store_what_staff_send_there_from_another()
    {
        var (till, shopper, york) = (shop.Till(shop.York), shop.Shopper(), Global("Location", shop.York.Value));
        var cart = await shop.Cart(shopper, (await shop.Goods(quantity: 2), 2));
        var week = (string[])["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
        var terms = new { timeZone = "Europe/London", slotMinutes = 60, capacity = 3, transferHours = 48, week = week.Select(day => new { day, from = "00:00", until = "00:00" }) };
        shop.Caller = till;
        await Data("mutation($input: SetPickUpTermsInput!) { setPickUpTerms(input: $input) { location { pickUp { transferHours } } } }", new { input = new { terms } });

        shop.Caller = shopper;
        var from = (await Data("query($id: ID!, $at: ID!) { cart(id: $id) { collectableFrom(locationId: $at) } }", new { id = Global("Cart", cart.Value), at = york }))["cart"]!["collectableFrom"]!.GetValue<string>();
        DateTimeOffset.Parse(from).ShouldBeGreaterThan(shop.Clock.Now.AddHours(47));
        var slots = (await Data("query($at: ID!, $from: DateTime) { pickUpSlots(locationId: $at, from: $from) { time { startsAt } } }", new { at = york, from }))["pickUpSlots"]!.AsArray();
        var startsAt = slots[0]!["time"]!["startsAt"]!.GetValue<string>();
        var chosen = await Data(
            "mutation($input: ChooseDeliveryInput!) { chooseDelivery(input: $input) { cart { problems { message } } errors { __typename } } }",
            new { input = new { delivery = new { collectAt = york }, pickUpAt = startsAt } });
        chosen["chooseDelivery"]!["cart"]!["problems"]!.AsArray().ShouldBeEmpty();
        var order = Global("Order", (await shop.Place(shopper, null, Card())).Value.Value);

        const string Fulfilments = """
            query($id: ID!) { order(by: {id: $id}) { status fulfilments { id kind status expectedAt pickUp { startsAt } transfer { id status order { id } lines { quantity ordered received } } }
              sourcingTrace { outcome because } history { kind what } } }
            """;
        async Task<JsonNode> Read(OmniCommerce.Sessions.Contracts.Caller caller)
        {
            shop.Caller = caller;
            return (await Data(Fulfilments, new { id = order }))["order"]!;
        }

        var placed = await Read(shopper);
        placed["fulfilments"]![0]!["kind"]!.GetValue<string>().ShouldBe("TO_STORE");
        placed["fulfilments"]![0]!["expectedAt"].ShouldNotBeNull();
        placed["sourcingTrace"]![0]!["outcome"]!.GetValue<string>().ShouldBe("SENT_TO_STORE");

        shop.Caller = shop.Till();
        await Do("shipFulfilment", "ShipFulfilmentInput", new { fulfilmentId = placed["fulfilments"]![0]!["id"]!.GetValue<string>(), carrier = "Van" });
        (await Read(shopper))["fulfilments"]![0]!["transfer"].ShouldBeNull();
        var sent = (await Read(till))["fulfilments"]![0]!;
        (sent["status"]!.GetValue<string>(), sent["transfer"]!["order"]!["id"]!.GetValue<string>()).ShouldBe(("IN_TRANSIT", order));
        sent["transfer"]!["lines"]![0]!.ToJsonString().ShouldBe("""{"quantity":2,"ordered":2,"received":null}""");
        var received = await Data(
            "mutation($input: ReceiveTransferInput!) { receiveTransfer(input: $input) { stockTransfer { status } errors { __typename } } }",
            new { input = new { transferId = sent["transfer"]!["id"]!.GetValue<string>() } });
        received["receiveTransfer"]!["stockTransfer"]!["status"]!.GetValue<string>().ShouldBe("RECEIVED");

        var here = (await Read(shopper))["fulfilments"]![1]!;
        (here["kind"]!.GetValue<string>(), here["status"]!.GetValue<string>(), here["pickUp"]!["startsAt"]!.GetValue<string>()).ShouldBe(("COLLECT", "OPEN", startsAt));
        shop.Caller = till;
        await Do("makeFulfilmentReady", "MakeFulfilmentReadyInput", new { fulfilmentId = here["id"]!.GetValue<string>() });
        await Do("collectFulfilment", "CollectFulfilmentInput", new { fulfilmentId = here["id"]!.GetValue<string>() });
        var done = await Read(shopper);
        done["status"]!.GetValue<string>().ShouldBe("FULFILLED");
        done["history"]!.AsArray().Select(change => change!["kind"]!.GetValue<string>()).ShouldBe(["PLACED", "MOVED", "MOVED", "FULFILLED"]);
        await shop.TheBooksAreRight();
    }

    private async Task<JsonNode> Do(string mutation, string type, object input, string also = "", string errors = "") =>
        (await Data($"mutation($input: {type}!) {{ {mutation}(input: $input) {{ {also}{Order} errors {{ __typename {errors} }} }} }}", new { input }))[mutation]!;

    private async Task<JsonNode> Data(string query, object variables)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        using var result = await shop.Services.GetRequiredService<GraphQLExecutor>().ExecuteAsync(
            GraphQLRequest.FromText(query, variables: JsonSerializer.Serialize(variables)), scope.ServiceProvider, new Dictionary<string, object?>(),
            cancellationToken: TestContext.Current.CancellationToken);
        var response = JsonNode.Parse(Encoding.UTF8.GetString(result.Memory.Span))!;
        response["errors"].ShouldBeNull();
        return response["data"]!;
    }

    private async Task<string> CodeOf(string query)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        using var result = await shop.Services.GetRequiredService<GraphQLExecutor>().ExecuteAsync(
            GraphQLRequest.FromText(query), scope.ServiceProvider, new Dictionary<string, object?>(), cancellationToken: TestContext.Current.CancellationToken);
        return JsonNode.Parse(Encoding.UTF8.GetString(result.Memory.Span))!["errors"]![0]!["extensions"]!["code"]!.GetValue<string>();
    }

    private static string Global(string type, Guid id) => Base64Url.EncodeToString([.. Encoding.UTF8.GetBytes(type), .. id.ToByteArray(bigEndian: true)]);
}

/// <summary>The shop, asked in GraphQL by the caller that the test says.</summary>
public sealed class OrderSchemaShop : OrderShop
{
    public Caller Caller { get; set; } = Caller.Anonymous(Gbp, "en-GB");

    protected override void AddServices(IServiceCollection services)
    {
        base.AddServices(services);
        var capabilities = services.Where(service => service.ServiceType == typeof(Capability)).Select(service => (Capability)service.ImplementationInstance!).ToList();
        services.AddGraphQLSchema(schema =>
        {
            schema.AddCommerce(capabilities);
            schema.AddParameter<Caller>(_ => Caller);
            schema.AddParameter<ClientAddress>(_ => new ClientAddress("127.0.0.1"));
        });
    }
}
