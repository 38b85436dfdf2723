using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Platform.Readiness;
using OmniCommerce.Platform.Redis;

namespace OmniCommerce.Platform;

/// <summary>Registers what every capability stands on.</summary>
public static class PlatformRegistration
{
    /// <summary>
    /// Registers the database, Redis when it is configured, the broadcast and the request pipeline. <see cref="CommerceDbContext"/> is scoped,
    /// for commands; reads take <see cref="IDbContextFactory{TContext}"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">What it says of <c>Redis</c>.</param>
    /// <param name="provider">The database.</param>
    /// <param name="connectionString">Where it is.</param>
    public static IServiceCollection AddPlatform(
        this IServiceCollection services, IConfiguration configuration, IDatabaseProvider provider, string connectionString)
    {
        services.AddSingleton(provider);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new ThisNode(configuration["Redis:Configuration"] is null or "", TimeProvider.System.GetUtcNow()));
        services.AddSingleton(new TransientFailures(failure => provider.IsAway(failure) || provider.IsConflict(failure)));
        services.AddSingleton<WriteGate>();
        services.AddSingleton<NodeWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeWatch>());
        services.AddSingleton<IReadiness, DatabaseReadiness>();
        services.AddRedis(configuration);
        services.AddPooledDbContextFactory<CommerceDbContext>(options =>
        {
            provider.Configure(options, connectionString);

            // Two who meet at one row are nothing to tell: the slower one runs again. What fails for good is told by whoever asked for it.
            options.ConfigureWarnings(warnings => warnings.Log(
                (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug)));
        });
        services.AddSingleton<CommandContexts>();
        services.AddScoped(scope => scope.GetRequiredService<CommandContexts>().Create());
        services.AddScoped<CommitActions>();
        services.AddOutbox(configuration);
        services.AddSingleton<BooksCheck>();

        services.AddScoped<ServiceFactory>(scope => scope.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();

        // In this order, from the outside in; those that do not fit a request are left out.
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(RetryBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        services.AddPeriodicJob<ForgetOldOperations>(TimeSpan.FromHours(1));
        return services;
    }

    /// <summary>Handles what is due now of the events that were raised: for a command that ends before a server would come to it.</summary>
    /// <returns>How many.</returns>
    public static Task<int> HandleEventsAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<OutboxDispatcher>().RunAsync(cancellationToken);
}
