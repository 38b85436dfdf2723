using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace OmniCommerce.Platform.Persistence;

/// <summary>
/// The contexts of commands, on connections that reads do not use. A command keeps its connection while it asks what the node remembers of the
/// catalogue, which may have to be read: out of one pool, as many commands as it has connections would wait for each other for ever.
/// </summary>
internal sealed class CommandContexts(IServiceProvider services, IDatabaseProvider provider, string connectionString)
{
    private readonly PooledDbContextFactory<CommerceDbContext> _contexts = new(OptionsOf(services, provider, connectionString));

    public CommerceDbContext Create() => _contexts.CreateDbContext();

    private static DbContextOptions<CommerceDbContext> OptionsOf(IServiceProvider services, IDatabaseProvider provider, string connectionString)
    {
        var options = new DbContextOptionsBuilder<CommerceDbContext>();
        options.UseApplicationServiceProvider(services);
        provider.Configure(options, provider.WithOwnPool(connectionString));
        return options.Options;
    }
}
