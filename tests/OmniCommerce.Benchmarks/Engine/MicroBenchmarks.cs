using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OmniCommerce.Benchmarks.EngineServer;
using OmniCommerce.GraphQL;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Validation;

namespace OmniCommerce.Benchmarks.Engine;

/// <summary>The steps of one request apart: 20 products with their variants, prices and categories, 7.8 kB.</summary>
[MemoryDiagnoser]
public class MicroBenchmarks
{
    private const string Text = "{products(first:20){id sku name description price{amount currency} variants{id sku stock} category{id name}}}";

    private static readonly byte[] s_utf8 = Encoding.UTF8.GetBytes(Text);
    private static readonly Dictionary<string, object?> s_noState = [];

    private readonly GraphQLRequest _request = GraphQLRequest.FromText(Text);
    private ServiceProvider _services = null!;
    private GraphQLExecutor _executor = null!;
    private ExecutableSchema _schema = null!;
    private Document _document = null!;
    private int _unseen;

    /// <summary>Builds the schema.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _services = new ServiceCollection().AddSingleton<EngineServer.Carts>().AddSingleton<StockWatch>().BuildServiceProvider();
        var builder = new SchemaBuilder();
        builder.AddTypes(typeof(Queries).Assembly);
        _schema = builder.Build(_services.GetRequiredService<IServiceProviderIsService>());
        _executor = new GraphQLExecutor(_schema, GraphQLLimits.Default, NullLogger<GraphQLExecutor>.Instance);
        _document = Parser.Parse(Text).Document!;
    }

    /// <summary>Text to syntax tree.</summary>
    [Benchmark]
    public object Parse() => Parser.Parse(s_utf8, ParserOptions.Default);

    /// <summary>All rules and limits.</summary>
    [Benchmark]
    public object Validate() => DocumentValidator.Validate(_executor.Schema, _document, GraphQLLimits.Default);

    /// <summary>Syntax tree to plan.</summary>
    [Benchmark]
    public object Plan() => OperationCompiler.Compile(_schema, _document, (OperationDefinitionNode)_document.Definitions[0]);

    /// <summary>A known document: find its plan, resolve, write.</summary>
    [Benchmark]
    public int Execute() => Execute(_request);

    /// <summary>A document never seen before: parse, validate, plan, and execute for one product.</summary>
    [Benchmark]
    public int Unseen() => Execute(GraphQLRequest.FromText($"{{x{_unseen++}:{Text[1..].Replace("20", "1", StringComparison.Ordinal)}"));

    private int Execute(GraphQLRequest request)
    {
        using var result = _executor.ExecuteAsync(request, _services, s_noState).AsTask().GetAwaiter().GetResult();
        return result.Memory.Length;
    }
}
