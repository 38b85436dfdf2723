using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Tests.Transport;

public sealed class HttpTests
{
    private const string Json = "application/json; charset=utf-8";
    private const string GraphQLResponse = "application/graphql-response+json; charset=utf-8";

    [Fact]
    public async Task A_posted_query_is_answered_in_one_piece()
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.QueryAsync("{ hello }");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe(Json);
        response.Headers.TransferEncodingChunked.ShouldNotBe(true);
        var body = await response.TextAsync();
        body.ShouldBe("""{"data":{"hello":"Hello, world"}}""");
        response.Content.Headers.ContentLength.ShouldBe(body.Length);
    }

    [Fact]
    public async Task Escapes_variables_and_operation_names_reach_the_engine()
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.PostAsync("""
            {"extensions":{"a":[1,{"b":2}]},"operationName":"\u0042","variables":{"n":"\u00e9\n\"x\""},
             "query":"query A { __typename } query B($n: String!)\n{ \u0068ello(name: $n) }"}
            """);
        (await response.JsonAsync()).GetProperty("data").GetProperty("hello").GetString().ShouldBe("Hello, é\n\"x\"");
    }

    [Fact]
    public async Task A_body_that_comes_in_small_pieces_is_read_whole()
    {
        await using var server = await TransportServer.StartAsync();
        var name = new string('n', 200_000);
        var content = new StreamContent(new Trickle(JsonSerializer.SerializeToUtf8Bytes(new { query = "query($n: String!) { hello(name: $n) }", variables = new { n = name } })));
        content.Headers.ContentType = new("application/json");
        var response = await server.Http.PostAsync("", content, TestContext.Current.CancellationToken);
        (await response.TextAsync()).ShouldBe($$$"""{"data":{"hello":"Hello, {{{name}}}"}}""");
    }

    [Theory]
    [InlineData(null, Json)]
    [InlineData("*/*", Json)]
    [InlineData("application/*", Json)]
    [InlineData("application/json", Json)]
    [InlineData("application/json; charset=utf-8", Json)]
    [InlineData("application/graphql-response+json", GraphQLResponse)]
    [InlineData("application/graphql-response+json, application/json;q=0.9", GraphQLResponse)]
    [InlineData("application/json;q=0.9, application/graphql-response+json", GraphQLResponse)]
    [InlineData("application/json;q=0.1, */*", GraphQLResponse)]
    [InlineData("image/png, */*;q=0.1", Json)]
    [InlineData("APPLICATION/GraphQL-Response+JSON", GraphQLResponse)]
    public async Task The_client_chooses_the_media_type(string? accept, string expected)
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.QueryAsync("{ hello }", accept);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json;q=0")]
    [InlineData("nonsense")]
    public async Task A_client_that_takes_nothing_we_have_reads_406(string accept)
    {
        await using var server = await TransportServer.StartAsync();
        await ShouldRefuseAsync(await server.QueryAsync("{ hello }", accept), 406, "NOT_ACCEPTABLE");
    }

    [Theory]
    [InlineData("{", "application/graphql-response+json", 400)]
    [InlineData("{ nothing }", "application/graphql-response+json", 400)]
    [InlineData("query A { hello } query B { hello }", "application/graphql-response+json", 400)]
    [InlineData("query($n: String!) { hello(name: $n) }", "application/graphql-response+json", 400)]
    [InlineData("subscription { ticks(count: 1) }", "application/graphql-response+json", 400)]
    [InlineData("{", "application/json", 200)]
    [InlineData("{ nothing }", "application/json", 200)]
    [InlineData("{ broken }", "application/graphql-response+json", 200)]
    public async Task The_status_says_whether_the_request_was_wrong_where_the_media_type_allows_it(string query, string accept, int status)
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.QueryAsync(query, accept);
        ((int)response.StatusCode).ShouldBe(status);
        var body = await response.JsonAsync();
        body.GetProperty("errors").GetArrayLength().ShouldBeGreaterThan(0);
        body.TryGetProperty("data", out _).ShouldBe(query == "{ broken }");
    }

    [Theory]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/graphql")]
    public async Task Only_JSON_in_UTF8_is_read(string contentType)
    {
        await using var server = await TransportServer.StartAsync();
        await ShouldRefuseAsync(await server.PostAsync("""{"query":"{ hello }"}""", contentType), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Theory]
    [InlineData("", "BAD_REQUEST", "empty")]
    [InlineData("NONSENSE", "BAD_REQUEST", "JSON")]
    [InlineData("{\"query\":", "BAD_REQUEST", "JSON")]
    [InlineData("{\"query\":\"{ hello }\"} trailing", "BAD_REQUEST", "JSON")]
    [InlineData("{\"query\":\"{ hello }\",}", "BAD_REQUEST", "JSON")]
    [InlineData("[{\"query\":\"{ hello }\"}]", "BATCH_NOT_SUPPORTED", "one operation")]
    [InlineData("\"{ hello }\"", "BAD_REQUEST", "object")]
    [InlineData("null", "BAD_REQUEST", "object")]
    [InlineData("{}", "BAD_REQUEST", "\"query\" is missing")]
    [InlineData("{\"qeury\":\"{ hello }\"}", "BAD_REQUEST", "qeury")]
    [InlineData("{\"query\":null}", "BAD_REQUEST", "\"query\" must be a string")]
    [InlineData("{\"query\":7}", "BAD_REQUEST", "\"query\" must be a string")]
    [InlineData("{\"query\":\"{ hello }\",\"query\":\"{ hello }\"}", "BAD_REQUEST", "\"query\" is given twice")]
    [InlineData("{\"query\":\"{ hello }\",\"variables\":{},\"variables\":{}}", "BAD_REQUEST", "\"variables\" is given twice")]
    [InlineData("{\"query\":\"{ hello }\",\"variables\":null,\"variables\":{}}", "BAD_REQUEST", "\"variables\" is given twice")]
    [InlineData("{\"query\":\"{ hello }\",\"variables\":[]}", "BAD_REQUEST", "\"variables\" must be an object")]
    [InlineData("{\"query\":\"{ hello }\",\"extensions\":1}", "BAD_REQUEST", "\"extensions\" must be an object")]
    [InlineData("{\"query\":\"{ hello }\",\"operationName\":{}}", "BAD_REQUEST", "\"operationName\" must be a string")]
    [InlineData("{\"query\":\"{ hello }\",\"operationName\":\"\\ud800\"}", "BAD_REQUEST", "surrogate")]
    public async Task A_body_that_is_no_request_is_refused_with_400_and_the_reason(string body, string code, string reason)
    {
        await using var server = await TransportServer.StartAsync();
        foreach (var accept in new[] { "application/json", "application/graphql-response+json" })
            (await ShouldRefuseAsync(await server.PostAsync(body, accept: accept), 400, code)).ShouldContain(reason);
    }

    [Fact]
    public async Task Deep_nesting_is_refused_like_any_malformed_JSON()
    {
        await using var server = await TransportServer.StartAsync();
        var deep = new string('[', 100_000);
        await ShouldRefuseAsync(await server.PostAsync($$"""{"query":"{ hello }","variables":{"a":{{deep}}"""), 400, "BAD_REQUEST");
        await ShouldRefuseAsync(await server.PostAsync($$"""{"unknown":{{deep}}"""), 400, "BAD_REQUEST");
    }

    [Fact]
    public async Task Broken_UTF8_is_refused()
    {
        await using var server = await TransportServer.StartAsync();
        var content = new ByteArrayContent([.. "{\"query\":\"{ hello(name: \\\""u8, 0xC3, 0x28, .. "\\\") }\"}"u8]);
        content.Headers.ContentType = new("application/json");
        await ShouldRefuseAsync(await server.Http.PostAsync("", content, TestContext.Current.CancellationToken), 400, "BAD_REQUEST");
    }

    [Fact]
    public async Task Properties_that_GraphQL_over_HTTP_does_not_know_are_passed_over()
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.PostAsync("""{"id":"x","documents":[{"a":1}],"query":"{ hello }","then":{"b":[]}}""");
        (await response.TextAsync()).ShouldBe("""{"data":{"hello":"Hello, world"}}""");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_refused_with_the_allowed_ones(string method)
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.PostAsync("{}", method: method);
        response.Content.Headers.Allow.ShouldBe(["GET", "POST"]);
        await ShouldRefuseAsync(response, 405, "METHOD_NOT_ALLOWED");
    }

    [Fact]
    public async Task GET_answers_queries_with_variables()
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.Http.GetAsync(
            "?query=query+A($n:String!){hello(name:$n)}query+B{__typename}&operationName=A&variables=%7B%22n%22:%22%C3%A9%22%7D&extensions=", TestContext.Current.CancellationToken);
        (await response.TextAsync()).ShouldBe("""{"data":{"hello":"Hello, é"}}""");
        response.Headers.Vary.ShouldBe(["Accept"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?query=")]
    [InlineData("?query={hello}&query={hello}")]
    [InlineData("?query={hello}&variables=[]")]
    [InlineData("?query={hello}&variables={")]
    [InlineData("?query={hello}&variables={}{}")]
    [InlineData("?query={hello}&extensions=1")]
    public async Task GET_without_a_proper_query_is_refused(string parameters)
    {
        await using var server = await TransportServer.StartAsync();
        await ShouldRefuseAsync(await server.Http.GetAsync(parameters, TestContext.Current.CancellationToken), 400, "BAD_REQUEST");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json")]
    [InlineData("text/event-stream")]
    public async Task A_mutation_over_GET_is_refused_and_not_run(string accept)
    {
        await using var server = await TransportServer.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "?query=mutation{touch(input:{times:1}){touched}}");
        request.Headers.Add("Accept", accept);
        var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.Content.Headers.Allow.ShouldBe(["POST"]);
        await ShouldRefuseAsync(response, 405, "METHOD_NOT_ALLOWED");
        server.Witness.Touched.ShouldBe(0);
        (await server.QueryAsync("mutation { touch(input: { times: 2 }) { touched } }")).StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Witness.Touched.ShouldBe(2);
    }

    [Fact]
    public async Task A_body_that_announces_too_many_bytes_is_refused_before_they_are_sent()
    {
        await using var server = await TransportServer.StartAsync(options => options.Limits = new() { MaxBodyBytes = 1000 });
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Url.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1001\r\n\r\n"), TestContext.Current.CancellationToken);
        // The server answers although not one byte of the body came.
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).ShouldStartWith("HTTP/1.1 413");
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_refused_when_it_gets_too_long()
    {
        await using var server = await TransportServer.StartAsync(options => options.Limits = new() { MaxBodyBytes = 100_000 });
        var content = new StreamContent(new Trickle(new byte[150_000]));
        content.Headers.ContentType = new("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        await ShouldRefuseAsync(await server.Http.SendAsync(request, TestContext.Current.CancellationToken), 413, "BODY_TOO_LARGE");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json")]
    public async Task An_operation_that_takes_too_long_is_cancelled(string accept)
    {
        await using var server = await TransportServer.StartAsync(options => options.Limits = new() { OperationTimeout = TimeSpan.FromSeconds(2) });
        var clock = Stopwatch.StartNew();
        await ShouldRefuseAsync(await server.QueryAsync("{ slow }", accept), 504, "TIMEOUT");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        await server.Witness.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        // The time of one operation is not charged to the next.
        (await server.QueryAsync("{ hello }")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_client_that_goes_away_cancels_its_operation()
    {
        await using var server = await TransportServer.StartAsync(options => options.Limits = new() { OperationTimeout = TimeSpan.FromMinutes(1) });
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<OperationCanceledException>(() => server.Http.PostAsync("", new StringContent("""{"query":"{ slow }"}""", Encoding.UTF8, "application/json"), impatient.Token));
        await server.Witness.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task No_text_of_an_exception_reaches_a_client()
    {
        await using var server = await TransportServer.StartAsync();
        (await (await server.QueryAsync("{ broken }")).TextAsync()).ShouldNotContain("secret");

        await using var brokenHost = await TransportServer.StartAsync(options => options.OnRequest = _ => throw new InvalidOperationException("the secret of the host"));
        (await ShouldRefuseAsync(await brokenHost.QueryAsync("{ hello }"), 500, "INTERNAL")).ShouldNotContain("secret");
    }

    [Fact]
    public async Task What_fails_only_for_now_is_answered_with_when_to_come_back()
    {
        await using var server = await TransportServer.StartAsync(services: services => services.AddSingleton(new TransientFailures(failure => failure is InvalidOperationException)));
        var response = await server.QueryAsync("{ broken }");
        var body = await ShouldRefuseAsync(response, 503, "UNAVAILABLE");
        body.ShouldNotContain("secret");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));

        await using var brokenHost = await TransportServer.StartAsync(
            options => options.OnRequest = _ => throw new IOException("the secret of the host"),
            services: services => services.AddSingleton(new TransientFailures(failure => failure is IOException)));
        var refusal = await brokenHost.QueryAsync("{ hello }");
        (await ShouldRefuseAsync(refusal, 503, "UNAVAILABLE")).ShouldNotContain("secret");
        refusal.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_host_says_who_calls()
    {
        await using var server = await TransportServer.StartAsync(options =>
            options.OnRequest = http => ValueTask.FromResult<IReadOnlyDictionary<string, object?>>(new Dictionary<string, object?> { ["caller"] = (string?)http.Request.Headers["X-Name"] }));
        server.Http.DefaultRequestHeaders.Add("X-Name", "Ada");
        (await (await server.QueryAsync("{ callerName }")).TextAsync()).ShouldBe("""{"data":{"callerName":"Ada"}}""");
    }

    [Fact]
    public async Task A_request_has_a_scope_of_its_own_that_ends_with_it()
    {
        await using var server = await TransportServer.StartAsync();
        (await (await server.QueryAsync("{ scoped }")).TextAsync()).ShouldBe("""{"data":{"scoped":"OperationService"}}""");
        await server.Witness.Disposed.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private static async Task<string> ShouldRefuseAsync(HttpResponseMessage response, int status, string code)
    {
        var body = await response.TextAsync();
        ((int)response.StatusCode).ShouldBe(status, body);
        response.Content.Headers.ContentType!.CharSet.ShouldBe("utf-8");
        var error = JsonDocument.Parse(body).RootElement.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("extensions").GetProperty("code").GetString().ShouldBe(code);
        return error.GetProperty("message").GetString()!;
    }

    /// <summary>A stream of known bytes that hands out a few at a time and does not say how many there are.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1500)], cancellationToken);
    }
}
