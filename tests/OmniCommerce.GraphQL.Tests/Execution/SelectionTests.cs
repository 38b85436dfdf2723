using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Tests.Execution;

/// <summary>Which fields a response has, and in which order.</summary>
public sealed class SelectionTests
{
    private readonly TestProgram _program = TestProgram.Of<SelectionTests>();

    [Theory]
    [InlineData("{ __typename }", """{"__typename":"Query"}""")]
    [InlineData("{ b: cat { name } a: cat { n: name } }", """{"b":{"name":"Tom"},"a":{"n":"Tom"}}""")]
    [InlineData("{ cat { name age name } cat { age name } }", """{"cat":{"name":"Tom","age":3}}""")]
    [InlineData("{ cat { mother { name } } cat { name mother { age } } }", """{"cat":{"mother":{"name":"Tam","age":9},"name":"Tom"}}""")]
    [InlineData("{ cat { ...F name } } fragment F on Cat { age ...G } fragment G on Cat { age lives }", """{"cat":{"age":3,"lives":9,"name":"Tom"}}""")]
    [InlineData("{ pets { name __typename } }", """{"pets":[{"name":"Tom","__typename":"Cat"},{"name":"Rex","__typename":"Dog"}]}""")]
    [InlineData("{ pets { ... on Dog { bark } name ... on Cat { lives } } }", """{"pets":[{"name":"Tom","lives":9},{"bark":"Wuff","name":"Rex"}]}""")]
    [InlineData("{ pets { ... on Pet { name } ... { name } } }", """{"pets":[{"name":"Tom"},{"name":"Rex"}]}""")]
    [InlineData("{ pets { ...F } } fragment F on Pet { ... on Cat { x: name } ... on Dog { x: bark } }", """{"pets":[{"x":"Tom"},{"x":"Wuff"}]}""")]
    [InlineData("{ any { ... on Pet { name } ... on Stone { weight } } }", """{"any":[{"name":"Tom"},{"weight":5},{"name":"Rex"}]}""")]
    [InlineData("{ any { ... on Cat { late { name } } ... on Dog { late { bark } } ... on Stone { weight } } }", """{"any":[{"late":{"name":"late Tom"}},{"weight":5},{"late":{"bark":"Wuff"}}]}""")]
    [InlineData("{ ... on Query { cat { name } } ...Q } fragment Q on Query { cat { age } }", """{"cat":{"name":"Tom","age":3}}""")]
    public async Task Fields_are_merged_in_the_order_in_which_they_first_stand(string query, string data) =>
        (await _program.Run(query)).ShouldBe($$"""{"data":{{data}}}""");

    [Theory]
    [InlineData("name @skip(if: true) age", "age")]
    [InlineData("name @include(if: false) age", "age")]
    [InlineData("name @skip(if: false) age @include(if: true)", "name age")]
    [InlineData("name @skip(if: $yes) age @include(if: $yes)", "age")]
    [InlineData("name @skip(if: $no) age @include(if: $no)", "name")]
    [InlineData("name @skip(if: $no) @include(if: $yes)", "name")]
    [InlineData("name @skip(if: $yes) @include(if: $yes)", "")]
    [InlineData("name @skip(if: $no) @include(if: $no)", "")]
    [InlineData("name @include(if: $no) name @include(if: $yes)", "name")]
    [InlineData("name @include(if: $no) name", "name")]
    [InlineData("name @include(if: $no) age name @include(if: $no)", "age")]
    [InlineData("... @include(if: $yes) { name } ... @include(if: $no) { age }", "name")]
    [InlineData("... @include(if: $yes) { name @skip(if: $yes) age }", "age")]
    [InlineData("...F @include(if: $no) ...F @include(if: $yes)", "name age")]
    [InlineData("...F @include(if: $no) ...F", "name age")]
    [InlineData("...F @skip(if: $yes) lives", "lives")]
    [InlineData("...F @skip(if: $standard) lives", "name age lives")]
    public async Task Selections_are_left_out_as_their_directives_say(string selections, string names)
    {
        var response = await _program.Run(
            $"query ($yes: Boolean!, $no: Boolean!, $standard: Boolean! = false) {{ a: __typename @include(if: $yes) b: __typename @include(if: $no) c: __typename @skip(if: $standard) cat {{ {selections} }} ...All }} "
            + "fragment All on Query { __typename cat @include(if: $no) { ...F } } fragment F on Cat { name age }",
            """{"yes":true,"no":false}""");

        var fields = names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => name switch { "name" => "\"name\":\"Tom\"", "age" => "\"age\":3", _ => "\"lives\":9" });
        response.ShouldBe($$$"""{"data":{"a":"Query","c":"Query","cat":{{{{string.Join(',', fields)}}}},"__typename":"Query"}}""");
    }

    [Theory]
    [InlineData("name @include(if: $no) age name", "\"age\":3,\"name\":\"Tom\"")]
    [InlineData("name @include(if: $yes) age name", "\"name\":\"Tom\",\"age\":3")]
    [InlineData("...F @include(if: $no) lives ... @skip(if: $no) { age } name", "\"lives\":9,\"age\":3,\"name\":\"Tom\"")]
    public async Task A_field_stands_where_it_is_first_selected_by_what_is_not_left_out(string selections, string fields) =>
        (await _program.Run($"query ($yes: Boolean!, $no: Boolean!) {{ cat {{ {selections} }} ... @include(if: $yes) {{ cat {{ ...F @include(if: $no) }} }} }} fragment F on Cat {{ name age }}", """{"yes":true,"no":false}"""))
            .ShouldBe("{\"data\":{\"cat\":{" + fields + "}}}");

    [Fact]
    public async Task Fields_of_merged_objects_are_left_out_each_for_itself() =>
        (await _program.Run("query ($yes: Boolean!) { cat @include(if: $yes) { name } cat @skip(if: $yes) { age } cat { lives } }", """{"yes":true}"""))
            .ShouldBe("""{"data":{"cat":{"name":"Tom","lives":9}}}""");

    [Fact]
    public async Task What_is_left_out_is_not_resolved_either()
    {
        (await _program.Run("query ($no: Boolean!) { cat { name late @include(if: $no) { name } } trap @include(if: $no) }", """{"no":false}"""))
            .ShouldBe("""{"data":{"cat":{"name":"Tom"}}}""");
        _program.Log.Exceptions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_that_multiplies_abstract_places_is_refused()
    {
        // Twelve places within each other, each for two types: four thousand and more objects, of a document of a few lines.
        var query = "{ pets { " + string.Concat(Enumerable.Repeat("friends { a: name b: name c: name d: name ", 14)) + new string('}', 14) + " } }";

        (await _program.Run(query)).ShouldContain("The operation selects more than 20000 fields.");
    }

    [InterfaceType]
    internal interface IPet
    {
        string Name { get; }

        IReadOnlyList<IPet> Friends { get; }
    }

    [UnionType]
    internal interface IThing;

    internal sealed record Cat(string Name, int Age) : IPet, IThing
    {
        public int Lives => 9;

        public Cat Mother => new("Tam", 9);

        public IReadOnlyList<IPet> Friends => [];
    }

    internal sealed record Dog(string Name, string Bark) : IPet, IThing
    {
        public IReadOnlyList<IPet> Friends => [];
    }

    internal readonly record struct Stone(int Weight) : IThing;

    [QueryType]
    internal static class Queries
    {
        public static readonly Cat Tom = new("Tom", 3);

        public static readonly Dog Rex = new("Rex", "Wuff");

        public static Cat Cat() => Tom;

        public static IReadOnlyList<IPet> Pets() => [Tom, Rex];

        public static IEnumerable<IThing> Any() => [Tom, new Stone(5), Rex];

        public static Task<int> Trap() => throw new InvalidOperationException();
    }

    [ObjectType<Cat>]
    internal static class CatType
    {
        public static async Task<Cat> Late([Parent] Cat cat)
        {
            await Task.Yield();
            return cat with { Name = "late " + cat.Name };
        }
    }

    [ObjectType<Dog>]
    internal static class DogType
    {
        public static async Task<Dog> Late([Parent] Dog dog)
        {
            await Task.Yield();
            return dog;
        }
    }
}
