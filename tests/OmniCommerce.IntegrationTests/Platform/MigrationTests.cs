using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Api;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.IntegrationTests.Platform;

public sealed partial class MigrationTests
{
    /// <summary>What a database says of its tables. Not their columns' defaults: a migration gives one for the rows that were there before it.</summary>
    private static readonly Dictionary<string, string> Descriptions = new()
    {
        ["Sqlite"] = """SELECT tbl_name || ': ' || sql AS "Value" FROM sqlite_master WHERE sql IS NOT NULL""",
        ["PostgreSql"] = """
            SELECT table_name || ': ' || concat_ws(' ', column_name, data_type, character_maximum_length, is_nullable, is_identity) AS "Value"
            FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT tablename || ': ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT conrelid::regclass || ': ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            """,
    };

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

    /// <summary>Columns, constraints and indexes, one by one; and every check of the books finds what it asks for.</summary>
    [Fact]
    public async Task Migrations_make_the_database_that_the_model_describes()
    {
        TestDatabase migrated = TestDatabase.FromEnvironment(), modelled = TestDatabase.FromEnvironment();
        Assert.SkipWhen(migrated.Missing is not null, migrated.Missing ?? "");
        Assert.SkipUnless(Descriptions.ContainsKey(migrated.Provider), $"What {migrated.Provider} says of its tables is not read here.");
        await using var services = Shop(migrated.Provider, migrated.ConnectionString);
        await using var others = Shop(modelled.Provider, modelled.ConnectionString);
        await using var byMigrations = await services.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync();
        await using var byModel = await others.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync();
        try
        {
            await services.MigrateDatabaseAsync(CancellationToken.None);
            await modelled.CreateAsync(byModel, others.GetRequiredService<IDatabaseProvider>());

            var (made, wanted) = (await DescribedAsync(byMigrations, migrated.Provider), await DescribedAsync(byModel, migrated.Provider));
            wanted.Count.ShouldBeGreaterThan(byModel.Model.GetEntityTypes().Count());
            (made.Except(wanted), wanted.Except(made)).ShouldSatisfyAllConditions(
                differ => differ.Item1.ShouldBeEmpty("What migrations make and the model does not know"),
                differ => differ.Item2.ShouldBeEmpty("What the model knows and migrations do not make"));
            (await services.GetRequiredService<BooksCheck>().RunAsync(BooksCheck.Patience).ToListAsync()).ShouldBeEmpty();
        }
        finally
        {
            await migrated.DropAsync(byMigrations);
            await modelled.DropAsync(byModel);
        }
    }

    // Where a migration adds a column, it is the table's last: its place says nothing. SQLite writes it on the line of the one before.
    private static async Task<List<string>> DescribedAsync(CommerceDbContext db, string provider)
    {
        var lines = from description in await db.Database.SqlQueryRaw<string>(Descriptions[provider]).ToListAsync()
                    where !description.Contains("__EFMigrations", StringComparison.Ordinal)
                    let table = description.Split(": ")[0]
                    from line in description[(table.Length + 2)..].Split('\n').SelectMany(ColumnsIn)
                    select $"{table}: {SqliteDefault().Replace(line, "").Trim().TrimEnd(',')}";
        return [.. lines];
    }

    private static IEnumerable<string> ColumnsIn(string line) =>
        line.TrimStart().StartsWith('"') ? line.Replace(", \"", "\n\"", StringComparison.Ordinal).Split('\n') : [line];

    [GeneratedRegex(" DEFAULT [^ ,]+")]
    private static partial Regex SqliteDefault();

    private static ServiceProvider Shop(string provider, string connectionString)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Database:Provider", provider), new("ConnectionStrings:Commerce", connectionString)])
            .Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddDatabase(configuration).AddCapabilities(configuration)
            .BuildServiceProvider();
    }
}
