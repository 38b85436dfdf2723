using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Migrations.PostgreSql;
using OmniCommerce.Migrations.Sqlite;
using OmniCommerce.Migrations.SqlServer;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Api;

/// <summary>Chooses the database: <c>Database:Provider</c> says which, <c>ConnectionStrings:Commerce</c> where it is.</summary>
public static class Database
{
    /// <summary>Registers the platform on the configured database; by default the SQLite file <c>commerce.db</c> in <c>Data:Directory</c>.</summary>
    /// <exception cref="SettingException">The configuration names no database; the message says what to set.</exception>
    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var provider = ProviderOf(configuration);
        return services.AddPlatform(configuration, provider, ConnectionStringOf(provider, configuration));
    }

    /// <summary>Brings the database to the newest version of the schema. Several nodes may do so at once.</summary>
    /// <exception cref="SettingException">The database cannot be used: it is not there, lets nobody in, or refuses a statement.</exception>
    public static async Task MigrateDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync(cancellationToken);
        var provider = services.GetRequiredService<IDatabaseProvider>();
        try
        {
            await provider.PrepareAsync(db, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (Exception exception) when (exception.GetBaseException() is DbException or SocketException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"The {provider.Name} database cannot be used: {exception.GetBaseException().Message} Set ConnectionStrings:Commerce to one that can.", exception);
        }
    }

    private static IDatabaseProvider ProviderOf(IConfiguration configuration)
    {
        var section = configuration.GetSection("Database");
        return section["Provider"] switch
        {
            null or "" or "Sqlite" => new SqliteDatabase(section.GetValue<bool>("WaitsForDisk")),
            "PostgreSql" => new PostgreSqlDatabase(),
            "SqlServer" => new SqlServerDatabase(section.GetValue<int?>("MaxBatchSize"), section.GetSection("ConflictErrors").Get<int[]>()),
            var other => throw new SettingException($"Database:Provider is '{other}'. Set it to Sqlite, SqlServer or PostgreSql."),
        };
    }

    private static string ConnectionStringOf(IDatabaseProvider provider, IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Commerce") is { Length: > 0 } given)
            return given;
        return provider is SqliteDatabase
            ? $"Data Source={Path.Combine(configuration["Data:Directory"] ?? "data", "commerce.db")}"
            : throw new SettingException(
                $"Database:Provider is {provider.Name}, but ConnectionStrings:Commerce is not set. Set it to a connection string of {provider.Name}.");
    }
}
