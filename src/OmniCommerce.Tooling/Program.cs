using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Api;
using OmniCommerce.Platform.Persistence;

Console.Error.WriteLine("This program exists for `dotnet ef`. To add a migration: scripts/add-migration.sh NAME");
return 2;

/// <summary>Makes the shop's context for <c>dotnet ef</c>; the argument after <c>--</c> names the provider: <c>Sqlite</c>, <c>SqlServer</c> or <c>PostgreSql</c>.</summary>
internal sealed class CommerceDbContextFactory : IDesignTimeDbContextFactory<CommerceDbContext>
{
    // Scripts and migrations come from the model alone; no server is asked, so these only have to be readable.
    private static readonly Dictionary<string, string> Nowhere = new()
    {
        ["Sqlite"] = "Data Source=:memory:",
        ["SqlServer"] = "Server=.;Database=commerce",
        ["PostgreSql"] = "Host=localhost;Database=commerce",
    };

    public CommerceDbContext CreateDbContext(string[] args)
    {
        if (args is not [var provider] || !Nowhere.TryGetValue(provider, out var connectionString))
            throw new ArgumentException($"Name the provider after --, one of {string.Join(", ", Nowhere.Keys)}.", nameof(args));
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Database:Provider", provider), new("ConnectionStrings:Commerce", connectionString)])
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddLogging().AddDatabase(configuration).AddCapabilities(configuration);
        return services.BuildServiceProvider().GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContext();
    }
}
