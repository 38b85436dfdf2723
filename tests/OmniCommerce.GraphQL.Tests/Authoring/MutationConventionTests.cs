using System.Text.Json;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Tests.Execution;

namespace OmniCommerce.GraphQL.Tests.Authoring;

/// <summary>One input, one payload, refusals as data.</summary>
public sealed class MutationConventionTests
{
    private readonly TestProgram _program = TestProgram.Of<MutationConventionTests>(schema => schema
        .AddId<BoxId>("Box", id => id.Value, value => new BoxId(value))
        .AddErrorInterface<Problem>("Problem")
        .InvalidIdError((id, type) => new Unknown(id, type))
        .AddResultType(typeof(Outcome<>), outcome => ((IOutcome)outcome).Problems, outcome => ((IOutcome)outcome).Boxed));

    [Theory]
    [InlineData("Mutation", "type Mutation { fill(input: FillInput!): FillPayload! count(input: FillInput!): CountPayload! open(input: FillInput!): OpenPayload! crash(input: FillInput!): CrashPayload! }")]
    [InlineData("FillPayload", "type FillPayload { box: Box errors: [FillError!]! }")]
    [InlineData("FillError", "union FillError = Unknown | TooFull")]
    [InlineData("CountPayload", "type CountPayload { items: Int }")]
    [InlineData("OpenPayload", "type OpenPayload { box: Box items: Int note: String errors: [OpenError!]! }")]
    [InlineData("Unknown", "type Unknown implements Problem { message: String! id: String! }")]
    [InlineData("TooFull", "type TooFull implements Problem { message: String! room: Int! }")]
    public void Payloads_and_unions_are_made_of_the_method(string type, string definition) => _program.Definition(type).ShouldBe(definition);

    [Fact]
    public async Task A_result_is_in_the_payload() =>
        (await Fill(items: 2)).ShouldBe("""{"data":{"fill":{"box":{"items":2},"errors":[]}}}""");

    [Fact]
    public async Task A_refusal_is_an_error_of_the_payload_with_its_facts() =>
        (await Fill(items: 9)).ShouldBe("""{"data":{"fill":{"box":null,"errors":[{"__typename":"TooFull","message":"Too full.","room":5}]}}}""");

    [Theory]
    [InlineData("no-id")]
    [InlineData("Q3JhdGUAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_id_that_does_not_fit_is_an_error_of_the_payload(string id) =>
        (await Fill(items: 1, id)).ShouldBe($$$$"""{"data":{"fill":{"box":null,"errors":[{"__typename":"Unknown","message":"No Box {{{{id}}}}."}]}}}""");

    [Fact]
    public async Task An_id_that_does_not_fit_in_a_literal_is_an_error_of_the_payload() =>
        (await _program.Run("mutation { fill(input: { items: 1, box: \"no-id\" }) { errors { ... on Problem { message } } } }"))
            .ShouldBe("""{"data":{"fill":{"errors":[{"message":"No Box no-id."}]}}}""");

    [Fact]
    public async Task An_id_that_does_not_fit_is_a_response_error_where_the_payload_has_no_such_error() =>
        (await _program.Run("mutation { count(input: { items: 1, box: \"no-id\" }) { items } }")).ShouldBe(
            """{"data":null,"errors":[{"message":"\"no-id\" is no id of the type Box.","locations":[{"line":1,"column":12}],"path":["count"],"extensions":{"code":"INVALID_ID"}}]}""");

    [Fact]
    public async Task A_payload_record_shows_its_properties_and_nulls_when_refused()
    {
        const string open = "mutation($n: Int!) { open(input: { items: $n }) { box { items } items note errors { __typename } } }";

        (await _program.Run(open, """{"n":2}""")).ShouldBe("""{"data":{"open":{"box":{"items":2},"items":2,"note":null,"errors":[]}}}""");
        (await _program.Run(open, """{"n":9}""")).ShouldBe("""{"data":{"open":{"box":null,"items":null,"note":null,"errors":[{"__typename":"TooFull"}]}}}""");
    }

    [Fact]
    public async Task A_result_outside_a_mutation_is_its_value_or_an_error_of_the_response()
    {
        (await _program.Run("{ find(items: 1) { items } }")).ShouldBe("""{"data":{"find":{"items":1}}}""");
        (await _program.Run("{ find(items: 9) { items } }")).ShouldBe(
            """{"data":{"find":null},"errors":[{"message":"Too full.","locations":[{"line":1,"column":3}],"path":["find"],"extensions":{"code":"TOO_FULL"}}]}""");
    }

    [Fact]
    public async Task Nodes_are_found_by_their_global_ids()
    {
        var created = JsonDocument.Parse(await Fill(items: 3, selection: "box { id }"));
        var id = created.RootElement.GetProperty("data").GetProperty("fill").GetProperty("box").GetProperty("id").GetString();

        (await _program.Run($$"""{ node(id: "{{id}}") { __typename id ... on Box { items } } nodes(ids: ["x", "{{id}}"]) { id } }"""))
            .ShouldBe($$$$"""{"data":{"node":{"__typename":"Box","id":"{{{{id}}}}","items":7},"nodes":[null,{"id":"{{{{id}}}}"}]}}""");
    }

    [Fact]
    public async Task An_exception_is_no_refusal()
    {
        (await _program.Run("mutation { crash(input: { items: 1 }) { box { items } } }")).ShouldBe(
            """{"data":null,"errors":[{"message":"Unexpected error.","locations":[{"line":1,"column":12}],"path":["crash"],"extensions":{"code":"INTERNAL"}}]}""");
        _program.Log.Exceptions.ShouldHaveSingleItem().Message.ShouldBe("secret");
    }

    private Task<string> Fill(int items, string? box = null, string selection = "box { items }") => _program.Run(
        "mutation($input: FillInput!) { fill(input: $input) { " + selection + (selection.Contains("id ", StringComparison.Ordinal) ? "" : " errors { __typename ... on Problem { message } ... on TooFull { room } }") + " } }",
        JsonSerializer.Serialize(new { input = new { items, box } }));

    internal interface IOutcome
    {
        IReadOnlyList<object> Problems { get; }

        object? Boxed { get; }
    }

    internal readonly record struct BoxId(Guid Value);

    internal readonly record struct Outcome<T>(T? Value, IReadOnlyList<object> Problems) : IOutcome
    {
        public object? Boxed => Value;

        public static implicit operator Outcome<T>(T value) => new(value, []);

        public static implicit operator Outcome<T>(Problem problem) => new(default, [problem]);
    }

    [Node]
    internal sealed record Box(BoxId Id, int Items);

    internal abstract record Problem(string Message);

    internal sealed record Unknown(string Id, [property: GraphQLIgnore] string Type) : Problem($"No {Type} {Id}.");

    internal sealed record TooFull(int Room) : Problem("Too full.");

    internal sealed record FillInput(int Items, BoxId? Box = null);

    [Payload]
    internal sealed record Opened(Box Box, int Items, string? Note);

    [QueryType]
    internal static class Queries
    {
        public static Outcome<Box> Find(int items) => items > 5 ? new TooFull(5) : new Box(default, items);
    }

    [MutationType]
    internal static class Mutations
    {
        [Error<Unknown>]
        [Error<TooFull>]
        public static async Task<Outcome<Box>> FillAsync(FillInput input)
        {
            await Task.Yield();
            return input.Items > 5 ? new TooFull(5) : new Box(new BoxId(Guid.NewGuid()), input.Items);
        }

        [ResultField("items")]
        public static int Count(FillInput input) => input.Items;

        [Error<TooFull>]
        public static Outcome<Opened> Open(FillInput input) => input.Items > 5 ? new TooFull(5) : new Opened(new Box(default, input.Items), input.Items, null);

        public static Box Crash(FillInput input) => throw new InvalidOperationException("secret");
    }

    [ObjectType<Box>]
    internal static class BoxType
    {
        [NodeResolver]
        public static Task<Box?> FindAsync(BoxId id) => Task.FromResult<Box?>(new Box(id, 7));
    }
}
