using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Api;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.IntegrationTests.Platform;

public sealed class DatabaseTests(CommerceFixture shop) : IClassFixture<CommerceFixture>
{
    [Fact]
    public async Task The_model_of_all_capabilities_makes_a_database()
    {
        (await shop.InDatabase(db => db.Database.CanConnectAsync())).ShouldBeTrue();
        (await shop.InDatabase(async db => db.Model.GetEntityTypes().Count())).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_database_that_is_full_or_has_cut_the_line_is_told_from_a_mistake()
    {
        var provider = shop.Services.GetRequiredService<IDatabaseProvider>();
        await shop.InDatabase(async db =>
        {
            var outage = provider.Name switch
            {
                "Sqlite" => "CREATE TABLE large AS SELECT zeroblob(100000000) AS room",
                "PostgreSql" => "SELECT pg_terminate_backend(pg_backend_pid())",
                _ => "RAISERROR('The session is cut.', 20, 1) WITH LOG",
            };
            await db.Database.OpenConnectionAsync();
            if (provider.Name == "Sqlite")
                await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1");
            var mistake = await Should.ThrowAsync<DbException>(() => db.Database.ExecuteSqlRawAsync("SELECT nothing FROM nowhere"));
            provider.IsAway(mistake).ShouldBeFalse();
            var failure = await Should.ThrowAsync<DbException>(() => db.Database.ExecuteSqlRawAsync(outage));
            provider.IsAway(failure).ShouldBeTrue(failure.Message);
            provider.IsConflict(failure).ShouldBeFalse();

            // The limit is the connection's, and the connection is the pool's.
            if (provider.Name == "Sqlite")
                await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1073741823");
        });
    }

    [Theory]
    [InlineData("true", 2)]
    [InlineData(null, 1)]
    public async Task What_SQLite_has_committed_is_on_the_disk_if_it_is_asked_for(string? waitsForDisk, long synchronous)
    {
        var file = Path.Combine(Path.GetTempPath(), $"durable-{Guid.NewGuid():n}.db");
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Database:WaitsForDisk", waitsForDisk), new("ConnectionStrings:Commerce", $"Data Source={file};Pooling=False")])
            .Build();
        await using (var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddDatabase(configuration).AddCapabilities(configuration).BuildServiceProvider())
        await using (var db = await services.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA synchronous";
            (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(synchronous);
        }

        File.Delete(file);
    }

    [Theory]
    [InlineData("Oracle", null, "Database:Provider is 'Oracle'. Set it to Sqlite, SqlServer or PostgreSql.")]
    [InlineData("SqlServer", null, "ConnectionStrings:Commerce is not set. Set it to a connection string of SqlServer.")]
    [InlineData("PostgreSql", "", "ConnectionStrings:Commerce is not set. Set it to a connection string of PostgreSql.")]
    public void A_wrong_choice_says_at_start_what_to_set(string provider, string? connectionString, string message)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Database:Provider", provider), new("ConnectionStrings:Commerce", connectionString)])
            .Build();

        Should.Throw<SettingException>(() => new ServiceCollection().AddDatabase(configuration)).Message.ShouldContain(message);
    }
}
