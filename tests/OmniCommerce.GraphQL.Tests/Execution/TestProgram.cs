using System.Reflection;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Tests.Execution;

/// <summary>A schema of a test's own types, and the execution of documents against it.</summary>
internal sealed class TestProgram
{
    private static readonly IReadOnlyDictionary<string, object?> s_noState = new Dictionary<string, object?>();

    private readonly ServiceProvider _services;

    public TestProgram(IEnumerable<Type> types, Action<ISchemaBuilder>? configure = null, Action<IServiceCollection>? services = null, GraphQLLimits? limits = null)
    {
        var collection = new ServiceCollection();
        services?.Invoke(collection);
        _services = collection.BuildServiceProvider();
        var builder = new SchemaBuilder();
        configure?.Invoke(builder);
        builder.AddTypes(types);
        Executor = new GraphQLExecutor(builder.Build(_services.GetRequiredService<IServiceProviderIsService>()), limits ?? GraphQLLimits.Default, Log);
    }

    public GraphQLExecutor Executor { get; }

    public TestLog Log { get; } = new();

    public IServiceProvider Services => _services;

    public CancellationToken Cancellation { get; init; } = TestContext.Current.CancellationToken;

    public string Sdl => SchemaPrinter.Print(Executor.Schema);

    /// <summary>A schema of the types that are nested in the class.</summary>
    public static TestProgram Of<T>(Action<ISchemaBuilder>? configure = null, Action<IServiceCollection>? services = null, GraphQLLimits? limits = null) =>
        new(Nested(typeof(T)), configure, services, limits);

    /// <summary>The types that are nested in the class.</summary>
    public static IEnumerable<Type> Nested(Type type) => type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic);

    /// <summary>The definition of one type, without descriptions.</summary>
    public string Definition(string type)
    {
        var lines = Sdl.Split('\n').Where(line => !line.TrimStart().StartsWith('"')).ToArray();
        var start = Array.FindIndex(lines, line => line.Split(' ', '=') is [_, var name, ..] && name == type);
        if (start < 0) return $"There is no {type}.";
        if (!lines[start].EndsWith('{')) return lines[start];
        var body = lines[start..(Array.IndexOf(lines, "}", start) + 1)];

        // Arguments with descriptions stand one to a line.
        return string.Join(' ', body.Select((line, i) => line.Trim() + (line.StartsWith("    ", StringComparison.Ordinal) && !body[i + 1].StartsWith("  )", StringComparison.Ordinal) ? "," : "")))
            .Replace("( ", "(", StringComparison.Ordinal).Replace(" )", ")", StringComparison.Ordinal);
    }

    public async Task<string> Run(string query, string? variables = null, string? operationName = null, bool reportsCost = false)
    {
        using var scope = _services.CreateScope();
        var request = GraphQLRequest.FromText(query, operationName, variables);
        request.ReportsCost = reportsCost;
        using var result = await Executor.ExecuteAsync(
            request, scope.ServiceProvider, s_noState, cancellationToken: Cancellation);
        return Encoding.UTF8.GetString(result.Memory.Span);
    }

    public ValueTask<ExecutionResult> Execute(string query, OperationKinds allow) =>
        Executor.ExecuteAsync(GraphQLRequest.FromText(query), _services, s_noState, allow, Cancellation);

    public async Task<List<string>> Stream(string query, string? variables = null, int atMost = int.MaxValue)
    {
        var subscription = await Executor.SubscribeAsync(GraphQLRequest.FromText(query, null, variables), _services, s_noState, Cancellation);
        if (subscription.Error is { } error)
        {
            using (error) return [Encoding.UTF8.GetString(error.Memory.Span)];
        }

        var responses = new List<string>();
        await foreach (var response in subscription.Events!.WithCancellation(Cancellation))
        {
            using (response) responses.Add(Encoding.UTF8.GetString(response.Memory.Span));
            if (responses.Count == atMost) break;
        }

        return responses;
    }
}

/// <summary>Keeps what was logged.</summary>
internal sealed class TestLog : ILogger<GraphQLExecutor>
{
    public List<Exception> Exceptions { get; } = [];

    public List<string> Warnings { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (Exceptions)
        {
            if (exception is not null) Exceptions.Add(exception);
            if (logLevel is LogLevel.Warning) Warnings.Add(formatter(state, exception));
        }
    }
}
