using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Types;
using OmniCommerce.Platform;
using OmniCommerce.Sessions;

namespace OmniCommerce.IntegrationTests.Sessions;

/// <summary>The sessions' part of the schema, by documents as clients write them.</summary>
public sealed class SessionSchemaTests(SessionSchemaTests.Fixture shop) : IClassFixture<SessionSchemaTests.Fixture>
{
    private const string Start = """
        mutation { startSession(input: { device: { name: "Firefox", channel: WEB }, locale: "de-DE", currency: "EUR" }) {
          session { id locale currency devices { name channel current } } token errors { __typename ... on Error { message } } } }
        """;

    [Fact]
    public async Task A_shopper_starts_hands_off_joins_looks_and_leaves()
    {
        var started = (await Execute(Start, null)).GetProperty("startSession");
        started.GetProperty("errors").GetArrayLength().ShouldBe(0);
        var browser = started.GetProperty("token").GetString();

        var code = (await Execute("mutation { createHandOffCode(input: {}) { code qrSvg expiresAt errors { __typename } } }", browser)).GetProperty("createHandOffCode");
        code.GetProperty("qrSvg").GetString()!.ShouldStartWith("<svg");

        var joined = (await Execute(
            "mutation ($code: String!) { joinSession(input: { code: $code, device: { name: \"Phone\", channel: MOBILE } }) { session { id } token errors { __typename } } }",
            null,
            JsonSerializer.Serialize(new { code = code.GetProperty("code").GetString() }))).GetProperty("joinSession");
        joined.GetProperty("session").GetProperty("id").GetString().ShouldBe(started.GetProperty("session").GetProperty("id").GetString());
        var phone = joined.GetProperty("token").GetString();

        var seen = (await Execute("{ session { locale currency devices { name channel current lastSeenAt } } }", phone)).GetProperty("session");
        seen.GetProperty("currency").GetString().ShouldBe("EUR");
        seen.GetProperty("devices").EnumerateArray().Select(device => (device.GetProperty("name").GetString(), device.GetProperty("current").GetBoolean()))
            .ShouldBe([("Phone", true), ("Firefox", false)]);

        var left = (await Execute("mutation { signOut(input: {}) { session { devices { name } } errors { __typename } } }", phone)).GetProperty("signOut");
        left.GetProperty("session").GetProperty("devices").EnumerateArray().Single().GetProperty("name").GetString().ShouldBe("Firefox");
        (await Execute("{ session { id } }", phone)).GetProperty("session").ValueKind.ShouldBe(JsonValueKind.Null);

        var ended = (await Execute("mutation { signOut(input: { everywhere: true }) { session { id } errors { __typename } } }", browser)).GetProperty("signOut");
        ended.GetProperty("session").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Execute("{ session { id } }", browser)).GetProperty("session").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("signOut(input: {}) { errors { __typename } }", "Forbidden")]
    [InlineData("createHandOffCode(input: { validForSeconds: 5 }) { errors { __typename } }", "InvalidInput")]
    [InlineData("createHandOffCode(input: {}) { errors { __typename } }", "Forbidden")]
    [InlineData("joinSession(input: { code: \"WRONG\", device: { name: \"Phone\", channel: MOBILE } }) { errors { __typename } }", "CodeExpired")]
    [InlineData("startSession(input: { device: { name: \"\", channel: WEB } }) { errors { __typename } }", "InvalidInput")]
    [InlineData("startSession(input: { device: { name: \"Till\", channel: POS, locationId: \"nonsense\" } }) { errors { __typename } }", "NotFound")]
    public async Task A_refusal_is_data(string mutation, string error)
    {
        var payload = (await Execute($"mutation {{ {mutation} }}", null)).EnumerateObject().Single().Value;

        payload.GetProperty("errors").EnumerateArray().Single().GetProperty("__typename").GetString().ShouldBe(error);
    }

    [Fact]
    public async Task A_session_is_a_node_for_its_own_devices_only()
    {
        var own = (await Execute(Start, null)).GetProperty("startSession");
        var stranger = (await Execute(Start, null)).GetProperty("startSession");
        var variables = $$"""{ "id": {{own.GetProperty("session").GetProperty("id").GetRawText()}} }""";
        const string query = "query ($id: ID!) { node(id: $id) { __typename } }";

        (await Execute(query, own.GetProperty("token").GetString(), variables)).GetProperty("node").GetProperty("__typename").GetString().ShouldBe("Session");
        (await Execute(query, stranger.GetProperty("token").GetString(), variables)).GetProperty("node").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void The_schema_says_what_the_contract_says()
    {
        var schema = SchemaPrinter.Print(shop.Services.GetRequiredService<GraphQLExecutor>().Schema);

        foreach (var line in new[]
        {
            "startSession(input: StartSessionInput!): StartSessionPayload!",
            "everywhere: Boolean = false",
            "validForSeconds: Int = 120",
            "union StartSessionError = NotFound | InvalidInput | OperationReused",
            "union SignOutError = Forbidden",
            "union CreateHandOffCodeError = InvalidInput | Forbidden",
            "union JoinSessionError = CodeExpired | InvalidInput",
            "type Session implements Node",
            "devices: [SessionDevice!]!",
            "lastSeenAt: DateTime!",
            "qrSvg: String",
            "sessionChanged: Session!",
        })
        {
            schema.ShouldContain(line);
        }
    }

    private Task<JsonElement> Execute(string document, string? token, string? variables = null) => shop.Execute(document, token, variables);

    public sealed class Fixture : SchemaFixture
    {
        internal override IEnumerable<Capability> Shown(IServiceProvider services) => [new Capability(typeof(SessionsCapability).Assembly)];
    }
}
