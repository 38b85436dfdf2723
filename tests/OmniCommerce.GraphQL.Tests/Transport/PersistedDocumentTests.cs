using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Tests.Transport;

/// <summary>Documents that are named instead of sent: Apollo's automatic persisted queries, and trusted documents.</summary>
public sealed class PersistedDocumentTests : IDisposable
{
    private const string Query = "query Greeting($n: String!) {\n  hello(name: $n)\n}";
    private const string Answer = """{"data":{"hello":"Hello, Ada"}}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("documents");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_document_is_sent_once_and_named_by_its_hash_from_then_on()
    {
        await using var server = await TransportServer.StartAsync();
        await ShouldRefuseAsync(await PostAsync(server, null), "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
        (await (await PostAsync(server, Query)).TextAsync()).ShouldBe(Answer);
        (await (await PostAsync(server, null)).TextAsync()).ShouldBe(Answer);
        var parameters = $"?variables={{\"n\":\"Ada\"}}&extensions={{\"persistedQuery\":{{\"version\":1,\"sha256Hash\":\"{Sha256(Query)}\"}}}}";
        (await (await server.Http.GetAsync(parameters, TestContext.Current.CancellationToken)).TextAsync()).ShouldBe(Answer);
    }

    [Fact]
    public async Task Over_a_socket_documents_are_named_likewise()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        var payload = Request("subscription { ticks(count: 1) }", null, null);
        await socket.SendAsync($$"""{"id":"1","type":"subscribe","payload":{{payload}}}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"id":"1","type":"next","payload":{"data":{"ticks":1}}}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"id":"1","type":"complete"}""");
        var hash = Request(null, Sha256("subscription { ticks(count: 1) }"), null);
        await socket.SendAsync($$"""{"id":"2","type":"subscribe","payload":{{hash}}}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"id":"2","type":"next","payload":{"data":{"ticks":1}}}""");
    }

    [Fact]
    public async Task A_hash_of_another_document_is_refused_and_not_kept()
    {
        await using var server = await TransportServer.StartAsync();
        var hash = Sha256("{ __typename }");
        await ShouldRefuseAsync(await server.PostAsync(Request(Query, hash, "Ada")), "not that of the query", "BAD_REQUEST");
        await ShouldRefuseAsync(await server.PostAsync(Request(null, hash, "Ada")), "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");

        // Nor when another document has the hash by right.
        await PostAsync(server, Query);
        await ShouldRefuseAsync(await server.PostAsync(Request("{ __typename }", Sha256(Query), null)), "not that of the query", "BAD_REQUEST");
    }

    [Fact]
    public async Task A_wrong_document_is_not_kept()
    {
        await using var server = await TransportServer.StartAsync();
        const string Wrong = "{ nothing }";
        await ShouldRefuseAsync(await server.PostAsync(Request(Wrong, Sha256(Wrong), null)), "Cannot query field", "GRAPHQL_VALIDATION_FAILED");
        await ShouldRefuseAsync(await server.PostAsync(Request(null, Sha256(Wrong), null)), "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
    }

    [Fact]
    public async Task A_server_that_keeps_no_documents_says_so()
    {
        await using var server = await TransportServer.StartAsync(services: services => services.AddSingleton(new GraphQLLimits { MaxPersistedBytes = 0 }));
        await ShouldRefuseAsync(await PostAsync(server, null), "PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED");
        (await (await PostAsync(server, Query)).TextAsync()).ShouldBe(Answer);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("""{"version":2,"sha256Hash":"x"}""")]
    [InlineData("""{"version":"1","sha256Hash":"x"}""")]
    [InlineData("""{"version":1,"sha256Hash":1}""")]
    [InlineData("""{"version":1e99,"sha256Hash":"x"}""")]
    public async Task An_unknown_form_of_the_extension_is_refused(string persisted)
    {
        await using var server = await TransportServer.StartAsync();
        await ShouldRefuseAsync(await server.PostAsync("{\"extensions\":{\"persistedQuery\":" + persisted + "}}"), "persistedQuery", "BAD_REQUEST");
        await ShouldRefuseAsync(await server.Http.GetAsync("?extensions={\"persistedQuery\":" + persisted + "}", TestContext.Current.CancellationToken), "persistedQuery", "BAD_REQUEST");
    }

    [Fact]
    public void What_is_kept_is_bounded_and_what_was_not_used_for_longest_makes_way()
    {
        var documents = new PersistedDocuments(null, maxBytes: 100_000);
        var first = Known("{ first }");
        documents.Keep(first);
        for (var i = 0; i < 5_000; i++)
        {
            documents.Keep(Known($"{{ a{i} }}"));
            documents.Find(new GraphQLRequest { Query = default, DocumentHash = first.DocumentHash }).ShouldBeNull();
        }

        documents.Count.ShouldBeLessThan(100_000 / 300);
        documents.Find(new GraphQLRequest { Query = default, DocumentHash = Known("{ a0 }").DocumentHash }).ShouldNotBeNull();
        documents.Find(new GraphQLRequest { Query = default, DocumentHash = Known("{ a4999 }").DocumentHash }).ShouldBeNull();

        static GraphQLRequest Known(string query) => new() { Query = Encoding.UTF8.GetBytes(query), DocumentHash = Sha256(query) };
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("relay.json")]
    [InlineData("")]
    public async Task Of_trusted_documents_nothing_else_is_executed(string path)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "manifest.json"), Manifest("greeting"));
        File.WriteAllText(Path.Combine(_folder.FullName, "relay.json"), JsonSerializer.Serialize(new { greeting = Query }));
        File.WriteAllText(Path.Combine(_folder.FullName, "greeting.graphql"), Query);
        await using var server = await TrustingServer(path);
        foreach (var id in (string[])["greeting", "sha256:" + Sha256(Query)])
        {
            (await (await server.PostAsync($$$"""{"documentId":"{{{id}}}","variables":{"n":"Ada"}}""")).TextAsync()).ShouldBe(Answer);
            (await (await server.PostAsync($$$"""{"id":"{{{id}}}","variables":{"n":"Ada"}}""")).TextAsync()).ShouldBe(Answer);
            (await (await server.Http.GetAsync($$"""?documentId={{id}}&variables={"n":"Ada"}""", TestContext.Current.CancellationToken)).TextAsync()).ShouldBe(Answer);
            (await (await server.PostAsync(Request(null, id, "Ada"))).TextAsync()).ShouldBe(Answer);
        }

        await ShouldRefuseAsync(await server.PostAsync("""{"documentId":"parting"}"""), "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
        await ShouldRefuseAsync(await PostAsync(server, Query), "send documentId instead", "PERSISTED_QUERY_ID_REQUIRED");
        await ShouldRefuseAsync(await server.QueryAsync("{ __typename }"), "send documentId instead", "PERSISTED_QUERY_ID_REQUIRED");
        await ShouldRefuseAsync(await server.PostAsync($$"""{"documentId":"greeting","query":"{ __typename }"}"""), "send documentId instead", "PERSISTED_QUERY_ID_REQUIRED");
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "{ __typename }");
        (await socket.ReceiveAsync()).ShouldContain("PERSISTED_QUERY_ID_REQUIRED");
    }

    [Fact]
    public async Task Trusted_documents_can_stand_beside_others()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "manifest.json"), Manifest("greeting"));
        await using var server = await TrustingServer("", refuseOthers: false);
        (await (await server.PostAsync("""{"documentId":"greeting","variables":{"n":"Ada"}}""")).TextAsync()).ShouldBe(Answer);
        (await server.QueryAsync("{ __typename }", "application/graphql-response+json")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await PostAsync(server, Query)).TextAsync()).ShouldBe(Answer);
    }

    [Theory]
    [InlineData("a.json", "[]", "a.json is no manifest")]
    [InlineData("a.json", "{", "a.json is no manifest")]
    [InlineData("a.json", """{"x":1}""", "a.json is no manifest")]
    [InlineData("a.json", """{"format":"other"}""", "the format is other")]
    [InlineData("a.json", """{"format":"apollo-persisted-query-manifest","operations":[{"id":"x"}]}""", "a.json is no manifest")]
    [InlineData("a.json", """{"greeting":"{ __typename }"}""", "\"greeting\" is the id of another document")]
    [InlineData("wrong.graphql", "{ nothing }", "\"wrong\" is not valid: Cannot query field \"nothing\"")]
    [InlineData("wrong.graphql", "{", "\"wrong\" is not valid: Syntax Error")]
    public async Task A_mistake_in_what_is_trusted_stops_the_start(string file, string text, string told)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, file), text);
        File.WriteAllText(Path.Combine(_folder.FullName, "manifest.json"), Manifest("greeting"));
        var exception = await Should.ThrowAsync<InvalidDataException>(async () => await (await TrustingServer("")).DisposeAsync());
        exception.Message.ShouldContain(told);
    }

    [Fact]
    public async Task Apollo_Client_names_documents_by_their_hash()
    {
        await using var server = await TransportServer.StartAsync();
        (await NodeJs.RunAsync("judge-persisted.mjs", server.Url.ToString())).ShouldContain("passed");
    }

    [Fact]
    public async Task Apollo_Client_names_documents_of_a_manifest()
    {
        var manifest = Path.Combine(_folder.FullName, "manifest.json");
        File.WriteAllText(manifest, Manifest(Sha256(Query)));
        await using var server = await TrustingServer("manifest.json");
        (await NodeJs.RunAsync("judge-persisted.mjs", server.Url.ToString(), manifest)).ShouldContain("passed");
    }

    private Task<TransportServer> TrustingServer(string path, bool refuseOthers = true) => TransportServer.StartAsync(
        services: services => services.AddSingleton(TrustedDocuments.Load(Path.Combine(_folder.FullName, path), refuseOthers)));

    private static string Manifest(string id) => JsonSerializer.Serialize(new
    {
        format = "apollo-persisted-query-manifest",
        version = 1,
        operations = new[] { new { id, name = "Greeting", type = "query", body = Query } },
    });

    private static Task<HttpResponseMessage> PostAsync(TransportServer server, string? query) => server.PostAsync(Request(query, Sha256(Query), "Ada"));

    private static string Request(string? query, string? hash, string? name)
    {
        var request = new Dictionary<string, object>
        {
            ["extensions"] = new { persistedQuery = new { version = 1, sha256Hash = hash ?? Sha256(query!) } },
        };
        if (query is not null) request["query"] = query;
        if (name is not null) request["variables"] = new { n = name };
        return JsonSerializer.Serialize(request);
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task ShouldRefuseAsync(HttpResponseMessage response, string message, string code)
    {
        var error = (await response.JsonAsync()).GetProperty("errors")[0];
        error.GetProperty("message").GetString()!.ShouldContain(message);
        error.GetProperty("extensions").GetProperty("code").GetString().ShouldBe(code);
    }
}
