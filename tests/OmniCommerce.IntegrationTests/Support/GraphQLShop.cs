using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Catalog;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.Inventory;
using OmniCommerce.Kernel;
using OmniCommerce.Platform;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Support;

/// <summary>A shop that answers GraphQL about its catalogue and stock, asked by the caller that the test says.</summary>
public class GraphQLShop : CommerceFixture
{
    private static readonly Dictionary<string, object?> NoState = [];

    public Caller Caller { get; set; } = Caller.Anonymous(Currency.Of("GBP"), "en-GB");

    /// <summary>Executes the operation and answers the whole response.</summary>
    public async Task<JsonNode> Ask(string query, object? variables = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var request = GraphQLRequest.FromText(query, variables: variables is null ? null : JsonSerializer.Serialize(variables));
        using var result = await Services.GetRequiredService<GraphQLExecutor>().ExecuteAsync(
            request, scope.ServiceProvider, NoState, cancellationToken: TestContext.Current.CancellationToken);
        return JsonNode.Parse(Encoding.UTF8.GetString(result.Memory.Span))!;
    }

    /// <summary>Executes the operation, which must have no errors, and answers its data.</summary>
    public async Task<JsonNode> Data(string query, object? variables = null)
    {
        var response = await Ask(query, variables);
        response["errors"].ShouldBeNull();
        return response["data"]!;
    }

    protected override void AddServices(IServiceCollection services) => services.AddGraphQLSchema(schema =>
    {
        schema.AddCommerce([new Capability(typeof(SessionsCapability).Assembly), new Capability(typeof(CatalogCapability).Assembly), new Capability(typeof(InventoryCapability).Assembly)]);
        schema.AddParameter<Caller>(_ => Caller);
        schema.AddParameter<ClientAddress>(_ => new ClientAddress("127.0.0.1"));
    });
}
