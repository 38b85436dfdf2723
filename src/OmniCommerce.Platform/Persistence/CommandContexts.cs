using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace OmniCommerce.Platform.Persistence;

/// <summary>
/// The contexts of commands, on connections that reads do not use. A command keeps its connection while it asks what the node remembers of the
/// catalogue, which may have to be read: out of one pool, as many commands as it has connections would wait for each other for ever.
/// </summary>
internal sealed class CommandContexts(DbContextOptions<CommerceDbContext> reads, IDatabaseProvider provider)
{
    private readonly PooledDbContextFactory<CommerceDbContext> _contexts = new(OnOwnPool(reads, provider));

    public CommerceDbContext Create() => _contexts.CreateDbContext();

    private static DbContextOptions<CommerceDbContext> OnOwnPool(DbContextOptions<CommerceDbContext> reads, IDatabaseProvider provider)
    {
        var database = RelationalOptionsExtension.Extract(reads);
        var options = new DbContextOptionsBuilder<CommerceDbContext>(reads);
        ((IDbContextOptionsBuilderInfrastructure)options)
            .AddOrUpdateExtension(database.WithConnectionString(provider.WithOwnPool(database.ConnectionString!)));
        return options.Options;
    }
}
