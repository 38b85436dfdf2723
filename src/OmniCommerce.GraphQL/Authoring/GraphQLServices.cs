using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Registers a schema.</summary>
public static class GraphQLServices
{
    /// <summary>
    /// Adds the <see cref="GraphQLExecutor"/> of the schema that <paramref name="configure"/> describes. May be called several times; the calls
    /// describe one schema together. It is built when the host starts, so that a mistake stops the host.
    /// </summary>
    public static IServiceCollection AddGraphQLSchema(this IServiceCollection services, Action<ISchemaBuilder> configure)
    {
        throw new NotSupportedException();
    }
}
