using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Platform;

/// <summary>Registers what every capability stands on.</summary>
public static class PlatformRegistration
{
    /// <summary>
    /// Registers the database, the request pipeline and the broadcast of a single node. <see cref="CommerceDbContext"/> is scoped, for
    /// commands; reads take <see cref="IDbContextFactory{TContext}"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="provider">The database.</param>
    /// <param name="connectionString">Where it is.</param>
    public static IServiceCollection AddPlatform(this IServiceCollection services, IDatabaseProvider provider, string connectionString)
    {
        services.AddSingleton(provider);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<WriteGate>();
        services.AddSingleton<IBroadcast, LocalBroadcast>();
        services.AddPooledDbContextFactory<CommerceDbContext>(options => provider.Configure(options, connectionString));
        services.AddScoped(scope => scope.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContext());
        services.AddScoped<CommitActions>();

        services.AddScoped<ServiceFactory>(scope => scope.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        return services;
    }
}
