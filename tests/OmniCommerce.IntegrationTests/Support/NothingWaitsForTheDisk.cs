using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OmniCommerce.IntegrationTests.Support;

/// <summary>What the tests write is thrown away, so that SQLite need not wait for the disk. <c>scripts/postgres.sh</c> says the same to PostgreSQL.</summary>
internal sealed class NothingWaitsForTheDisk : DbConnectionInterceptor
{
    public static readonly NothingWaitsForTheDisk Instance = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is not SqliteConnection)
            return;
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = OFF";
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
