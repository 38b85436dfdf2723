using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Migrations.SqlServer;

/// <summary>SQL Server 2019 or newer, Azure SQL.</summary>
/// <param name="maxBatchSize">The most statements in one round trip; null for EF Core's own choice.</param>
/// <param name="conflictErrors">Further error numbers by which a server says that a concurrent writer was faster.</param>
public sealed class SqlServerDatabase(int? maxBatchSize = null, IReadOnlyCollection<int>? conflictErrors = null) : IDatabaseProvider
{
    // A violated unique index, a violated unique constraint or primary key.
    private const int DuplicateInIndex = 2601;
    private const int DuplicateInConstraint = 2627;

    // EF Core's own retries exclude transactions that the program opens. The pipeline runs a whole command again instead, for what the server
    // says when nothing is done or all is rolled back: deadlock, lock time-out, snapshot conflict, and a server that is not to be had just
    // now. An error while committing that leaves the outcome open is none of these.
    private static readonly HashSet<int> Conflicts = [1205, 1222, 3960, 4060, 4221, 10928, 10929, 40501, 40613, 49918, 49919, 49920];

    // No answer in time, no connection, being shut down, no room for data or log.
    private static readonly HashSet<int> Outages = [-2, 2, 20, 53, 64, 121, 233, 258, 1105, 6005, 9002, 10053, 10054, 10060, 10061, 17142, 18401, 40197];

    // From this severity on the server has cut the connection.
    private const byte Fatal = 20;

    /// <inheritdoc/>
    public string Name => "SqlServer";

    /// <inheritdoc/>
    public bool HasSingleWriter => false;

    /// <inheritdoc/>
    public void Configure(DbContextOptionsBuilder options, string connectionString) => options.UseSqlServer(connectionString, server =>
    {
        server.MigrationsAssembly(typeof(SqlServerDatabase).Assembly);
        if (maxBatchSize is { } size)
            server.MaxBatchSize(size);
    });

    // A pool belongs to a connection string, the application's name included.

    /// <inheritdoc/>
    public string WithOwnPool(string connectionString)
    {
        var builder = new SqlConnectionStringBuilder(connectionString);
        builder.ApplicationName = $"{builder.ApplicationName} commands";
        return builder.ConnectionString;
    }

    /// <inheritdoc/>
    public void ApplyConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();

    /// <inheritdoc/>
    public Task PrepareAsync(CommerceDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public bool IsUniqueViolation(Exception exception) =>
        Causes.Of<SqlException>(exception).Any(cause => cause.Number is DuplicateInIndex or DuplicateInConstraint);

    /// <inheritdoc/>
    public bool IsConflict(Exception exception) =>
        exception is DbUpdateConcurrencyException
        || Causes.Of<SqlException>(exception).Any(cause => Conflicts.Contains(cause.Number) || conflictErrors?.Contains(cause.Number) == true);

    /// <inheritdoc/>
    public bool IsAway(Exception exception) =>
        Causes.Of<SqlException>(exception).Any(cause => cause.Class >= Fatal || Outages.Contains(cause.Number));
}
