using OmniCommerce.Benchmarks.EngineServer;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Transport;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddSingleton<Carts>();
builder.Services.AddSingleton<StockWatch>();
builder.Services.AddGraphQLSchema(schema => schema.AddTypes(typeof(Queries).Assembly));

var app = builder.Build();
app.UseWebSockets();
app.MapGraphQL("/graphql");
app.Run();
