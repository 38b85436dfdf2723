using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Tests.Execution;

namespace OmniCommerce.GraphQL.Tests.Authoring;

/// <summary>What attributed C# becomes in the schema.</summary>
public sealed class ConventionTests
{
    private static readonly TestProgram s_program = TestProgram.Of<ConventionTests>(schema => schema
        .AddId<BoxId>("Box", id => id.Value, value => new BoxId(value))
        .AddScalar(new ScalarDefinition<Weight>
        {
            Name = "Weight",
            SpecifiedBy = "https://example.test/weight",
            Parse = (string text, out Weight value) =>
            {
                var isWeight = int.TryParse(text.TrimEnd('g'), out var grams);
                value = new Weight(grams);
                return isWeight;
            },
            Format = weight => weight.Grams + "g",
            Expected = "grams such as \"5g\"",
        })
        .BindScalar<long>("Int")
        .BindScalar<DateOnly>("String"));

    [Theory]
    [InlineData("Query", "type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! @listSize(slicingArguments: [\"ids\"], requireOneSlicingArgument: false) box: Box number: Int! valueTask: String task: [String]! renamed: Int! "
        + "search(text: String!, first: Int! = 20, after: String, order: BoxOrder = BY_NAME, kinds: [BoxOrder!] = [BY_WEIGHT], by: BoxBy, ids: [ID!], "
        + "weight: Weight, flag: Boolean! = false, ratio: Float! = 0.5, title: String! = \"a \\\"b\\\"\", context: SearchContextInput): BoxConnection! "
        + "@listSize(slicingArguments: [\"first\"], sizedFields: [\"edges\", \"nodes\"], requireOneSlicingArgument: false) "
        + "any: Shape labelled: [Labelled!]! }")]
    [InlineData("Box", "type Box implements Node & Labelled { id: ID! label: String! weight: Weight! parts: [Part!]! notes: [String] big: Int! version: String "
        + "old: Int @deprecated(reason: \"Use weight.\") made: DateTime! operation: UUID! letters: [[String!]]! kind: String! heavy(limit: Weight): Boolean! size: Int! }")]
    [InlineData("Part", "type Part { name: String! }")]
    [InlineData("BoxOrder", "enum BoxOrder { BY_NAME BY_WEIGHT SHELF2 }")]
    [InlineData("BoxBy", "input BoxBy @oneOf { id: ID name: String }")]
    [InlineData("Labelled", "interface Labelled { label: String! }")]
    [InlineData("Shape", "union Shape = Circle | Square")]
    [InlineData("Circle", "type Circle { radius: Float! }")]
    [InlineData("BoxConnection", "type BoxConnection { edges: [BoxEdge!]! nodes: [Box!]! pageInfo: PageInfo! totalCount: Int! }")]
    [InlineData("BoxEdge", "type BoxEdge { cursor: String! node: Box! }")]
    [InlineData("PageInfo", "type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }")]
    [InlineData("Weight", "scalar Weight @specifiedBy(url: \"https://example.test/weight\")")]
    [InlineData("Subscription", "type Subscription { boxChanged(id: ID!): Box! }")]
    public void A_type_is_in_the_schema_as_its_conventions_say(string type, string definition) => s_program.Definition(type).ShouldBe(definition);

    [Fact]
    public void Members_that_are_ignored_are_not_in_the_schema()
    {
        s_program.Definition("Box").ShouldNotContain("secret");
        s_program.Definition("Query").ShouldNotContain("helper");
    }

    [Fact]
    public void Descriptions_come_from_documentation_comments()
    {
        s_program.Sdl.ShouldContain("\"A box, see `Part` and `size`, which may be \\\"empty\\\".\"\ntype Box");
        s_program.Sdl.ShouldContain("  \"What stands on it.\"\n  label: String!");
        s_program.Sdl.ShouldContain("  \"Its parts.\"\n  parts: [Part!]!");
        s_program.Sdl.ShouldContain("    \"How many at most.\"\n    first: Int! = 20");
        s_program.Sdl.ShouldContain("  \"By weight, the lightest first.\"\n  BY_WEIGHT");
        s_program.Sdl.ShouldContain("  \"The name of the box.\"\n  name: String\n");
        s_program.Sdl.ShouldContain("  \"Said by an attribute.\"\n  renamed: Int!");
    }

    [Fact]
    public void Two_prints_of_a_schema_are_equal() => TestProgram.Of<ConventionTests>(schema => schema
        .AddId<BoxId>("Box", id => id.Value, value => new BoxId(value))
        .AddScalar(new ScalarDefinition<Weight> { Name = "Weight", SpecifiedBy = "https://example.test/weight", Parse = (string _, out Weight value) => (value = default) == value, Format = _ => "", Expected = "" })
        .BindScalar<long>("Int")
        .BindScalar<DateOnly>("String")).Sdl.ShouldBe(s_program.Sdl);

    [Theory]
    [InlineData("{ box { weight big version made operation kind heavy(limit: \"3g\") size notes letters } }",
        """{"data":{"box":{"weight":"5g","big":70000,"version":"01/02/2026","made":"2026-11-22T08:30:00.123456Z","operation":"0199c0f0-6f4e-7d11-8a7e-3a2f6f1d2b4c","kind":"BOX","heavy":true,"size":7,"notes":null,"letters":[["a"],null]}}}""")]
    [InlineData("{ search(text: \"x\", by: { name: \"n\" }, weight: \"2g\") { nodes { label } totalCount } }",
        """{"data":{"search":{"nodes":[{"label":"x 20  ByName ByWeight n 2 False 0.5 a \"b\""}],"totalCount":1}}}""")]
    [InlineData("{ any { __typename ... on Circle { radius } } labelled { __typename label } }",
        """{"data":{"any":{"__typename":"Circle","radius":1.5},"labelled":[{"__typename":"Box","label":"five"},{"__typename":"Tag","label":"tag"}]}}""")]
    public async Task Values_are_read_and_written_as_their_types_say(string query, string response) => (await s_program.Run(query)).ShouldBe(response);

    internal enum BoxOrder
    {
        ByName,

        /// <summary>By weight, the lightest first.</summary>
        ByWeight,
        Shelf2,
    }

    internal readonly record struct BoxId(Guid Value);

    internal readonly record struct Weight(int Grams);

    [InterfaceType]
    internal interface ILabelled
    {
        /// <summary>What stands on it.</summary>
        string Label { get; }
    }

    /// <summary>A box, see <see cref="Part"/> and <c>size</c>, which may be "empty".</summary>
    /// <param name="Parts">Its parts.</param>
    [Node]
    internal sealed record Box(BoxId Id, string Label, Weight Weight, IReadOnlyList<Part> Parts, string?[]? Notes, long Big, DateOnly? Version, [property: GraphQLIgnore] int Secret)
        : ILabelled
    {
        [GraphQLDeprecated("Use weight.")]
        public int? Old => null;

        public DateTimeOffset Made => new(2026, 11, 22, 9, 30, 0, 123, 456, TimeSpan.FromHours(1));

        public Guid Operation => Guid.Parse("0199c0f0-6f4e-7d11-8a7e-3a2f6f1d2b4c");

        public List<List<string>?> Letters => [["a"], null];

        /// <summary>Replaced by a method.</summary>
        public int Size => 0;
    }

    internal readonly record struct Part(string Name);

    internal sealed record Tag(string Label) : ILabelled;

    [UnionType]
    internal abstract record Shape;

    internal sealed record Circle(double Radius) : Shape;

    internal sealed record Square(float Side) : Shape;

    /// <param name="Name">The name of the box.</param>
    [OneOf]
    internal sealed record BoxBy(BoxId? Id, string? Name);

    [QueryType]
    internal static class Queries
    {
        public static readonly Box Five = new(default, "five", new Weight(5), [], null, 70_000, new DateOnly(2026, 1, 2), 1);

        public static Box? GetBox() => Five;

        public static Task<int> GetNumberAsync() => Task.FromResult(1);

        public static ValueTask<string?> ValueTaskAsync() => new((string?)null);

        [GraphQLName("task")]
        public static Task<List<string?>> Strings() => Task.FromResult(new List<string?>());

        [GraphQLName("renamed")]
        [GraphQLDescription("Said by an attribute.")]
        public static int OtherName() => 1;

        /// <summary>Finds boxes.</summary>
        /// <param name="first">How many at most.</param>
        public static Connection<Box> Search(
            string text,
            int first = 20,
            string? after = null,
            BoxOrder? order = BoxOrder.ByName,
            [GraphQLDefault("[BY_WEIGHT]")] IReadOnlyList<BoxOrder>? kinds = null!,
            BoxBy? by = null,
            BoxId[]? ids = null,
            Weight? weight = null,
            bool flag = false,
            double ratio = 0.5,
            string title = "a \"b\"",
            SearchContextInput? context = null) =>
            new([new Edge<Box>("1", Five with { Label = $"{text} {first} {after} {order} {kinds![0]} {by!.Name} {weight!.Value.Grams} {flag} {ratio} {title}" })],
                new PageInfo(false, false, null, null),
                _ => new ValueTask<int>(1));

        public static Shape? Any() => new Circle(1.5);

        public static IEnumerable<ILabelled> Labelled() => [Five, new Tag("tag")];

        [GraphQLIgnore]
        public static int Helper() => 1;
    }

    internal sealed record SearchContextInput(DateTimeOffset? At);

    [SubscriptionType]
    internal static class Subscriptions
    {
        public static IAsyncEnumerable<Box> BoxChanged(BoxId id, CancellationToken cancellationToken) => AsyncEnumerable.Empty<Box>();
    }

    [ObjectType<Box>]
    internal static class BoxType
    {
        public static string Kind() => "BOX";

        public static bool Heavy([Parent] Box box, Weight? limit) => limit is not null && box.Weight.Grams > limit.Value.Grams;

        [NodeResolver]
        public static ValueTask<Box?> FindAsync(BoxId id) => new(Queries.Five);
    }

    [ObjectType<Box>]
    internal static class MoreOfBoxType
    {
        public static int Size([Parent] Box box) => box.Label.Length + 3;
    }
}
