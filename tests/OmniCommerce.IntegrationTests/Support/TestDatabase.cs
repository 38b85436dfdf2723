using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.IntegrationTests.Support;

/// <summary>
/// A database of its own for one fixture, made on the server that <c>OMNICOMMERCE_TEST_DATABASE</c> asks for: <c>Sqlite</c> (a temporary file,
/// the default), <c>PostgreSql</c> or <c>SqlServer</c>, whose connection strings are in <c>OMNICOMMERCE_TEST_POSTGRES</c> and
/// <c>OMNICOMMERCE_TEST_SQLSERVER</c>.
/// </summary>
public abstract class TestDatabase
{
    private readonly string _name = $"omnicommerce_test_{Guid.NewGuid():N}";

    public abstract string Provider { get; }

    public abstract string ConnectionString { get; }

    /// <summary>Why the tests cannot run; null when they can.</summary>
    public string? Missing { get; private init; }

    public static TestDatabase FromEnvironment() => Environment.GetEnvironmentVariable("OMNICOMMERCE_TEST_DATABASE") switch
    {
        null or "" or "Sqlite" => new Sqlite(),
        "PostgreSql" => PostgreSql.FromEnvironment(),
        "SqlServer" => SqlServer.FromEnvironment(),
        var other => throw new InvalidOperationException($"OMNICOMMERCE_TEST_DATABASE is '{other}'. Set it to Sqlite, PostgreSql or SqlServer."),
    };

    public virtual async Task CreateAsync(CommerceDbContext db, IDatabaseProvider provider)
    {
        await provider.PrepareAsync(db, CancellationToken.None);
        await db.Database.EnsureCreatedAsync();
    }

    public virtual async Task DropAsync(CommerceDbContext db) => await db.Database.EnsureDeletedAsync();

    private static string? MissingUnlessSet(string variable, string? value) =>
        string.IsNullOrEmpty(value) ? $"{variable} is not set: it needs the connection string of a server on which databases may be created." : null;

    private sealed class Sqlite : TestDatabase
    {
        public override string Provider => "Sqlite";

        public override string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(Path.GetTempPath(), _name + ".db") }.ConnectionString;
    }

    private sealed class PostgreSql(string? server) : TestDatabase
    {
        public override string Provider => "PostgreSql";

        public override string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = _name, IncludeErrorDetail = true }.ConnectionString;

        public static new PostgreSql FromEnvironment()
        {
            const string variable = "OMNICOMMERCE_TEST_POSTGRES";
            var server = Environment.GetEnvironmentVariable(variable);
            return new PostgreSql(server) { Missing = MissingUnlessSet(variable, server) };
        }
    }

    /// <summary>Creates and drops plainly: what EF Core adds for its own databases, servers that only speak SQL Server's protocol refuse.</summary>
    private sealed class SqlServer(string? server) : TestDatabase
    {
        public override string Provider => "SqlServer";

        public override string ConnectionString => new SqlConnectionStringBuilder(server) { InitialCatalog = _name }.ConnectionString;

        public static new SqlServer FromEnvironment()
        {
            const string variable = "OMNICOMMERCE_TEST_SQLSERVER";
            var server = Environment.GetEnvironmentVariable(variable);
            return new SqlServer(server) { Missing = MissingUnlessSet(variable, server) };
        }

        public override async Task CreateAsync(CommerceDbContext db, IDatabaseProvider provider)
        {
            await OnServerAsync($"CREATE DATABASE [{_name}]");
            try
            {
                await OnServerAsync($"ALTER DATABASE [{_name}] SET READ_COMMITTED_SNAPSHOT ON");
            }
            catch (SqlException)
            {
                // Such a server has no other way to read than from a snapshot.
            }

            await base.CreateAsync(db, provider);
        }

        public override async Task DropAsync(CommerceDbContext db)
        {
            SqlConnection.ClearAllPools();
            await OnServerAsync($"DROP DATABASE [{_name}]");
        }

        private async Task OnServerAsync(string statement)
        {
            await using var connection = new SqlConnection(server);
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }
}
