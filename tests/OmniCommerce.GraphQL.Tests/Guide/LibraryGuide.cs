using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Transport;

namespace OmniCommerce.GraphQL.Tests.Guide;

// The program of the engine's README; a test holds the two against each other.

public readonly record struct BookId(Guid Value);

/// <summary>A book that the library owns.</summary>
/// <param name="Title">As it stands on the cover.</param>
[Node]
public sealed record Book(BookId Id, string Title, int Year, [property: GraphQLIgnore] int AuthorId);

[QueryType]
internal static class BookQueries
{
    /// <summary>The books, newest first.</summary>
    /// <param name="first">How many.</param>
    public static IReadOnlyList<Book> GetBooks(Library library, int first = 20) => library.Newest(first);

    /// <summary>Who asks; null for a stranger.</summary>
    public static string? Me(Reader? reader) => reader?.Name;
}

[ObjectType<Book>]
internal static class BookType
{
    /// <summary>Who wrote it.</summary>
    public static async Task<Author> GetAuthorAsync([Parent] Book book, AuthorLoader authors, CancellationToken cancellationToken) =>
        await authors.LoadAsync(book.AuthorId, cancellationToken) ?? throw new InvalidOperationException("A book has an author.");

    [NodeResolver]
    public static ValueTask<Book?> FindAsync(BookId id, Library library) => new(library.Find(id));
}

public sealed class AuthorLoader(Library library) : DataLoader<int, Author>
{
    protected override Task<IReadOnlyDictionary<int, Author>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
        library.AuthorsAsync(keys, cancellationToken);
}

public sealed record AddBookInput(string Title, int Year);

public sealed record TitleTooLong(int Limit) : IError
{
    public string Message => $"A title has at most {Limit} characters.";
}

[MutationType]
internal static class BookMutations
{
    /// <summary>Adds a book.</summary>
    [Error<TitleTooLong>]
    public static Outcome<Book> AddBook(AddBookInput input, Library library) =>
        input.Title.Length > 100 ? new(null, [new TitleTooLong(100)]) : new(library.Add(input.Title, input.Year), []);
}

[SubscriptionType]
internal static class BookSubscriptions
{
    /// <summary>Every book that is added from now on.</summary>
    public static IAsyncEnumerable<Book> BookAdded(Arrivals arrivals, CancellationToken cancellationToken) => arrivals.All(cancellationToken);
}

[QueryType]
internal static class LedgerQueries
{
    [Authorize("librarian")]
    public static Ledger? GetLedger(Library library) => library.Ledger;
}

internal static class LibraryProgram
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<AuthorLoader>();
        builder.Services.AddGraphQLSchema(schema => schema
            .AddTypes(typeof(Book).Assembly)
            .AddId<BookId>("Book", id => id.Value, value => new BookId(value))
            .AddErrorInterface<IError>()
            .AddResultType(typeof(Outcome<>), outcome => ((IOutcome)outcome).Errors, outcome => ((IOutcome)outcome).Value)
            .AddParameter(request => request.State.GetValueOrDefault("reader") as Reader));

        var app = builder.Build();
        app.UseWebSockets();
        app.MapGraphQL("/graphql", options =>
        {
            options.OnRequest = http => ValueTask.FromResult(Reader.Of(http.Request.Headers.Authorization));
            options.OnConnect = (http, payload) => ValueTask.FromResult(
                payload is { } sent && sent.TryGetProperty("Authorization", out var token)
                    ? ConnectionDecision.Accept(Reader.Of(token.GetString()))
                    : ConnectionDecision.Refuse());
        });
        return app;
    }

    public static void TrustDocuments(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TrustedDocuments.Load("documents", refuseOthers: true));
    }
}

// What the README calls the program's own.

public sealed record Author(string Name);

public sealed record Ledger(int Pages);

public sealed record Reader(string Name)
{
    public static IReadOnlyDictionary<string, object?> Of(string? token) =>
        token is null ? new Dictionary<string, object?>() : new Dictionary<string, object?> { ["reader"] = new Reader(token) };
}

public interface IError
{
    string Message { get; }
}

public interface IOutcome
{
    IReadOnlyList<object> Errors { get; }

    object? Value { get; }
}

public sealed record Outcome<T>(T? Value, IReadOnlyList<object> Errors) : IOutcome
    where T : class
{
    object? IOutcome.Value => Value;
}

public sealed class Library
{
    private readonly List<Book> _books = [new(new BookId(new Guid(1, 0, 0, new byte[8])), "Dune", 1965, 1), new(new BookId(new Guid(2, 0, 0, new byte[8])), "Emma", 1815, 2)];

    public int Loads { get; private set; }

    public Ledger Ledger => new(12);

    public IReadOnlyList<Book> Newest(int count) => [.. _books.OrderByDescending(book => book.Year).Take(count)];

    public Book? Find(BookId id) => _books.Find(book => book.Id == id);

    public Book Add(string title, int year)
    {
        _books.Add(new Book(new BookId(new Guid(_books.Count + 1, 0, 0, new byte[8])), title, year, 1));
        return _books[^1];
    }

    public Task<IReadOnlyDictionary<int, Author>> AuthorsAsync(IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Loads++;
        return Task.FromResult<IReadOnlyDictionary<int, Author>>(ids.ToDictionary(id => id, id => new Author(id == 1 ? "Herbert" : "Austen")));
    }
}

public sealed class Arrivals(Library library)
{
    public async IAsyncEnumerable<Book> All([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        yield return library.Add("Ulysses", 1922);
    }
}
