using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>Puts GraphQL endpoints into an application's routes.</summary>
public static class GraphQLEndpointExtensions
{
    /// <summary>
    /// Serves the schema of <c>AddGraphQLSchema</c> at the path: GraphQL over HTTP by GET and POST, graphql-transport-ws where the application
    /// calls <c>UseWebSockets</c>, graphql-sse (distinct connections), and a page to write queries in for browsers.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="configure">Who the clients are, and what they get.</param>
    public static IEndpointConventionBuilder MapGraphQL(
        this IEndpointRouteBuilder endpoints,
        string pattern = "/graphql",
        Action<GraphQLEndpointOptions>? configure = null)
    {
        var options = new GraphQLEndpointOptions();
        configure?.Invoke(options);
        var endpoint = ActivatorUtilities.CreateInstance<GraphQLEndpoint>(endpoints.ServiceProvider, options);
        return endpoints.Map(pattern, endpoint.HandleAsync).WithDisplayName("GraphQL");
    }
}
