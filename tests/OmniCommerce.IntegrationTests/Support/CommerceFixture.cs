using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OmniCommerce.Api;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.IntegrationTests.Support;

/// <summary>
/// The whole shop without its host, on a database of its own. Use it as a class fixture; derive from it to change settings or services.
/// Hosted services are not started. Every query is also compiled for SQL Server and checked to be T-SQL. When the tests are done, the books must
/// be right.
/// </summary>
public class CommerceFixture : IAsyncLifetime
{
    private readonly TestDatabase _database = TestDatabase.FromEnvironment();
    private ServiceProvider? _services;

    public FakeClock Clock { get; } = new();

    public IServiceProvider Services
    {
        get
        {
            Assert.SkipWhen(_database.Missing is not null, _database.Missing ?? "");
            return _services!;
        }
    }

    /// <summary>Whether a test has written into the database what the shop never would, and left it there.</summary>
    public bool AreTheBooksSpoilt { get; set; }

    /// <summary>The books that these tests keep: others see holds and orders that only have a name here. Null for all.</summary>
    protected virtual IReadOnlyCollection<string>? OnlyBooksOf => null;

    /// <summary>Configuration on top of the choice of the database.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    /// <summary>
    /// Compiles the queries for SQL Server too. EF Core shares model and compiled queries between contexts with the same one, so it is one for
    /// all fixtures, but for those that add tables.
    /// </summary>
    private protected virtual SqlServerMirror Mirror => SqlServerMirror.OfTheShop;

    public async ValueTask InitializeAsync()
    {
        if (_database.Missing is not null)
            return;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Database:Provider", _database.Provider), new("ConnectionStrings:Commerce", _database.ConnectionString), .. Settings])
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddLogging().AddDatabase(configuration).AddCapabilities(configuration);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        AddServices(services);
        if (_database.Provider != "SqlServer")
            services.ConfigureDbContext<CommerceDbContext>(options => options.AddInterceptors(Mirror));
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });

        await InDatabase(db => _database.CreateAsync(db, Services.GetRequiredService<IDatabaseProvider>()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            IReadOnlyList<string> wrong = AreTheBooksSpoilt ? [] : await WrongInTheBooks();
            await InDatabase(_database.DropAsync);
            await _services.DisposeAsync();
            wrong.ShouldBeEmpty("After the tests the books are wrong.");
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>What of the books is not as it should be.</summary>
    public async Task<IReadOnlyList<string>> WrongInTheBooks()
    {
        var wrong = await Services.GetRequiredService<BooksCheck>().RunAsync(patience: null, cancellationToken: CancellationToken.None).ToListAsync();
        return OnlyBooksOf is { } kept ? wrong.FindAll(line => kept.Contains(line[..line.IndexOf(':', StringComparison.Ordinal)])) : wrong;
    }

    public virtual async Task TheBooksAreRight() => (await WrongInTheBooks()).ShouldBeEmpty();

    /// <summary>Sends the request in a scope of its own, as a request of a client would be.</summary>
    public async Task<TResponse> Send<TResponse>(IRequest<TResponse> request)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Looks into, or prepares, the database past the use cases.</summary>
    public async Task InDatabase(Func<CommerceDbContext, Task> action)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync();
        await action(db);
    }

    /// <inheritdoc cref="InDatabase(Func{CommerceDbContext, Task})"/>
    public async Task<T> InDatabase<T>(Func<CommerceDbContext, Task<T>> action)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync();
        return await action(db);
    }

    protected virtual void AddServices(IServiceCollection services)
    {
    }
}
