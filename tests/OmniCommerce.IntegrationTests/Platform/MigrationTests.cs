using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Api;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.IntegrationTests.Platform;

public sealed class MigrationTests
{
    [Theory]
    [InlineData("Sqlite", "Data Source=:memory:")]
    [InlineData("SqlServer", "Server=nowhere")]
    [InlineData("PostgreSql", "Host=nowhere")]
    public async Task No_model_change_is_without_a_migration(string provider, string connectionString)
    {
        await using var services = Shop(provider, connectionString);
        await using var db = await services.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync();

        db.Database.HasPendingModelChanges().ShouldBeFalse("Run scripts/add-migration.sh NAME.");
    }

    [Fact]
    public async Task Migrations_make_the_database_once_though_several_nodes_start_at_once()
    {
        var database = TestDatabase.FromEnvironment();
        Assert.SkipWhen(database.Missing is not null, database.Missing ?? "");
        await using var services = Shop(database.Provider, database.ConnectionString);
        await using var db = await services.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync();
        try
        {
            await services.MigrateDatabaseAsync(CancellationToken.None);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => services.MigrateDatabaseAsync(CancellationToken.None))));

            (await db.Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
        }
        finally
        {
            await database.DropAsync(db);
        }
    }

    private static ServiceProvider Shop(string provider, string connectionString)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Database:Provider", provider), new("ConnectionStrings:Commerce", connectionString)])
            .Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddDatabase(configuration).AddCapabilities(configuration)
            .BuildServiceProvider();
    }
}
