using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.EndToEnd;

/// <summary>The shop as it stands on the internet: it tells strangers nothing of its schema and bears only what clients send.</summary>
public sealed class HardenedShopTests(HardenedShopTests.HardenedShop hardened) : IClassFixture<HardenedShopTests.HardenedShop>
{
    private const string Listing = "{ products(first: 50) { nodes { name description variants { sku price { amount } } } } }";

    public static TheoryData<string, string> Attacks => new()
    {
        { "{ __schema { types { name } } }", "INTROSPECTION_DISABLED" },
        { "{ a: __type(name: \"Query\") { name } }", "INTROSPECTION_DISABLED" },
        { "{ products(first: 100) { nodes { variants { price { amount } product { variants { price { amount } } } } } } }", "COST_EXCEEDED" },
        { Twice("signIn(input: {email: \"ada@example.com\", password: \"guess\"})"), "GRAPHQL_VALIDATION_FAILED" },
        { Twice("joinSession(input: {code: \"AAAAAAAA\", device: {name: \"x\", channel: WEB}})"), "GRAPHQL_VALIDATION_FAILED" },
        { Twice("applyCartCode(input: {code: \"guess\"})"), "GRAPHQL_VALIDATION_FAILED" },
        { "{ " + string.Concat(Enumerable.Range(0, 21).Select(i => $"a{i}: __typename ")) + "}", "GRAPHQL_VALIDATION_FAILED" },
        { "{ session { " + string.Concat(Enumerable.Repeat("id ", 6)) + "} }", "GRAPHQL_VALIDATION_FAILED" },
        { "{ session { id " + string.Concat(Enumerable.Repeat("@include(if: true) ", 6)) + "} }", "GRAPHQL_VALIDATION_FAILED" },
        { "{ session { id " + string.Concat(Enumerable.Repeat("a ", 2_000)) + "} }", "GRAPHQL_PARSE_FAILED" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task What_only_attackers_send_is_refused(string query, string code)
    {
        var (status, body) = await AskAsync(query);
        status.ShouldBe(HttpStatusCode.BadRequest, body);
        var error = JsonDocument.Parse(body).RootElement.GetProperty("errors")[0];
        error.GetProperty("extensions").GetProperty("code").GetString().ShouldBe(code, body);
    }

    [Fact]
    public async Task A_misspelt_name_is_not_corrected()
    {
        var (_, body) = await AskAsync("{ prodcts { totalCount } }");
        body.ShouldContain("Cannot query field");
        body.ShouldNotContain("Did you mean");
    }

    [Theory]
    [InlineData("")]
    [InlineData("graphql")]
    public async Task There_is_no_page_for_browsers(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var response = await hardened.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(path == "" ? HttpStatusCode.NotFound : HttpStatusCode.NotAcceptable);
    }

    [Fact]
    public async Task A_body_of_more_than_a_hundred_kilobytes_is_refused()
    {
        var (status, _) = await AskAsync("{ session { id } } #" + new string('x', 102_400));
        status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Listings_are_compressed_and_short_answers_are_not(string encoding)
    {
        using var listing = await SendAsync(Listing, encoding);
        listing.StatusCode.ShouldBe(HttpStatusCode.OK);
        listing.Content.Headers.ContentEncoding.ShouldBe([encoding]);
        using var session = await SendAsync("{ session { id } }", encoding);
        session.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_learns_what_its_listing_costs()
    {
        hardened.Http.DefaultRequestHeaders.Add("GraphQL-Cost", "report");
        var (_, body) = await AskAsync(Listing);
        hardened.Http.DefaultRequestHeaders.Remove("GraphQL-Cost");
        var cost = JsonDocument.Parse(body).RootElement.GetProperty("extensions").GetProperty("operationCost");
        cost.GetProperty("fieldCost").GetInt32().ShouldBe(552); // products and nodes, variants of 50, price of ten each
        cost.GetProperty("typeCost").GetInt32().ShouldBe(1_052);
    }

    [Fact]
    public async Task Guesses_through_a_known_proxy_count_against_the_client_it_names_and_nobody_else()
    {
        using var session = await Client.BeginAsync(hardened.Http.BaseAddress!);
        var code = (await session.MutateAsync("mutation { createHandOffCode(input: {}) { code errors { __typename } } }")).GetProperty("code").GetString()!;
        for (var i = 0; i < 10; i++)
            (await JoinAsync("AAAAAAAA", "203.0.113.1")).ShouldBe("CodeExpired");

        (await JoinAsync(code, "203.0.113.1")).ShouldBe("CodeExpired", "It may not guess any more.");
        (await JoinAsync(code, "198.51.100.1, 203.0.113.1")).ShouldBe("CodeExpired", "What it says of itself does not count.");
        (await JoinAsync(code, "203.0.113.2")).ShouldBe("");
    }

    [Fact]
    public async Task Who_is_no_known_proxy_is_not_believed()
    {
        using var session = await Client.BeginAsync(hardened.Http.BaseAddress!);
        var code = (await session.MutateAsync("mutation { createHandOffCode(input: {}) { code errors { __typename } } }")).GetProperty("code").GetString()!;
        using var stranger = new HttpClient(new SocketsHttpHandler { ConnectCallback = (to, stop) => FromAsync(IPAddress.Parse("127.0.0.2"), to.DnsEndPoint, stop) })
        {
            BaseAddress = hardened.Http.BaseAddress,
        };
        for (var i = 0; i < 10; i++)
            (await JoinAsync("AAAAAAAA", $"203.0.113.{50 + i}", stranger)).ShouldBe("CodeExpired");

        (await JoinAsync(code, "203.0.113.60", stranger)).ShouldBe("CodeExpired");
        (await JoinAsync(code, "203.0.113.60")).ShouldBe("");
    }

    private static async ValueTask<Stream> FromAsync(IPAddress own, DnsEndPoint to, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(own, 0));
        await socket.ConnectAsync(IPAddress.Parse(to.Host), to.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    // What a device is told that would join by a code; empty when it joined.
    private async Task<string> JoinAsync(string code, string forwardedFor, HttpClient? http = null)
    {
        var query = $"mutation {{ joinSession(input: {{code: \"{code}\", device: {{name: \"x\", channel: WEB}}}}) {{ token errors {{ __typename }} }} }}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query }) };
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var response = await (http ?? hardened.Http).SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return string.Join(' ', body.GetProperty("data").GetProperty("joinSession").Errors());
    }

    private static string Twice(string field) => $"mutation {{ a: {field} {{ __typename }} b: {field} {{ __typename }} }}";

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string query)
    {
        using var response = await SendAsync(query);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<HttpResponseMessage> SendAsync(string query, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql")
        {
            Content = new StringContent(JsonSerializer.Serialize(new { query }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("application/graphql-response+json");
        if (encoding is not null)
            request.Headers.AcceptEncoding.ParseAdd(encoding);
        return await hardened.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public sealed class HardenedShop : IAsyncLifetime
    {
        private Shop _shop = null!;

        public HttpClient Http { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _shop = await Shop.StartAsync(settings: ["--GraphQL:ShowSchema=false", "--Proxies:Known=127.0.0.1"]);
            Http = new HttpClient { BaseAddress = _shop.Url };
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await _shop.DisposeAsync();
        }
    }
}
