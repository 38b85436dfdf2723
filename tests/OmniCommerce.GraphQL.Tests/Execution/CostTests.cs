using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Tests.Execution;

/// <summary>What operations cost, counted by hand: fields / objects. The root is an object, too.</summary>
public sealed class CostTests
{
    [Theory]
    [InlineData("{ __typename }", 0, 1)]
    [InlineData("{ version }", 0, 1)]
    [InlineData("{ shop { name } }", 1, 2)]
    [InlineData("{ shop { name keeper { name } } }", 2, 3)]
    [InlineData("{ shop { name } shop { keeper { name } } }", 2, 3)] // merged: called once
    [InlineData("{ a: shop { name } b: shop { name } }", 2, 3)]
    [InlineData("{ ...F ...F } fragment F on Query { shop { name } }", 1, 2)]
    [InlineData("{ shops { name } }", 1, 11)] // a list of unknown length counts as ten
    [InlineData("{ shops { keeper { name } } }", 11, 21)]
    [InlineData("{ shelves { width } }", 1, 101)] // lists in each other multiply
    [InlineData("{ days { name } }", 1, 8)] // a list that says it has seven
    [InlineData("{ top(first: 3) { name } }", 1, 4)]
    [InlineData("{ top { name } }", 1, 6)] // the argument's default
    [InlineData("{ books(first: 20) { totalCount } }", 1, 2)]
    [InlineData("{ books(first: 20) { nodes { title } } }", 2, 22)]
    [InlineData("{ books(last: 5, first: 20) { nodes { title } edges { cursor node { title } } pageInfo { hasNextPage } } }", 24, 63)]
    [InlineData("{ books { nodes { title } } }", 2, 12)]
    [InlineData("{ byName(names: [\"a\", \"b\", \"c\"]) { title } }", 1, 4)]
    [InlineData("{ books(first: 20) { nodes { title author { name } } } }", 22, 42)]
    [InlineData("{ dear { name } }", 50, 52)]
    [InlineData("{ found(text: \"x\") }", 7, 1)]
    [InlineData("{ found }", 0, 1)]
    [InlineData("{ thing { __typename ... on Shop { keeper { name } } ... on Book { title } } }", 2, 3)] // the dearest of the two
    [InlineData("{ thing { ... on Shop { name } ... on Book { title author { name } } } }", 2, 3)]
    [InlineData("{ shop { name keeper @skip(if: true) { name } } }", 1, 2)]
    [InlineData("{ __schema { types { name fields { name } } } }", 0, 1)]
    public async Task An_operation_costs_its_fields_and_the_objects_that_may_come_back(string query, int fields, int types)
    {
        var answer = await Program().Run(query, reportsCost: true);
        answer.ShouldEndWith($",\"extensions\":{{\"operationCost\":{{\"fieldCost\":{fields},\"typeCost\":{types}}}}}}}");
        answer.ShouldNotContain("errors");
    }

    [Theory]
    [InlineData("{\"n\":3}", 1, 4)]
    [InlineData("{\"n\":50}", 1, 51)]
    [InlineData("{\"n\":-50}", 1, 1)]
    public async Task A_size_in_a_variable_counts_by_its_value(string variables, int fields, int types)
    {
        var program = Program();
        foreach (var _ in (int[])[1, 2])
            (await program.Run("query ($n: Int!) { top(first: $n) { name } }", variables, reportsCost: true)).ShouldContain($"\"fieldCost\":{fields},\"typeCost\":{types}}}");
    }

    [Fact]
    public async Task Variables_inside_lists_and_connections_multiply()
    {
        var answer = await Program().Run(
            "query ($n: Int, $m: Int) { books(first: $n) { nodes { title similar(first: $m) { nodes { title } } } } }", """{"n":4,"m":5}""", reportsCost: true);
        answer.ShouldContain("\"fieldCost\":10,\"typeCost\":30}"); // 1 + 1 + 4 * (1 + 1); 1 + 1 + 4 * (1 + 1 + 5)
    }

    [Fact]
    public async Task The_cost_is_not_told_unless_asked_for()
    {
        (await Program().Run("{ version }")).ShouldBe("""{"data":{"version":"1"}}""");
    }

    [Fact]
    public async Task What_costs_too_much_is_refused_with_cost_and_limit_and_not_run()
    {
        var program = Program(new GraphQLLimits { MaxTypeCost = 100 });
        (await program.Run("{ top(first: 99) { name } }")).ShouldStartWith("{\"data\"");
        (await program.Run("{ top(first: 100) { name } }")).ShouldBe(
            """{"errors":[{"message":"The operation costs 1 by its fields and 101 by its objects; at most 5000 and 100 are allowed.","extensions":{"code":"COST_EXCEEDED"}}]}""");
        (await program.Run("query ($n: Int!) { top(first: $n) { name } }", """{"n":99}""")).ShouldStartWith("{\"data\"");
        (await program.Run("query ($n: Int!) { top(first: $n) { name } }", """{"n":1000000000}""")).ShouldContain("1000000001 by its objects");
        (await program.Stream("query ($n: Int!) { top(first: $n) { name } }", """{"n":100}""")).ShouldHaveSingleItem().ShouldContain("COST_EXCEEDED");
    }

    [Fact]
    public async Task Calls_are_limited_apart_from_objects()
    {
        var program = Program(new GraphQLLimits { MaxFieldCost = 20 });
        (await program.Run("{ books(first: 18) { nodes { author { name } } } }")).ShouldStartWith("{\"data\"");
        (await program.Run("{ books(first: 19) { nodes { author { name } } } }")).ShouldContain("The operation costs 21 by its fields");
    }

    [Fact]
    public async Task Lists_in_lists_are_refused_by_default()
    {
        const string Query = "{ books(first: 100) { nodes { similar(first: 100) { nodes { title } } } } }";
        (await Program().Run(Query)).ShouldContain("COST_EXCEEDED");
        (await Program(GraphQLLimits.Trusted).Run(Query)).ShouldStartWith("{\"data\"");
    }

    [Fact]
    public async Task A_required_slicing_argument_must_be_given_exactly_once()
    {
        var program = Program();
        (await program.Run("{ strict(first: 1) { title } }")).ShouldStartWith("{\"data\"");
        (await program.Run("{ strict { title } }")).ShouldContain("Query.strict takes exactly one of these arguments: first, last.");
        (await program.Run("{ strict(first: 1, last: 1) { title } }")).ShouldContain("takes exactly one");
        (await program.Run("query ($n: Int) { strict(first: $n) { title } }", """{"n":2}""")).ShouldStartWith("{\"data\"");
        (await program.Run("query ($n: Int) { strict(first: $n) { title } }")).ShouldContain("takes exactly one");
    }

    [Fact]
    public void The_schema_says_what_things_cost()
    {
        var sdl = Program().Sdl;
        sdl.ShouldContain("directive @cost(");
        sdl.ShouldContain("directive @listSize(");
        sdl.ShouldContain("  books(first: Int, last: Int): BookConnection! @listSize(slicingArguments: [\"first\", \"last\"], sizedFields: [\"edges\", \"nodes\"], requireOneSlicingArgument: false)\n");
        sdl.ShouldContain("  days: [Shop!]! @listSize(assumedSize: 7, requireOneSlicingArgument: false)\n");
        sdl.ShouldContain("  dear: Dear! @cost(weight: \"50\")\n");
        sdl.ShouldContain("  found(text: String @cost(weight: \"7\")): Boolean!\n");
        sdl.ShouldContain("type Dear @cost(weight: \"51\") {");
        TestProgram.Of<Free>().Sdl.ShouldNotContain("directive");
    }

    [Theory]
    [InlineData(typeof(UnknownSlice), "Query.box", "\"many\"")]
    [InlineData(typeof(UnknownSized), "Query.box", "\"lids\"")]
    [InlineData(typeof(NothingRequired), "Query.boxes", "names none")]
    public void A_size_that_names_what_is_not_there_is_told_at_start(Type mistake, params string[] told)
    {
        var message = Should.Throw<SchemaException>(() => new TestProgram(TestProgram.Nested(mistake))).Message;
        foreach (var part in told) message.ShouldContain(part);
    }

    private static TestProgram Program(GraphQLLimits? limits = null) => TestProgram.Of<CostTests>(limits: limits);

    [QueryType]
    internal static class Queries
    {
        public static string Version() => "1";

        public static Shop Shop() => new("one");

        public static IReadOnlyList<Shop> Shops() => [];

        public static IReadOnlyList<IReadOnlyList<Shelf>> Shelves() => [];

        [ListSize(AssumedSize = 7)]
        public static IReadOnlyList<Shop> Days() => [];

        public static IReadOnlyList<Shop> Top(int first = 5) => first < 0 ? [] : [new Shop("top")];

        public static Connection<Book> Books(int? first, int? last) => Page(first ?? last);

        [ListSize(RequireOneSlicingArgument = true)]
        public static IReadOnlyList<Book> Strict(int? first, int? last) => [new($"{first} {last}")];

        [ListSize(SlicingArguments = ["names"])]
        public static IReadOnlyList<Book> ByName(IReadOnlyList<string> names) => [.. names.Select(name => new Book(name))];

        [Cost(50)]
        public static Dear Dear() => new("gold");

        public static bool Found([Cost(7)] string? text) => text is not null;

        public static IThing Thing() => new Shop("thing");

        internal static Connection<Book> Page(int? size) => new([new Edge<Book>($"{size}", new Book("a"))], new PageInfo(false, false, null, null), _ => new(1));
    }

    [UnionType]
    internal interface IThing;

    internal sealed record Keeper(string Name);

    internal sealed record Shelf(int Width);

    internal sealed record Shop(string Name) : IThing
    {
        public Keeper Keeper => new("Ada");
    }

    internal sealed record Book(string Title) : IThing
    {
        public Keeper Author => new("Bo");
    }

    [ObjectType<Book>]
    internal static class BookType
    {
        public static Connection<Book> Similar([Parent] Book book, int? first) => Queries.Page(first ?? book.Title.Length);
    }

    [Cost(51)]
    internal sealed record Dear(string Name);

    private static class UnknownSlice
    {
        [QueryType]
        internal static class Queries
        {
            [ListSize(SlicingArguments = ["many"])]
            public static IReadOnlyList<int> Box(int few) => [few];
        }
    }

    private static class UnknownSized
    {
        [QueryType]
        internal static class Queries
        {
            [ListSize(SizedFields = ["lids"])]
            public static Keeper Box(int first) => new($"{first}");
        }
    }

    private static class NothingRequired
    {
        [QueryType]
        internal static class Queries
        {
            [ListSize(RequireOneSlicingArgument = true)]
            public static IReadOnlyList<int> Boxes(int many) => [many];
        }
    }

    private sealed class Free
    {
        [QueryType]
        internal static class Queries
        {
            public static IReadOnlyList<int> Boxes() => [];
        }
    }
}
