using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Api;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.IntegrationTests.Support;

/// <summary>
/// The shop's model on SQL Server, without a server: what would be sent is parsed by <see cref="TransactSql"/> and kept, and answered with no rows.
/// </summary>
internal sealed class SqlServerWithoutServer
{
    private readonly ServiceProvider _services;

    public SqlServerWithoutServer(Action<IServiceCollection> addServices)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Database:Provider", "SqlServer"), new("ConnectionStrings:Commerce", "Server=nowhere")])
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddLogging().AddDatabase(configuration).AddCapabilities(configuration);
        addServices(services);
        services.ConfigureDbContext<CommerceDbContext>(options => options.AddInterceptors(new NoConnection(), new NoCommand()));
        _services = services.BuildServiceProvider();
        using var db = NewContext();
        Model = db.Model;
    }

    /// <summary>The shop as it is, without what tests add.</summary>
    public static SqlServerWithoutServer OfTheShop { get; } = new(_ => { });

    public IModel Model { get; }

    /// <summary>Does something that sends statements; answers them. That there are no rows may fail it, once it has sent some.</summary>
    public IReadOnlyList<string> StatementsOf(Action<CommerceDbContext> action)
    {
        using var db = NewContext();
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        var statements = NoCommand.Begin();
        try
        {
            action(db);
        }
        catch (Exception exception) when (statements.Count > 0 && exception.GetBaseException() is InvalidOperationException or DbUpdateException)
        {
            // "Sequence contains no elements", "expected to affect 1 row": as it must be.
        }

        return statements;
    }

    private CommerceDbContext NewContext() => _services.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContext();

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
            InterceptionResult.Suppress();
    }

    private sealed class NoCommand : DbCommandInterceptor
    {
        private static readonly AsyncLocal<List<string>?> Statements = new();

        public static List<string> Begin() => Statements.Value = [];

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            Keep(command);
            return InterceptionResult<DbDataReader>.SuppressWithResult(new DataTable().CreateDataReader());
        }

        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
        {
            Keep(command);
            return InterceptionResult<int>.SuppressWithResult(0);
        }

        private static void Keep(DbCommand command)
        {
            Statements.Value!.Add(command.CommandText);
            TransactSql.ShouldParse(command.CommandText);
        }
    }
}
