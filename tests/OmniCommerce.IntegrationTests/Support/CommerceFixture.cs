using System.Text.RegularExpressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OmniCommerce.Api;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Domain;
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
    private static readonly Regex OfAName = new("^(?:holds|orders): (?:cart )?([0-9a-f-]{36}) (?:has .+ and does not stand|has .+ and is no order|was ordered and there is no order)$");

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

    /// <summary>Whether holds and orders may only have a name in these tests, because what is tested lies below them. Those that there are must be right all the same.</summary>
    protected virtual bool HoldsAndOrdersMayBeNames => false;

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
        if (!HoldsAndOrdersMayBeNames || wrong.Count == 0)
            return wrong;
        var holds = await InDatabase(db => db.Set<Hold>().Select(hold => hold.Id).ToHashSetAsync());
        var orders = await InDatabase(db => db.Set<Order>().Select(order => order.Id).ToHashSetAsync());
        return wrong.FindAll(line => OfAName.Match(line) is not { Success: true } name
            || holds.Contains(new HoldId(Guid.Parse(name.Groups[1].Value))) || orders.Contains(new OrderId(Guid.Parse(name.Groups[1].Value))));
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
