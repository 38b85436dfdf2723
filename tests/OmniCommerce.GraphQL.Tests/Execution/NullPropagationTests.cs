using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Tests.Execution;

/// <summary>A null that may not be takes the nearest nullable place above, whether it comes at once, late, or as a failure.</summary>
public sealed class NullPropagationTests
{
    private readonly TestProgram _program = TestProgram.Of<NullPropagationTests>(schema => schema.BindScalar<long>("Int"));

    [Theory]
    [InlineData("{ tree { name } }", """{"tree":{"name":"ok"}}""", "")]
    [InlineData("{ tree { nothing } }", """{"tree":{"nothing":null}}""", "")]
    [InlineData("{ tree { name must{0} } }", """{"tree":null}""", "tree.must{0}")]
    [InlineData("{ tree { name may{0} name2: name } }", """{"tree":{"name":"ok","may{0}":null,"name2":"ok"}}""", "tree.may{0}")]
    [InlineData("{ tree { must { must{0} } } }", """{"tree":null}""", "tree.must.must{0}")]
    [InlineData("{ tree { may { name must { must{0} } } name } }", """{"tree":{"may":null,"name":"ok"}}""", "tree.may.must.must{0}")]
    [InlineData("{ root { must{0} } }", "null", "root.must{0}")]
    [InlineData("{ a: tree { name } root { must{0} } b: tree { name } }", "null", "root.must{0}")]
    [InlineData("{ tree { items { name } } }", """{"tree":{"items":[{"name":"1"},{"name":"2"},{"name":"3"}]}}""", "")]
    [InlineData("{ tree { items { number even{0} } } }", """{"tree":{"items":[{"number":1,"even{0}":1},null,{"number":3,"even{0}":3}]}}""", "tree.items.1.even{0}")]
    [InlineData("{ tree { mustItems { number even{0} } } }", """{"tree":{"mustItems":null}}""", "tree.mustItems.1.even{0}")]
    [InlineData("{ tree { name allItems { number even{0} } } }", """{"tree":null}""", "tree.allItems.1.even{0}")]
    [InlineData("{ tree { grid { number even{0} } } }", """{"tree":{"grid":[[{"number":1,"even{0}":1}],null,[{"number":3,"even{0}":3}],[]]}}""", "tree.grid.1.1.even{0}")]
    [InlineData("{ tree { numbers } }", """{"tree":{"numbers":[1,null,3]}}""", "")]
    [InlineData("{ tree { mustNumbers } }", """{"tree":{"mustNumbers":null}}""", "tree.mustNumbers.1")]
    [InlineData("{ tree { shapes { __typename ... on Item { even{0} } } } }", """{"tree":{"shapes":[{"__typename":"Item","even{0}":1},null,{"__typename":"Tree"}]}}""", "tree.shapes.1.even{0}")]
    [InlineData("{ tree { halves } }", """{"tree":{"halves":[0.5,null]}}""", "tree.halves.1")]
    public async Task A_null_takes_the_nearest_nullable_place(string query, string data, string path)
    {
        foreach (var kind in query.Contains("{0}", StringComparison.Ordinal) ? new[] { "Null", "LateNull", "Failed", "LateFailed", "BatchNull", "BatchFailed" } : [""])
        {
            string With(string text) => text.Replace("{0}", kind, StringComparison.Ordinal);
            var errorPath = string.Join(',', With(path).Split('.').Select(step => int.TryParse(step, out _) ? step : $"\"{step}\""));

            var response = await _program.Run(With(query));

            response.ShouldStartWith($$"""{"data":{{With(data)}}""");
            if (path.Length == 0 || path.StartsWith("tree.may{0}", StringComparison.Ordinal) && kind.EndsWith("Null", StringComparison.Ordinal)) response.ShouldNotContain("errors");
            else response.ShouldContain($"\"path\":[{errorPath}]");
            System.Text.RegularExpressions.Regex.Count(response, "\"message\"").ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public async Task Fields_beside_a_null_keep_their_own_values_in_lists_of_late_objects()
    {
        // Objects that a null takes back have rows in the columns below, too; those after them must not slip.
        var response = await _program.Run("{ tree { items { evenLateNull late { number deeper { number } } } } }");

        response.ShouldContain("""{"items":[{"evenLateNull":1,"late":{"number":10,"deeper":{"number":100}}},null,{"evenLateNull":3,"late":{"number":30,"deeper":{"number":300}}}]}""");
    }

    [Fact]
    public async Task Values_of_every_row_stay_their_own_when_lists_in_lists_are_taken_back()
    {
        var response = await _program.Run("{ tree { grid { number deeper { number } evenNull } } }");

        response.ShouldContain("""{"grid":[[{"number":1,"deeper":{"number":10},"evenNull":1}],null,[{"number":3,"deeper":{"number":30},"evenNull":3}],[]]}""");
    }

    [UnionType]
    internal interface IShape;

    internal sealed record Tree : IShape
    {
        public static readonly Item[] Three = [new(1), new(2), new(3)];

        public string Name => "ok";

        public string? Nothing => null;

        public Tree Must => new();

        public Tree? May => new();

        public Item?[] Items => Three;

        public IReadOnlyList<Item>? MustItems => Three;

        public List<Item> AllItems => [.. Three];

        public IEnumerable<Item[]?>? Grid => [[Three[0]], [Three[2], Three[1], Three[2]], [Three[2]], []];

        public int?[] Numbers => [1, null, 3];

        public IEnumerable<string>? MustNumbers => ["1", null!, "3"];

        public double?[] Halves => [0.5, double.NaN];

        public IShape?[] Shapes => [Three[0], Three[1], new Tree()];
    }

    internal sealed record Item(int Number) : IShape
    {
        public string Name => $"{Number}";

        public string Kind => "item";
    }

    [QueryType]
    internal static class Queries
    {
        public static Tree? Tree() => new();

        public static Tree Root() => new();
    }

    [ObjectType<Tree>]
    internal static class TreeType
    {
        public static string MustNull() => null!;

        public static async Task<string> MustLateNull()
        {
            await Task.Yield();
            return null!;
        }

        public static string MustFailed() => throw new InvalidOperationException();

        public static async ValueTask<string> MustLateFailed()
        {
            await Task.Yield();
            throw new InvalidOperationException();
        }

        [BatchResolver]
        public static IReadOnlyList<string> MustBatchNull([Parent] IReadOnlyList<Tree> trees) => [.. trees.Select(_ => (string)null!)];

        [BatchResolver]
        public static Task<string[]> MustBatchFailed([Parent] IReadOnlyList<Tree> trees) => throw new InvalidOperationException();

        public static string? MayNull() => null;

        public static async Task<string?> MayLateNull()
        {
            await Task.Yield();
            return null;
        }

        public static string? MayFailed() => throw new InvalidOperationException();

        public static async Task<string?> MayLateFailed()
        {
            await Task.Yield();
            throw new InvalidOperationException();
        }

        [BatchResolver]
        public static IReadOnlyList<string?> MayBatchNull([Parent] IReadOnlyList<Tree> trees) => [.. trees.Select(_ => (string?)null)];

        [BatchResolver]
        public static Task<string?[]> MayBatchFailed([Parent] IReadOnlyList<Tree> trees) => throw new InvalidOperationException();
    }

    [ObjectType<Item>]
    internal static class ItemType
    {
        [GraphQLType("Int!")]
        public static int? EvenNull([Parent] Item item) => item.Number % 2 == 0 ? null : item.Number;

        [GraphQLType("Int!")]
        public static async Task<int?> EvenLateNull([Parent] Item item)
        {
            await Task.Yield();
            return EvenNull(item);
        }

        public static int EvenFailed([Parent] Item item) => EvenNull(item) ?? throw new InvalidOperationException();

        public static async ValueTask<int> EvenLateFailed([Parent] Item item)
        {
            await Task.Yield();
            return EvenFailed(item);
        }

        [BatchResolver]
        [GraphQLType("Int!")]
        public static Task<int?[]> EvenBatchNull([Parent] IReadOnlyList<Item> items) => Task.FromResult<int?[]>([.. items.Select(EvenNull)]);

        // A batch fails for all or none, so the one that fails is told apart by the size of its value.
        [BatchResolver]
        [GraphQLType("Int!")]
        public static Task<long[]> EvenBatchFailed([Parent] IReadOnlyList<Item> items) =>
            Task.FromResult<long[]>([.. items.Select(item => item.Number % 2 == 0 ? long.MaxValue : item.Number)]);

        public static async Task<Item> Late([Parent] Item item)
        {
            await Task.Yield();
            return new Item(item.Number * 10);
        }

        public static async Task<Item> Deeper([Parent] Item item)
        {
            await Task.Yield();
            return new Item(item.Number * 10);
        }
    }
}
