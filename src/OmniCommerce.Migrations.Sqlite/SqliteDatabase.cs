using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Update;
using OmniCommerce.Platform.Persistence;
using SQLitePCL;

namespace OmniCommerce.Migrations.Sqlite;

/// <summary>SQLite: one file, nothing to install. Readers never wait; writers take turns.</summary>
/// <param name="waitsForDisk">
/// Whether what is committed outlives the machine's power too, for which every commit waits for the disk. Otherwise it outlives the program's end, and
/// after a power cut the last commits may be missing, all of one time on.
/// </param>
public sealed class SqliteDatabase(bool waitsForDisk = false) : IDatabaseProvider
{
    // https://sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutputError = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int UniqueViolation = 2067;
    private const int PrimaryKeyViolation = 1555;

    /// <inheritdoc/>
    public string Name => "Sqlite";

    /// <inheritdoc/>
    public bool HasSingleWriter => true;

    /// <inheritdoc/>
    public void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(
            connectionString,

            // A list as one parameter: as one parameter for each of its entries EF Core would write the statement's text anew each time.
            sqlite => sqlite.MigrationsAssembly(typeof(SqliteDatabase).Assembly).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
        .ReplaceService<IModificationCommandBatchFactory, SqliteBatches>()
        .AddInterceptors(new ConnectionSettings(waitsForDisk));

    /// <inheritdoc/>
    public void ApplyConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantTicksConverter>();

    /// <inheritdoc/>
    public async Task PrepareAsync(CommerceDbContext db, CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } directory)
            Directory.CreateDirectory(directory);

        // Write-ahead logging stays with the file; with it readers and the writer do not wait for each other.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
    }

    // Deferred: EF Core's own transactions take the one turn to write as they begin, and this one writes nothing.

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> BeginSnapshotAsync(CommerceDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return transaction;
    }

    /// <inheritdoc/>
    public bool IsUniqueViolation(Exception exception) =>
        Causes.Of<SqliteException>(exception).Any(cause => cause.SqliteExtendedErrorCode is UniqueViolation or PrimaryKeyViolation);

    /// <inheritdoc/>
    public bool IsConflict(Exception exception) =>
        exception is DbUpdateConcurrencyException || Causes.Of<SqliteException>(exception).Any(cause => cause.SqliteErrorCode is Busy or Locked);

    /// <inheritdoc/>
    public bool IsAway(Exception exception) =>
        Causes.Of<SqliteException>(exception).Any(cause => cause.SqliteErrorCode is ReadOnly or InputOutputError or Full or CannotOpen);

    /// <summary>
    /// What SQLite forgets with a connection. Opening one mostly takes it from the pool, as it was left: then nothing is to be said again.
    /// </summary>
    private sealed class ConnectionSettings(bool waitsForDisk) : DbConnectionInterceptor
    {
        // An order writes tens of pages, mostly the same ones: the log grows to 16 MB before they are copied into the file, once for many orders.
        private readonly string _settings =
            $"PRAGMA synchronous = {(waitsForDisk ? "FULL" : "NORMAL")}; PRAGMA wal_autocheckpoint = 4000; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON";

        private readonly ConditionalWeakTable<sqlite3, object?> _set = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            var handle = ((SqliteConnection)connection).Handle!;
            if (_set.TryGetValue(handle, out _))
                return;
            using var command = connection.CreateCommand();
            command.CommandText = _settings;
            command.ExecuteNonQuery();
            _set.AddOrUpdate(handle, null);
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
