using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.EndToEnd;

/// <summary>Whatever a client sends, it gets a clear answer, nothing is written, and the shop lives on.</summary>
public sealed class BadInputTests(BadInputTests.OpenShop open) : IClassFixture<BadInputTests.OpenShop>, IAsyncLifetime
{
    private Client _client = null!;

    public async ValueTask InitializeAsync() => _client = await Client.BeginAsync(open.Shop.Url);

    [Theory]
    [InlineData("{", 400)]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("{}", 400)]
    [InlineData("{\"query\":1}", 400)]
    [InlineData("{\"query\":\"\"}", 400)]
    [InlineData("{\"query\":\"{\"}", 400)]
    [InlineData("{\"query\":\"{ nothingLikeThis }\"}", 400)]
    [InlineData("{\"query\":\"{ product(by: {id: 1.5}) { id } }\"}", 400)]
    [InlineData("{\"query\":\"query($a: Int!) { products(first: $a) { totalCount } }\",\"variables\":{\"a\":\"x\"}}", 400)]
    [InlineData("{\"query\":\"query A { __typename } query B { __typename }\"}", 400)]
    public async Task A_request_that_is_none_is_refused_with_a_GraphQL_error(string body, int status)
    {
        var answer = await _client.SendAsync(HttpMethod.Post, "graphql", Json(body), accept: "application/graphql-response+json");
        answer.Status.ShouldBe(status);
        ErrorsOf(answer.Body).ShouldNotBeEmpty();
        answer.Body.ShouldNotContain("Exception");
        answer.Body.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_body_of_ten_megabytes_is_refused()
    {
        var answer = await _client.SendAsync(HttpMethod.Post, "graphql", Json($"{{\"query\":\"{new string('#', 10_000_000)}\"}}"));
        answer.Status.ShouldBe(413);
    }

    [Theory]
    [InlineData('{')]
    [InlineData('[')]
    public async Task A_hundred_thousand_brackets_are_refused(char bracket)
    {
        var nested = JsonSerializer.Serialize(new { query = "query " + new string(bracket, 100_000) });
        (await _client.SendAsync(HttpMethod.Post, "graphql", Json(nested), accept: "application/graphql-response+json")).Status.ShouldBe(400);
        var inVariables = $"{{\"query\":\"{{ __typename }}\",\"variables\":{{\"a\":{new string('[', 100_000)}}}}}";
        (await _client.SendAsync(HttpMethod.Post, "graphql", Json(inVariables))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_mutation_by_GET_is_refused()
    {
        var answer = await _client.SendAsync(HttpMethod.Get, "graphql?query=" + Uri.EscapeDataString("mutation { signOut(input: {}) { errors { __typename } } }"));
        answer.Status.ShouldBe(405);
        (await _client.QueryAsync("{ session { id } }")).GetProperty("session").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        using var form = new StringContent("query={__typename}", Encoding.UTF8, "application/x-www-form-urlencoded");
        (await _client.SendAsync(HttpMethod.Post, "graphql", form)).Status.ShouldBe(415);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public async Task A_quantity_that_nobody_buys_is_refused_where_it_stands(int quantity)
    {
        var sku = await open.AnySkuAsync(_client);
        var payload = await _client.MutateAsync(
            "mutation($sku: String!, $quantity: Int!) { addCartLines(input: {lines: [{variant: {sku: $sku}, quantity: $quantity}]}) { cart { id } errors { __typename ... on InvalidInput { path } } } }",
            new { sku, quantity });
        payload.Errors().ShouldBe(["InvalidInput"]);
        payload.GetProperty("errors")[0].GetProperty("path").EnumerateArray().Select(part => part.GetString()).ShouldBe(["lines", "0", "quantity"]);
        await TheCartIsEmptyAsync();
    }

    [Fact]
    public async Task An_unknown_variant_is_not_found()
    {
        (await _client.AddAsync("NO-SUCH-SKU", 1)).Errors().ShouldBe(["NotFound"]);
        await TheCartIsEmptyAsync();
    }

    [Fact]
    public async Task An_id_of_another_type_or_none_at_all_is_not_found()
    {
        var product = (await _client.QueryAsync("{ products(first: 1) { nodes { id } } }")).GetProperty("products").GetProperty("nodes")[0].GetProperty("id").GetString();
        foreach (var id in new[] { product, "garbage", "", new string('A', 10_000) })
        {
            var payload = await _client.MutateAsync(
                "mutation($id: ID!) { cancelOrder(input: {orderId: $id}) { order { id } errors { __typename ... on Error { message } } } }", new { id });
            payload.Errors().ShouldBe(["NotFound"]);
        }
    }

    [Fact]
    public async Task A_query_for_an_unknown_thing_answers_null()
    {
        var data = await _client.QueryAsync("{ product(by: {handle: \"nothing\"}) { id } variant(by: {sku: \"nothing\"}) { id } order(by: {number: \"nothing\"}) { id } }");
        data.EnumerateObject().ShouldAllBe(property => property.Value.ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Somebody_elses_cart_is_neither_shown_nor_changed()
    {
        var sku = await open.AnySkuAsync(_client);
        var cart = (await _client.AddAsync(sku, 1)).GetProperty("cart").GetProperty("id").GetString();
        using var stranger = await Client.BeginAsync(open.Shop.Url);
        (await stranger.QueryAsync("query($cart: ID!) { cart(id: $cart) { id } node(id: $cart) { id } }", new { cart }))
            .EnumerateObject().ShouldAllBe(property => property.Value.ValueKind == JsonValueKind.Null);
        var payload = await stranger.MutateAsync(
            "mutation($cart: ID!, $sku: String!) { addCartLines(input: {cartId: $cart, lines: [{variant: {sku: $sku}}]}) { cart { id } errors { __typename } } }", new { cart, sku });
        payload.Errors().ShouldBe(["Forbidden"]);
        using var nobody = new Client(open.Shop.Url);
        (await nobody.MutateAsync(
            "mutation($cart: ID!, $sku: String!) { addCartLines(input: {cartId: $cart, lines: [{variant: {sku: $sku}}]}) { cart { id } errors { __typename } } }", new { cart, sku }))
            .Errors().ShouldBe(["Forbidden"]);
        (await _client.QueryAsync("{ session { cart { itemCount } } }")).GetProperty("session").GetProperty("cart").GetProperty("itemCount").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_elses_order_is_neither_shown_nor_cancelled()
    {
        (await _client.AddAsync(await open.AnySkuAsync(_client), 1)).Errors().ShouldBeEmpty();
        var order = (await _client.OrderByCardAsync()).GetProperty("order");
        using var stranger = await Client.BeginAsync(open.Shop.Url);
        var shown = await stranger.QueryAsync("query($number: String!) { order(by: {number: $number}) { id } }", new { number = order.GetProperty("number").GetString() });
        shown.GetProperty("order").ValueKind.ShouldBe(JsonValueKind.Null);
        var payload = await stranger.MutateAsync(
            "mutation($id: ID!) { cancelOrder(input: {orderId: $id}) { order { id } errors { __typename } } }", new { id = order.GetProperty("id").GetString() });
        payload.Errors().ShouldBe(["Forbidden"]);
    }

    [Fact]
    public async Task A_hand_off_code_works_once()
    {
        var code = (await _client.MutateAsync("mutation { createHandOffCode(input: {}) { code errors { __typename } } }")).GetProperty("code").GetString();
        (await JoinAsync(code!)).Errors().ShouldBeEmpty();
        (await JoinAsync(code!)).Errors().ShouldBe(["CodeExpired"]);
        (await JoinAsync("WRONGONE")).Errors().ShouldBe(["CodeExpired"]);
    }

    [Theory]
    [InlineData("pm_card_chargeDeclined", "card_declined")]
    [InlineData("pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds")]
    [InlineData("pm_card_authenticationRequired", "authentication_required")]
    public async Task A_declined_card_leaves_the_cart_as_it_was(string paymentMethod, string reason)
    {
        (await _client.AddAsync(await open.AnySkuAsync(_client), 1)).Errors().ShouldBeEmpty();
        var declined = await _client.OrderByCardAsync(paymentMethod: paymentMethod);
        declined.Errors().ShouldBe(["PaymentDeclined"]);
        declined.GetProperty("errors")[0].GetProperty("reason").GetString().ShouldBe(reason);
        var cart = (await _client.QueryAsync("{ session { cart { status itemCount hold { expiresAt } } } }")).GetProperty("session").GetProperty("cart");
        cart.GetProperty("status").GetString().ShouldBe("OPEN");
        cart.GetProperty("hold").ValueKind.ShouldBe(JsonValueKind.Null);
        (await _client.OrderByCardAsync()).Errors().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_web_shop_cannot_call_itself_a_till_where_tills_are_enrolled()
    {
        await using var strict = await Shop.StartAsync(null, "--Stores:AllowUnenrolledTills=false");
        using var client = new Client(strict.Url);
        var store = (await client.QueryAsync("{ locations(first: 1) { nodes { id } } }")).GetProperty("locations").GetProperty("nodes")[0].GetProperty("id").GetString();
        var payload = await client.MutateAsync(
            "mutation($device: DeviceInput!) { startSession(input: {device: $device}) { token errors { __typename } } }", new { device = new { name = "Till", channel = "POS", locationId = store } });
        payload.Errors().ShouldBe(["InvalidInput"]);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        open.Shop.HasExited.ShouldBeFalse("the shop lives on");
        return ValueTask.CompletedTask;
    }

    private Task<JsonElement> JoinAsync(string code) => new Client(open.Shop.Url).MutateAsync(
        "mutation($code: String!) { joinSession(input: {code: $code, device: {name: \"Phone\", channel: MOBILE}}) { token errors { __typename } } }", new { code });

    private async Task TheCartIsEmptyAsync() =>
        (await _client.QueryAsync("{ session { cart { itemCount } } }")).GetProperty("session").GetProperty("cart").GetProperty("itemCount").GetInt32().ShouldBe(0);

    private static ByteArrayContent Json(string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static List<JsonElement> ErrorsOf(string body) => [.. JsonSerializer.Deserialize<JsonElement>(body).GetProperty("errors").EnumerateArray()];

    /// <summary>One shop for all of these tests: each leaves it as it was.</summary>
    public sealed class OpenShop : IAsyncLifetime
    {
        public Shop Shop { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Shop = await Shop.StartAsync();

        public async Task<string> AnySkuAsync(Client client)
        {
            var products = await client.QueryAsync("{ products(first: 50) { nodes { variants { sku available } } } }");
            return products.GetProperty("products").GetProperty("nodes").EnumerateArray()
                .SelectMany(product => product.GetProperty("variants").EnumerateArray())
                .First(variant => variant.GetProperty("available").GetInt32() > 20).GetProperty("sku").GetString()!;
        }

        public ValueTask DisposeAsync() => Shop.DisposeAsync();
    }
}
