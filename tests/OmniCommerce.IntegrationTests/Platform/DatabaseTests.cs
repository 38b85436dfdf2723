using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Api;
using OmniCommerce.IntegrationTests.Support;

namespace OmniCommerce.IntegrationTests.Platform;

public sealed class DatabaseTests(CommerceFixture shop) : IClassFixture<CommerceFixture>
{
    [Fact]
    public async Task The_model_of_all_capabilities_makes_a_database()
    {
        (await shop.InDatabase(db => db.Database.CanConnectAsync())).ShouldBeTrue();
        (await shop.InDatabase(async db => db.Model.GetEntityTypes().Count())).ShouldBeGreaterThan(0);
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
