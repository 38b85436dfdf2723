using System.Data;
using Microsoft.EntityFrameworkCore;

namespace OmniCommerce.Platform.Persistence;

/// <summary>What differs between the databases that the shop runs on. Everything else of the model and the queries is one.</summary>
public interface IDatabaseProvider
{
    /// <summary>The name by which <c>Database:Provider</c> asks for it: <c>Sqlite</c>, <c>SqlServer</c> or <c>PostgreSql</c>.</summary>
    string Name { get; }

    /// <summary>Whether one process must take turns to write, because the database has a single writer.</summary>
    bool HasSingleWriter { get; }

    /// <summary>Points the context at the database and at its own migrations.</summary>
    void Configure(DbContextOptionsBuilder options, string connectionString);

    /// <summary>The same database through a pool of connections that nothing else uses; unchanged where a pool has no end, so that nobody waits for a connection.</summary>
    string WithOwnPool(string connectionString) => connectionString;

    /// <summary>How values are stored that not every database knows.</summary>
    void ApplyConventions(ModelConfigurationBuilder conventions);

    /// <summary>What must be done once when the program starts, before migrations.</summary>
    Task PrepareAsync(CommerceDbContext db, CancellationToken cancellationToken);

    /// <summary>Lets the context read one state of the database until the answer is disposed, whatever is committed meanwhile.</summary>
    async Task<IAsyncDisposable> BeginSnapshotAsync(CommerceDbContext db, CancellationToken cancellationToken) =>
        await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);

    /// <summary>Whether the exception says that a unique index or primary key has the value already.</summary>
    bool IsUniqueViolation(Exception exception);

    /// <summary>Whether the exception says that a concurrent writer was faster, so that the whole command is worth another try: a version that moved, a deadlock, a busy database.</summary>
    bool IsConflict(Exception exception);

    /// <summary>
    /// Whether the exception says that the database cannot be had or cannot take anything just now: it is down, restarting, full, or has cut the
    /// connection. What was asked of it may or may not be done.
    /// </summary>
    bool IsAway(Exception exception);
}
