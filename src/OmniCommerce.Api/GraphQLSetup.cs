using System.Text.Json;
using OmniCommerce.GraphQL;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;
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

    /// <summary>
    /// Registers the schema. The section <c>GraphQL</c> of the configuration says what is borne of clients (<see cref="GraphQLLimits"/>), and by
    /// <c>GraphQL:ShowSchema</c> whether they may ask for the schema: unless it says otherwise, in development and with demo data only.
    /// <c>GraphQL:TrustedDocuments</c> is a folder or manifest of the only documents that are executed; everything is, without it.
    /// </summary>
    public static IServiceCollection AddCommerceGraphQL(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection("GraphQL");
        var showsSchema = ShowsSchema(configuration, environment);
        var limits = section.Get<GraphQLLimits>() ?? GraphQLLimits.Default;
        services.AddSingleton(showsSchema ? limits : limits with { MaxSuggestions = 0 });
        if (section["TrustedDocuments"] is { Length: > 0 } trusted)
            services.AddSingleton(_ => TrustedDocuments.Load(trusted));
        var capabilities = services.Where(service => service.ServiceType == typeof(Capability)).Select(service => (Capability)service.ImplementationInstance!).ToList();
        return services
            .AddGraphQLCompression()
            .AddGraphQLSchema(schema => schema.AddCommerce(capabilities).AddCaller().AllowIntrospection(_ => showsSchema));
    }

    public static void MapCommerceGraphQL(this WebApplication app)
    {
        var callers = app.Services.GetRequiredService<ICallers>();
        var showsSchema = ShowsSchema(app.Configuration, app.Environment);
        app.MapGraphQL("/graphql", options =>
        {
            options.OnRequest = async http => new RequestState(await callers.FromBearerAsync(http.Request.Headers.Authorization, http.RequestAborted), http);
            options.OnConnect = async (http, payload) => await ConnectAsync(callers, http, payload);
            options.Ide = showsSchema ? new GraphQLIdeOptions { Title = "OmniCommerce", ExampleQuery = ExampleQuery } : null;
        });
        if (showsSchema)
            app.MapGet("/", () => Results.Redirect("/graphql"));
    }

    /// <summary>Whether clients may see the schema, by introspection, guesses at misspelt names and the page for browsers.</summary>
    public static bool ShowsSchema(IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetValue<bool?>("GraphQL:ShowSchema") ?? (environment.IsDevelopment() || configuration.GetValue<bool>("Demo:Load"));

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
