using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Tests.Execution;

namespace OmniCommerce.GraphQL.Tests.Guide;

/// <summary>What the engine's README shows compiles, and does what it says.</summary>
public sealed class GuideTests
{
    private static readonly Type[] s_types =
    [
        typeof(Book), typeof(BookQueries), typeof(BookType), typeof(BookMutations), typeof(BookSubscriptions), typeof(LedgerQueries), typeof(TitleTooLong), typeof(Author), typeof(Ledger),
    ];

    [Fact]
    public void Every_line_of_code_in_the_README_is_compiled_here()
    {
        var tests = new DirectoryInfo(NodeJs.Folder).Parent!.FullName;
        var compiled = File.ReadAllLines(Path.Combine(tests, "Guide", "LibraryGuide.cs")).Select(line => line.Trim()).ToHashSet();
        var readme = File.ReadAllText(Path.Combine(tests, "..", "..", "src", "OmniCommerce.GraphQL", "README.md"));
        var shown = readme.Split("```csharp\n").Skip(1).SelectMany(block => block[..block.IndexOf("```", StringComparison.Ordinal)].Split('\n')).Select(line => line.Trim()).ToArray();

        shown.Length.ShouldBeGreaterThan(60);
        shown.ShouldAllBe(line => line.Length == 0 || compiled.Contains(line));
    }

    [Theory]
    [InlineData("{ books { title year author { name } } }", """{"data":{"books":[{"title":"Dune","year":1965,"author":{"name":"Herbert"}},{"title":"Emma","year":1815,"author":{"name":"Austen"}}]}}""")]
    [InlineData("{ books(first: 1) { title } me }", """{"data":{"books":[{"title":"Dune"}],"me":null}}""")]
    [InlineData("mutation { addBook(input: { title: \"Ilias\", year: -700 }) { book { title } errors { __typename } } }", """{"data":{"addBook":{"book":{"title":"Ilias"},"errors":[]}}}""")]
    [InlineData("{ ledger { pages } }", """{"data":{"ledger":{"pages":12}}}""")]
    public async Task The_program_answers(string query, string answer)
    {
        var library = new Library();
        (await Program(library).Run(query)).ShouldBe(answer);
        library.Loads.ShouldBe(query.Contains("author") ? 1 : 0);
    }

    [Fact]
    public async Task A_title_that_is_too_long_is_a_typed_error() =>
        (await Program(new Library()).Run(
            "mutation ($title: String!) { addBook(input: { title: $title, year: 1 }) { book { title } errors { ... on TitleTooLong { limit message } } } }",
            $$"""{"title":"{{new string('x', 101)}}"}"""))
        .ShouldBe("""{"data":{"addBook":{"book":null,"errors":[{"limit":100,"message":"A title has at most 100 characters."}]}}}""");

    [Fact]
    public async Task Whoever_listens_hears_of_new_books() =>
        (await Program(new Library()).Stream("subscription { bookAdded { title } }")).ShouldBe(["""{"data":{"bookAdded":{"title":"Ulysses"}}}"""]);

    private static TestProgram Program(Library library) => new(
        s_types,
        schema => schema
            .AddId<BookId>("Book", id => id.Value, value => new BookId(value))
            .AddErrorInterface<IError>()
            .AddResultType(typeof(Outcome<>), outcome => ((IOutcome)outcome).Errors, outcome => ((IOutcome)outcome).Value)
            .AddAuthorization((_, _) => new(Permission.Granted))
            .AddParameter(request => request.State.GetValueOrDefault("reader") as Reader),
        services => services.AddSingleton(library).AddSingleton<Arrivals>());
}
