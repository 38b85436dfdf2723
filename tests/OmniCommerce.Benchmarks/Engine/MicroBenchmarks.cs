using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Benchmarks.EngineServer;
using OmniCommerce.GraphQL;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Validation;

namespace OmniCommerce.Benchmarks.Engine;

/// <summary>The steps of one request apart: 20 products with their variants, prices and categories, 7.8 kB.</summary>
[InProcess]
[MemoryDiagnoser]
public class MicroBenchmarks
{
    private const string Text = "{products(first:20){id sku name description price{amount currency} variants{id sku stock} category{id name}}}";

    private static readonly byte[] s_utf8 = Encoding.UTF8.GetBytes(Text);
    private static readonly Dictionary<string, object?> s_noState = [];

    private readonly GraphQLRequest _request = GraphQLRequest.FromText(Text);
    private ServiceProvider _services = null!;
    private GraphQLExecutor _executor = null!;
    private Document _document = null!;
    private int _unseen;

    /// <summary>Builds the schema.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<EngineServer.Carts>().AddSingleton<StockWatch>();
        services.AddGraphQLSchema(schema => schema.AddTypes(typeof(Queries).Assembly));
        _services = services.BuildServiceProvider();
        _executor = _services.GetRequiredService<GraphQLExecutor>();
        _document = Parser.Parse(Text).Document!;
    }

    /// <summary>Text to syntax tree.</summary>
    [Benchmark]
    public object Parse() => Parser.Parse(s_utf8, ParserOptions.Default);

    /// <summary>All rules and limits.</summary>
    [Benchmark]
    public object Validate() => DocumentValidator.Validate(_executor.Schema, _document, GraphQLLimits.Default);

    /// <summary>A document never seen before: parse, validate, plan, and execute for one product.</summary>
    [Benchmark]
    public int ExecuteUnseen() => Execute(GraphQLRequest.FromText($"{{x{_unseen++}:{Text[1..].Replace("20", "1", StringComparison.Ordinal)}"));

    /// <summary>A known document.</summary>
    [Benchmark]
    public int ExecuteKnown() => Execute(_request);

    private int Execute(GraphQLRequest request)
    {
        using var result = _executor.ExecuteAsync(request, _services, s_noState).AsTask().GetAwaiter().GetResult();
        return result.Memory.Length;
    }
}
