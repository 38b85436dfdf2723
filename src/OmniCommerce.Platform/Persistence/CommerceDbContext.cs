using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace OmniCommerce.Platform.Persistence;

/// <summary>
/// The one database of all capabilities, so that a use case which spans several is one commit. Capabilities contribute their entity
/// configurations; commands use the instance of their scope, reads take their own from the factory, because fields of a query run in parallel.
/// </summary>
public sealed class CommerceDbContext(DbContextOptions<CommerceDbContext> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CommerceDbContext).Assembly);
        foreach (var capability in this.GetService<IEnumerable<Capability>>())
            modelBuilder.ApplyConfigurationsFromAssembly(capability.Assembly);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        KernelConventions.Apply(configurationBuilder, this.GetService<IDatabaseProvider>());
    }
}
