using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Registers a schema.</summary>
public static class GraphQLServices
{
    /// <summary>
    /// Adds the <see cref="GraphQLExecutor"/> of the schema that <paramref name="configure"/> describes. May be called several times; the calls
    /// describe one schema together. It is built when the host starts, so that a mistake stops the host. A registered
    /// <see cref="GraphQLLimits"/> says what is borne of clients, registered
    /// <see cref="TrustedDocuments"/> which documents they may name, registered <see cref="TransientFailures"/> after which failures to try again.
    /// </summary>
    public static IServiceCollection AddGraphQLSchema(this IServiceCollection services, Action<ISchemaBuilder> configure) =>
        services.AddGraphQLSchema((schema, _) => configure(schema));

    /// <summary>The same, where services say what makes up the schema.</summary>
    public static IServiceCollection AddGraphQLSchema(this IServiceCollection services, Action<ISchemaBuilder, IServiceProvider> configure)
    {
        services.AddSingleton(new SchemaPart(configure));
        services.TryAddSingleton(Build);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, BuildAtStart>());
        return services;
    }

    private static GraphQLExecutor Build(IServiceProvider services)
    {
        var builder = new SchemaBuilder();
        foreach (var part in services.GetServices<SchemaPart>()) part.Configure(builder, services);
        return new GraphQLExecutor(
            builder.Build(services.GetService<IServiceProviderIsService>()),
            services.GetService<GraphQLLimits>() ?? GraphQLLimits.Default,
            services.GetRequiredService<ILogger<GraphQLExecutor>>(),
            services.GetService<TrustedDocuments>(),
            services.GetService<TransientFailures>());
    }

    private sealed record SchemaPart(Action<ISchemaBuilder, IServiceProvider> Configure);

    /// <summary>Asks for the executor, which builds the schema, before the host takes a request.</summary>
    private sealed class BuildAtStart(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredService<GraphQLExecutor>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
