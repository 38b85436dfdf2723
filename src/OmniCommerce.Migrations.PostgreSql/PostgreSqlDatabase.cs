using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Migrations.PostgreSql;

/// <summary>PostgreSQL, 13 or newer.</summary>
public sealed class PostgreSqlDatabase : IDatabaseProvider
{
    /// <inheritdoc/>
    public string Name => "PostgreSql";

    /// <inheritdoc/>
    public bool HasSingleWriter => false;

    /// <inheritdoc/>
    public void Configure(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(Tuned(connectionString), postgres => postgres.MigrationsAssembly(typeof(PostgreSqlDatabase).Assembly));

    // A pool belongs to a connection string, the application's name included.

    /// <inheritdoc/>
    public string WithOwnPool(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.ApplicationName = $"{builder.ApplicationName} commands".TrimStart();
        return builder.ConnectionString;
    }

    /// <summary>
    /// The same, with what saves PostgreSQL more than half of the work of a usual statement: a connection prepares what it is asked again and again,
    /// so that it is not parsed and planned anew each time; and back in the pool nothing of it is reset, because the shop leaves nothing behind that
    /// outlives a transaction. What the connection string itself says stands: <c>Max Auto Prepare=0</c> for a pooler that knows of no prepared statements.
    /// </summary>
    private static string Tuned(string connectionString)
    {
        const int hotStatements = 200;
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!builder.ShouldSerialize("Max Auto Prepare"))
            (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (hotStatements, 2);
        if (!builder.ShouldSerialize("No Reset On Close"))
            builder.NoResetOnClose = true;
        return builder.ConnectionString;
    }

    /// <inheritdoc/>
    public void ApplyConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();

    /// <inheritdoc/>
    public Task PrepareAsync(CommerceDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> BeginSnapshotAsync(CommerceDbContext db, CancellationToken cancellationToken) =>
        await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    /// <inheritdoc/>
    public bool IsUniqueViolation(Exception exception) =>
        Causes.Of<PostgresException>(exception).Any(cause => cause.SqlState == PostgresErrorCodes.UniqueViolation);

    // Only what PostgreSQL says after it has rolled back: a connection lost while committing may have committed.

    /// <inheritdoc/>
    public bool IsConflict(Exception exception) =>
        exception is DbUpdateConcurrencyException
        || Causes.Of<PostgresException>(exception).Any(cause =>
            cause.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable);

    // What is not PostgreSQL's own word is about the way to it: nobody listens, cut off, no answer in time.

    /// <inheritdoc/>
    public bool IsAway(Exception exception) =>
        Causes.Of<NpgsqlException>(exception).Any(cause => cause is not PostgresException said || IsOutage(said.SqlState));

    // Connections, resources, shut-downs and system errors by their classes; a database that lets nobody in, and a standby that was not promoted yet.
    private static bool IsOutage(string state) =>
        state[..2] is "08" or "53" or "58" || state.StartsWith("57P", StringComparison.Ordinal)
        || state is PostgresErrorCodes.ObjectNotInPrerequisiteState or PostgresErrorCodes.ReadOnlySqlTransaction;
}
