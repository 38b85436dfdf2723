using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace OmniCommerce.Platform.Persistence;

/// <summary>
/// The one database of all capabilities, so that a use case which spans several is one commit. Capabilities contribute their entity
/// configurations; commands use the instance of their scope, reads take their own from the factory, because fields of a query run in parallel.
/// </summary>
public sealed class CommerceDbContext(DbContextOptions<CommerceDbContext> options) : DbContext(options)
{
    // EF's own container answers a list of anything with an empty one, so the application's is asked by name.
    private readonly IServiceProvider _application = options.GetExtension<CoreOptionsExtension>().ApplicationServiceProvider
        ?? throw new InvalidOperationException("The context is made by the container: see AddPlatform.");

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CommerceDbContext).Assembly);
        foreach (var capability in _application.GetServices<Capability>())
            modelBuilder.ApplyConfigurationsFromAssembly(capability.Assembly);
        foreach (var aggregate in modelBuilder.Model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(IVersioned))))
            aggregate.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        KernelConventions.Apply(configurationBuilder, _application.GetRequiredService<IDatabaseProvider>());
}
