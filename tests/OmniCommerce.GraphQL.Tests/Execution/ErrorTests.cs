using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Tests.Execution;

/// <summary>What a client is told of what went wrong, and what not.</summary>
public sealed class ErrorTests
{
    private readonly TestProgram _program = TestProgram.Of<ErrorTests>();

    [Fact]
    public async Task An_error_meant_for_clients_is_passed_on_with_its_code() =>
        (await _program.Run("{\n  told\n}")).ShouldBe(
            """{"data":{"told":null},"errors":[{"message":"Say \"please\".","locations":[{"line":2,"column":3}],"path":["told"],"extensions":{"code":"RUDE"}}]}""");

    [Fact]
    public async Task An_exception_is_logged_and_not_told()
    {
        (await _program.Run("{ a: secret }")).ShouldBe(
            """{"data":{"a":null},"errors":[{"message":"Unexpected error.","locations":[{"line":1,"column":3}],"path":["a"],"extensions":{"code":"INTERNAL"}}]}""");
        _program.Log.Exceptions.ShouldHaveSingleItem().Message.ShouldBe("the password is 123");
    }

    [Fact]
    public async Task A_failing_batch_is_an_error_of_each_of_its_fields_and_logged_once()
    {
        var response = await _program.Run("{ items { shared } }");

        response.ShouldContain("""{"data":{"items":[{"shared":null},{"shared":null}]}""");
        response.ShouldContain("""["items",0,"shared"]""");
        response.ShouldContain("""["items",1,"shared"]""");
        _program.Log.Exceptions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_list_that_fails_while_it_is_read_is_null() =>
        (await _program.Run("{ broken }")).ShouldStartWith("""{"data":{"broken":null},"errors":[{"message":"Unexpected error.",""");

    [Fact]
    public async Task A_list_that_fails_while_its_objects_are_collected_is_null() =>
        (await _program.Run("{ brokenItems { shared } }")).ShouldStartWith("""{"data":{"brokenItems":null},"errors":[{"message":"Unexpected error.",""");

    [Fact]
    public async Task An_object_of_a_foreign_type_is_an_error() =>
        (await _program.Run("{ foreign { __typename } late { __typename number } }")).ShouldStartWith("""{"data":{"foreign":null,"late":null},"errors":[""");

    [Fact]
    public async Task Errors_come_in_the_order_of_the_response() =>
        (await _program.Run("{ z: told a: told }")).ShouldMatch("\"path\":\\[\"z\"\\].*\"path\":\\[\"a\"\\]");

    [Theory]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("{ nothing }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("query A { told } query B { told }", "OPERATION_RESOLUTION_FAILURE")]
    [InlineData("fragment F on Query { told }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("query A { told }", "OPERATION_RESOLUTION_FAILURE", "B")]
    [InlineData("query ($n: Int!) { count(n: $n) }", "BAD_USER_INPUT")]
    public async Task A_request_that_cannot_be_executed_has_no_data(string query, string code, string? operationName = null)
    {
        var response = await _program.Run(query, operationName: operationName);

        response.ShouldStartWith("""{"errors":[{"message":""");
        response.ShouldContain($"\"code\":\"{code}\"");
        response.ShouldNotContain("\"data\"");
    }

    [Fact]
    public async Task The_named_operation_is_executed() =>
        (await _program.Run("query A { a: count(n: 1) } query B { b: count(n: 2) }", operationName: "B")).ShouldBe("""{"data":{"b":2}}""");

    [Fact]
    public async Task A_kind_that_is_not_allowed_is_refused_before_anything_runs()
    {
        using var result = await _program.Execute("mutation { run(input: { n: 1 }) { n } }", OperationKinds.Query);

        result.IsRequestError.ShouldBeTrue();
        result.IsRefusedKind.ShouldBeTrue();
        result.Kind.ShouldBe(OperationKinds.Mutation);
        Mutations.Runs.ShouldBe(0);
    }

    [Fact]
    public async Task Escapes_of_the_request_are_undone() =>
        (await _program.Run("{ echo(text: \"\\\"é\\n\") }")).ShouldBe("""{"data":{"echo":"\"é\n"}}""");

    internal sealed record Item(int Number);

    internal sealed record RunInput(int N);

    [InterfaceType]
    internal interface IThing
    {
        int Number { get; }
    }

    internal sealed record Gadget(int Number) : IThing;

    [GraphQLIgnore]
    internal sealed class Unknown : IThing
    {
        public int Number => 1;
    }

    [QueryType]
    internal static class Queries
    {
        public static string? Told() => throw new GraphQLException("Say \"please\".", "RUDE");

        public static string? Secret() => throw new InvalidOperationException("the password is 123");

        public static Item[] Items() => [new(1), new(2)];

        public static IEnumerable<int>? Broken()
        {
            yield return 1;
            throw new InvalidOperationException();
        }

        public static IEnumerable<Item>? BrokenItems()
        {
            yield return new Item(1);
            throw new InvalidOperationException();
        }

        public static IThing? Foreign() => new Unknown();

        public static Task<IThing?> Late() => Task.FromResult<IThing?>(new Unknown());

        public static int Count(int n) => n;

        public static string Echo(string text) => text;
    }

    [MutationType]
    internal static class Mutations
    {
        public static int Runs { get; private set; }

        [ResultField("n")]
        public static int Run(RunInput input) => Runs += input.N;
    }

    [ObjectType<Item>]
    internal static class ItemType
    {
        [BatchResolver]
        public static Task<string?[]> Shared([Parent] IReadOnlyList<Item> items) => Task.FromException<string?[]>(new InvalidOperationException("shared"));
    }
}
