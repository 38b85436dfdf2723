using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OmniCommerce.Benchmarks.Truth;

/// <summary>The shop's database without the shop: how many commits it has had, and how many of a single row it makes in a second.</summary>
internal abstract class BareDatabase
{
    /// <summary>What the table says of it.</summary>
    public abstract string Name { get; }

    public static BareDatabase Of(string provider, string connectionString) => provider switch
    {
        "Sqlite" => new Sqlite(connectionString),
        "PostgreSql" => new PostgreSql(connectionString),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "It is Sqlite or PostgreSql."),
    };

    /// <summary>The commits that wrote something, of everybody, since some beginning; as the database counts them itself.</summary>
    public abstract Task<long> CommitsAsync();

    /// <summary>Inserts single rows, each with a commit of its own, by a prepared statement on a connection for each writer.</summary>
    /// <returns>The commits per second.</returns>
    public async Task<double> CommitPerSecondAsync(int writers, TimeSpan time)
    {
        await using (var connection = await OpenAsync())
            await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS bench_commits (id INTEGER NOT NULL, note VARCHAR(100) NOT NULL)");
        var watch = Stopwatch.StartNew();
        var committed = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            await using var connection = await OpenAsync();
            await using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO bench_commits (id, note) VALUES (1, 'A row of the size that many rows of a shop have.')";
            await insert.PrepareAsync();
            var count = 0;
            for (; watch.Elapsed < time; count++)
                await CommitAsync(insert);
            return count;
        })));
        return committed.Sum() / watch.Elapsed.TotalSeconds;
    }

    protected abstract Task<DbConnection> OpenAsync();

    protected abstract Task CommitAsync(DbCommand insert);

    protected static async Task ExecuteAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Sqlite(string connectionString) : BareDatabase
    {
        private readonly Lock _turn = new();

        public override string Name => "SQLite, write-ahead log, synchronous = FULL";

        // The header of the log's index counts them: https://sqlite.org/walformat.html
        public override async Task<long> CommitsAsync()
        {
            const int changeCounter = 8;
            await using var index = new FileStream($"{new SqliteConnectionStringBuilder(connectionString).DataSource}-shm", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            index.Seek(changeCounter, SeekOrigin.Begin);
            var counter = new byte[sizeof(uint)];
            await index.ReadExactlyAsync(counter);
            return BitConverter.ToUInt32(counter);
        }

        protected override async Task<DbConnection> OpenAsync()
        {
            var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync();
            await ExecuteAsync(connection, "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000");
            return connection;
        }

        // In turns, as the shop's commands: to fight over the file would be slower, and a lower bar.
        protected override Task CommitAsync(DbCommand insert)
        {
            lock (_turn)
                insert.ExecuteNonQuery();
            return Task.CompletedTask;
        }
    }

    private sealed class PostgreSql(string connectionString) : BareDatabase
    {
        public override string Name => "PostgreSQL, fsync on, synchronous_commit on";

        // Only what writes gets a number.
        public override async Task<long> CommitsAsync()
        {
            await using var connection = await OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint";
            return (long)(await command.ExecuteScalarAsync())!;
        }

        protected override async Task<DbConnection> OpenAsync()
        {
            var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            return connection;
        }

        protected override Task CommitAsync(DbCommand insert) => insert.ExecuteNonQueryAsync();
    }
}
