using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.Platform;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Sessions;

/// <summary>A shop that is asked by documents, as clients write them.</summary>
public class SchemaFixture : SessionsFixture
{
    /// <summary>The data that the document is answered, which must be without errors.</summary>
    public async Task<JsonElement> Execute(string document, string? token, string? variables = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var caller = await Callers.FromBearerAsync(token is null ? null : $"Bearer {token}", TestContext.Current.CancellationToken);
        using var result = await Services.GetRequiredService<GraphQLExecutor>().ExecuteAsync(
            GraphQLRequest.FromText(document, variables: variables),
            scope.ServiceProvider,
            new Dictionary<string, object?> { [CallerParameters.CallerKey] = caller },
            cancellationToken: TestContext.Current.CancellationToken);
        var response = JsonDocument.Parse(result.Memory.ToArray()).RootElement;
        response.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
        return response.GetProperty("data");
    }

    /// <summary>The capabilities whose types the schema has.</summary>
    internal virtual IEnumerable<Capability> Shown(IServiceProvider services) => services.GetServices<Capability>();

    protected override void AddServices(IServiceCollection services)
    {
        base.AddServices(services);
        services.AddGraphQLSchema((schema, provider) => schema.AddCommerce(Shown(provider)).AddCaller());
    }
}
