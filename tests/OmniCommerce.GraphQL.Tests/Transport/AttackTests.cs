using System.Net;
using System.Text;
using System.Text.Json;

namespace OmniCommerce.GraphQL.Tests.Transport;

/// <summary>What attackers send, against a server with the limits it has by itself: each is refused by the limit that is there for it.</summary>
public sealed class AttackTests
{
    private const string Introspection = "{ __schema { types { name } } }";

    public static TheoryData<string, string, string> Documents => new()
    {
        { "a hundred thousand braces", new string('{', 100_000), "Syntax Error" },
        { "a hundred thousand selections in each other", Repeat("{a", 100_000), "nests more than 100 levels" },
        { "a hundred thousand brackets in a value", "{ hello(name: " + new string('[', 100_000), "nests more than 100 levels" },
        { "a hundred thousand objects in a value", "{ hello(name: " + Repeat("{a:", 80_000), "nests more than 100 levels" },
        { "a long document", "{ hello } #" + new string('x', 300_000), "longer than 262144 bytes" },
        { "many tokens", "{ hello " + Repeat("a ", 11_000) + "}", "more than 10000 tokens" },
        { "alias overloading", "{ hello " + Numbered("a{0}: __typename ", 300) + "}", "aliases" },
        { "many fields of the root", "{ " + Numbered("a{0}: hello ", 60) + "}", "fields of its root" },
        { "field duplication", "{ " + Repeat("__typename ", 200) + "}", "selected more than 10 times" },
        { "directive overloading", "{ hello " + Repeat("@include(if: true) ", 10) + "}", "10 directives at this place" },
        { "directives all over", "{ " + Numbered("...F{0} ", 60) + "}" + Numbered(" fragment F{0} on Query {{ hello @skip(if: false) x{0}: hello @skip(if: true) }}", 60), "more than 100 directives" },
        { "deep nesting", Nested(60), "levels of fields" },
        { "introspection in circles", "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", "Maximum introspection depth" },
        { "fragments that multiply", "{ me { ...F0 } }" + Doubling(20), "fields; at most 4000" },
        { "a fragment cycle", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "itself" },
        { "guessing by alias", "mutation { a: open(input: { pin: 1 }) { opened } b: open(input: { pin: 2 }) { opened } }", "only once" },
        { "guessing by fragments", "mutation { ...A ...B } fragment A on Mutation { a: open(input: { pin: 1 }) { opened } } fragment B on Mutation { b: open(input: { pin: 2 }) { opened } }", "only once" },
        { "guessing by two fields", "mutation { open(input: { pin: 1 }) { opened } redeem(input: { code: 2 }) { opened } }", "either \"open\" or \"redeem\"" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_that_only_an_attacker_sends_is_refused_and_not_run(string attack, string document, string reason)
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.QueryAsync(document, "application/graphql-response+json");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, attack);
        var body = await response.JsonAsync();
        body.TryGetProperty("data", out _).ShouldBeFalse();
        body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("message").GetString()).ShouldContain(message => message!.Contains(reason));
        server.Witness.Touched.ShouldBe(0);
    }

    [Fact]
    public async Task One_attempt_per_request_is_let_through()
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.QueryAsync("mutation { open(input: { pin: 1 }) { opened } touch(input: { times: 1 }) { touched } }");
        (await response.TextAsync()).ShouldBe("""{"data":{"open":{"opened":false},"touch":{"touched":1}}}""");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task What_a_foreign_page_can_send_without_asking_is_refused(string contentType)
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.PostAsync("""{"query":"mutation { touch(input: { times: 1 }) { touched } }"}""", contentType);
        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        server.Witness.Touched.ShouldBe(0);
    }

    [Fact]
    public async Task A_batch_is_refused_whole()
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.PostAsync("[" + string.Join(',', Enumerable.Repeat("""{"query":"mutation { touch(input: { times: 1 }) { touched } }"}""", 10)) + "]");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.JsonAsync()).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString().ShouldBe("BATCH_NOT_SUPPORTED");
        server.Witness.Touched.ShouldBe(0);
    }

    [Theory]
    [InlineData(Introspection)]
    [InlineData("{ hello a: __type(name: \"Query\") { name } }")]
    [InlineData("{ ...F } fragment F on Query { __schema { queryType { name } } }")]
    public async Task The_schema_is_shown_to_whom_the_host_shows_it(string query)
    {
        await using var server = await TransportServer.StartAsync(
            options => options.OnRequest = http => ValueTask.FromResult<IReadOnlyDictionary<string, object?>>(
                new Dictionary<string, object?> { ["caller"] = http.Request.Headers["X-Name"].ToString() }),
            configureSchema: schema => schema.AllowIntrospection(request => request.State["caller"] is "developer"));

        // The document is known by then, and still the second caller is asked about.
        server.Http.DefaultRequestHeaders.Add("X-Name", "developer");
        (await server.QueryAsync(query)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await server.QueryAsync(query)).JsonAsync()).TryGetProperty("errors", out _).ShouldBeFalse();
        server.Http.DefaultRequestHeaders.Remove("X-Name");
        var response = await server.QueryAsync(query, "application/graphql-response+json");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.JsonAsync()).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString().ShouldBe("INTROSPECTION_DISABLED");
        (await (await server.QueryAsync("{ __typename }")).TextAsync()).ShouldBe("""{"data":{"__typename":"Query"}}""");
    }

    [Fact]
    public async Task Over_a_socket_the_schema_is_refused_like_over_HTTP()
    {
        await using var server = await TransportServer.StartAsync(configureSchema: schema => schema.AllowIntrospection(_ => false));
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", Introspection);
        (await socket.ReceiveAsync()).ShouldContain("INTROSPECTION_DISABLED");
    }

    [Fact]
    public async Task The_cost_is_told_to_whom_asks_by_header()
    {
        await using var server = await TransportServer.StartAsync();
        server.Http.DefaultRequestHeaders.Add("GraphQL-Cost", "report");
        (await (await server.QueryAsync("{ me { name } }")).TextAsync())
            .ShouldBe("""{"data":{"me":{"name":"Ada"}},"extensions":{"operationCost":{"fieldCost":1,"typeCost":2}}}""");
    }

    [Fact]
    public async Task Variables_do_not_escape_the_limit_on_bodies()
    {
        await using var server = await TransportServer.StartAsync();
        var body = JsonSerializer.Serialize(new { query = "query ($n: String!) { hello(name: $n) }", variables = new { n = new string('x', 1024 * 1024) } });
        (await server.PostAsync(body)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static string Numbered(string format, int times) =>
        string.Concat(Enumerable.Range(0, times).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, format, i)));

    /// <summary>Each fragment spreads the next one twice.</summary>
    private static string Doubling(int fragments) =>
        string.Concat(Enumerable.Range(0, fragments).Select(i => $" fragment F{i} on Person {{ a: me {{ ...F{i + 1} }} b: me {{ ...F{i + 1} }} }}"))
        + $" fragment F{fragments} on Person {{ name }}";

    private static string Nested(int levels) => Repeat("{ me ", levels) + "{ __typename }" + Repeat("}", levels);
}
