using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Tests.Execution;

public sealed class AuthorizationTests
{
    private const string Stranger = "\"extensions\":{\"code\":\"UNAUTHENTICATED\"}";
    private const string Refused = "\"extensions\":{\"code\":\"FORBIDDEN\"}";

    [Theory]
    [InlineData("", "{ open }", """{"data":{"open":"for all"}}""")]
    [InlineData("", "{ open me }", """{"data":{"open":"for all","me":null},"errors":[{"message":"Only a caller who is known may have this.","locations":[{"line":1,"column":8}],"path":["me"],""" + Stranger + "}]}")]
    [InlineData("reader", "{ me }", """{"data":{"me":"you"}}""")]
    [InlineData("reader", "{ ledger }", """{"data":{"ledger":null},"errors":[{"message":"The caller may not have this.","locations":[{"line":1,"column":3}],"path":["ledger"],""" + Refused + "}]}")]
    [InlineData("reader,clerk", "{ ledger }", """{"data":{"ledger":"all"}}""")]
    [InlineData("clerk", "{ ledger }", """{"data":{"ledger":null},"errors":[{"message":"The caller may not have this.","locations":[{"line":1,"column":3}],"path":["ledger"],""" + Refused + "}]}")]
    [InlineData("clerk", "{ vault }", """{"data":null,"errors":[{"message":"The caller may not have this.","locations":[{"line":1,"column":3}],"path":["vault"],""" + Refused + "}]}")]
    public async Task A_field_is_for_callers_who_have_all_its_policies(string policies, string query, string answer) =>
        (await Program(policies).Run(query)).ShouldBe(answer);

    [Theory]
    [InlineData("staff")]
    [InlineData("")]
    public async Task Each_field_of_a_guarded_type_is_guarded_batched_and_loaded_ones_too(string policies)
    {
        var calls = new Calls();
        var answer = await Program(policies, calls).Run("{ boxes { __typename label weight later batched inner { label } } }");
        var granted = policies == "staff";
        calls.Count.ShouldBe(granted ? 4 : 0);
        answer.Split(Refused).Length.ShouldBe(1);
        answer.Split(Stranger).Length.ShouldBe(granted ? 1 : 9);
        answer.ShouldContain(granted
            ? """{"__typename":"Box","label":"free","weight":1,"later":2,"batched":3,"inner":{"label":"free"}}"""
            : """{"__typename":"Box","label":"free","weight":null,"later":null,"batched":null,"inner":null}""");
    }

    [Fact]
    public async Task A_refused_mutation_is_not_run_and_those_beside_it_are()
    {
        var calls = new Calls();
        (await Program("reader", calls).Run("mutation { free(input: { n: 1 }) { n } }")).ShouldBe("""{"data":{"free":{"n":1}}}""");
        (await Program("reader", calls).Run("mutation { free(input: { n: 1 }) { n } burn(input: { n: 1 }) { n } }")).ShouldStartWith("{\"data\":null,\"errors\":[{");
        calls.Count.ShouldBe(2);
        (await Program("staff", calls).Run("mutation { burn(input: { n: 7 }) { n } }")).ShouldBe("""{"data":{"burn":{"n":7}}}""");
    }

    [Fact]
    public async Task A_refused_subscription_does_not_begin_and_events_know_what_is_allowed()
    {
        (await Program("reader").Stream("subscription { secrets { label } }")).ShouldHaveSingleItem()
            .ShouldBe("""{"errors":[{"message":"The caller may not have this.","extensions":{"code":"FORBIDDEN"}}]}""");
        (await Program("clerk").Stream("subscription { secrets { label weight } }")).ShouldAllBe(answer => answer.StartsWith("{\"data\":{\"secrets\":{\"label\":\"free\",\"weight\":null}},\"errors\""));
        (await Program("clerk,staff").Stream("subscription { secrets { label weight } }")).ShouldAllBe(answer => answer == """{"data":{"secrets":{"label":"free","weight":1}}}""");
    }

    [Fact]
    public async Task Policies_are_asked_once_per_request_for_what_the_operation_names_though_its_plan_is_known()
    {
        var asked = new List<string>();
        var allowed = true;
        var program = TestProgram.Of<AuthorizationTests>(
            schema => schema.AddAuthorization((_, policy) =>
            {
                asked.Add(policy);
                return new(allowed ? Permission.Granted : Permission.Forbidden);
            }),
            services => services.AddSingleton(new Calls()));
        (await program.Run("{ a: me b: me boxes { weight later } }")).ShouldNotContain("errors");
        asked.ShouldBe(["reader", "staff"]);
        allowed = false;
        (await program.Run("{ a: me b: me boxes { weight later } }")).ShouldContain("FORBIDDEN");
        asked.Count.ShouldBe(4);
        await program.Run("{ open }");
        asked.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(null, "UNAUTHENTICATED")]
    [InlineData("reader", "FORBIDDEN")]
    [InlineData("clerk", null)]
    public async Task Policies_of_ASPNET_decide_where_the_host_wants_it(string? role, string? code)
    {
        var program = new TestProgram(
            [typeof(OtherShops.Shop)],
            schema => schema.AddAspNetAuthorization(_ => role is null ? null : new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"))),
            services => services.AddLogging().AddAuthorization(options => options.AddPolicy("till", policy => policy.RequireRole("clerk"))));
        var answer = await program.Run("{ drawer }");
        if (code is null) answer.ShouldBe("""{"data":{"drawer":"full"}}""");
        else answer.ShouldContain(code);
    }

    [Fact]
    public void A_policy_that_nobody_decides_on_stops_the_start() =>
        Should.Throw<SchemaException>(() => new TestProgram([typeof(OtherShops.Shop)])).Message.ShouldContain("Query.drawer is for callers with the policy \"till\"");

    [Fact]
    public void Mutations_without_a_policy_are_listed_where_each_must_name_one()
    {
        static void Decide(ISchemaBuilder schema) => schema.AddAuthorization((_, _) => new(Permission.Granted)).RequireMutationPolicies();
        var message = Should.Throw<SchemaException>(() => TestProgram.Of<AuthorizationTests>(Decide, services => services.AddSingleton(new Calls()))).Message;
        message.ShouldContain("These mutations name no policy: forgotten, lost.");
        new TestProgram([typeof(Queries), typeof(GuardedMutations)], Decide, services => services.AddSingleton(new Calls())).Sdl.ShouldContain("burn");
    }

    [Fact]
    public void The_attribute_of_the_same_name_that_guards_routes_is_not_passed_over() =>
        Should.Throw<SchemaException>(() => new TestProgram([typeof(OtherShops.Mistaken)])).Message.ShouldContain("OtherShops+Mistaken.Drawer");

    private static TestProgram Program(string policies, Calls? calls = null)
    {
        var has = policies.Split(',');
        return TestProgram.Of<AuthorizationTests>(
            schema => schema.AddAuthorization((_, policy) => new(
                has.Contains(policy) ? Permission.Granted : policies == "" ? Permission.Unauthenticated : Permission.Forbidden)),
            services => services.AddSingleton(calls ?? new Calls()));
    }

    internal sealed class Calls
    {
        public int Count { get; set; }
    }

    [QueryType]
    internal static class Queries
    {
        public static string Open() => "for all";

        [Authorize("reader")]
        public static string? Me() => "you";

        [Authorize("reader")]
        [Authorize("clerk")]
        public static string? Ledger() => "all";

        [Authorize("owner")]
        public static string Vault() => "gold";

        public static IReadOnlyList<Box> Boxes() => [new("free"), new("free")];
    }

    [Authorize("staff")]
    internal sealed record Box([property: AllowAnonymous] string Label)
    {
        public int? Weight => 1;
    }

    [ObjectType<Box>]
    internal static class BoxType
    {
        public static Task<int?> Later([Parent] Box box, Calls calls) => Task.FromResult<int?>(calls.Count++ < 0 ? box.Label.Length : 2);

        [BatchResolver]
        public static IReadOnlyList<int?> Batched([Parent] IReadOnlyList<Box> boxes, Calls calls)
        {
            calls.Count += boxes.Count;
            return [.. boxes.Select(_ => (int?)3)];
        }

        public static Box? Inner([Parent] Box box) => box;
    }

    internal sealed record CountInput(int N);

    [Payload]
    internal sealed record CountPayload(int? N);

    [MutationType]
    internal static class Mutations
    {
        [AllowAnonymous]
        public static CountPayload Free(CountInput input, Calls calls) => new(calls.Count++ < 0 ? 0 : input.N);

        public static CountPayload Forgotten(CountInput input) => new(input.N);

        public static CountPayload Lost(CountInput input) => new(input.N);
    }

    [MutationType]
    [Authorize("staff")]
    internal static class GuardedMutations
    {
        public static CountPayload Burn(CountInput input, Calls calls) => new(calls.Count++ < 0 ? 0 : input.N);
    }

    [SubscriptionType]
    internal static class Subscriptions
    {
        [Authorize("clerk")]
        public static async IAsyncEnumerable<Box> Secrets()
        {
            await Task.Yield();
            yield return new Box("free");
            yield return new Box("free");
        }
    }
}

internal static class OtherShops
{
    [QueryType]
    internal static class Shop
    {
        [Authorize("till")]
        public static string? Drawer() => "full";
    }

    [QueryType]
    internal static class Mistaken
    {
        [Microsoft.AspNetCore.Authorization.Authorize("till")]
        public static string? Drawer() => "full";
    }
}
