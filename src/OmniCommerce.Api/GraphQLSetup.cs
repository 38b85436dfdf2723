using System.Text.Json;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Transport;
using OmniCommerce.Platform;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Api;

/// <summary>Makes one schema of all capabilities and serves it, each request with its caller.</summary>
internal static class GraphQLSetup
{
    private const string ExampleQuery = """
        # Write a query, press Ctrl-Enter. The schema is on the right.
        query FirstProducts {
          products(first: 3, search: "tea") {
            totalCount
            nodes {
              name
              priceRange { min { amount currency } }
              variants { sku available }
            }
          }
        }
        """;

    public static IServiceCollection AddCommerceGraphQL(this IServiceCollection services)
    {
        var capabilities = services.Where(service => service.ServiceType == typeof(Capability)).Select(service => (Capability)service.ImplementationInstance!).ToList();
        return services.AddGraphQLSchema(schema => schema.AddCommerce(capabilities).AddCaller());
    }

    public static void MapCommerceGraphQL(this WebApplication app)
    {
        var callers = app.Services.GetRequiredService<ICallers>();
        app.MapGraphQL("/graphql", options =>
        {
            options.OnRequest = async http => new RequestState(await callers.FromBearerAsync(http.Request.Headers.Authorization, http.RequestAborted), http);
            options.OnConnect = async (http, payload) => await ConnectAsync(callers, http, payload);
            options.Ide = new GraphQLIdeOptions { Title = "OmniCommerce", ExampleQuery = ExampleQuery };
        });
        app.MapGet("/", () => Results.Redirect("/graphql"));
    }

    // A browser's WebSocket cannot send headers, so the token comes in the payload; a token that is none is refused, no token is a guest.
    private static async ValueTask<ConnectionDecision> ConnectAsync(ICallers callers, HttpContext http, JsonElement? payload)
    {
        var bearer = BearerOf(payload) ?? http.Request.Headers.Authorization.ToString();
        var caller = await callers.FromBearerAsync(bearer, http.RequestAborted);
        if (bearer.Length > 0 && caller.SessionId is null)
            return ConnectionDecision.Refuse();
        var connected = callers.Follow(caller);
        http.Response.RegisterForDisposeAsync(connected);
        return ConnectionDecision.Accept(new RequestState(connected, http), connected.Left);
    }

    private static string? BearerOf(JsonElement? payload)
    {
        if (payload is not { ValueKind: JsonValueKind.Object } given)
            return null;
        foreach (var property in given.EnumerateObject())
        {
            if (property.Name.Equals("authorization", StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind == JsonValueKind.String)
                return property.Value.GetString();
        }

        return null;
    }
}
