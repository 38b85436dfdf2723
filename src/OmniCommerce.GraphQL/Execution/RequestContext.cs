using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>What belongs to one execution: the caller's services and state, the coerced variables, the loaders.</summary>
internal sealed class RequestContext(
    Plan plan,
    object?[] variables,
    IServiceProvider services,
    IReadOnlyDictionary<string, object?> state,
    CancellationToken cancellation) : IRequestContext
{
    private readonly bool[] _conditions = plan.Conditions.Length == 0 ? [] : Array.ConvertAll(plan.Conditions, condition => condition.Holds(variables));
    private Dictionary<Type, DataLoader>? _loaders;
    private LoaderDispatcher? _dispatcher;

    public Plan Plan => plan;

    public IServiceProvider Services => services;

    public IReadOnlyDictionary<string, object?> State => state;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The values of the variables by slot; <see cref="VariableInput.Absent"/> where none was given.</summary>
    public object?[] Variables => variables;

    /// <summary>The literals with variables in them that were put together.</summary>
    public object?[] ComputedInputs { get; } = plan.ComputedInputs == 0 ? [] : new object?[plan.ComputedInputs];

    /// <summary>The columns of the fields that are resolved before they are written.</summary>
    public Column?[] Columns { get; } = plan.Columns == 0 ? [] : new Column?[plan.Columns];

    /// <summary>Which of the plan's policies the caller has.</summary>
    public Permission[] Permissions { get; set; } = [];

    /// <summary>When it began, on the clock of <see cref="Environment.TickCount64"/>.</summary>
    public long Started { get; } = Environment.TickCount64;

    /// <summary>What the operation costs; null when it is not counted, or is the same for every request.</summary>
    public Cost? Cost { get; set; }

    /// <summary>Whether the response says what the operation costs.</summary>
    public bool ReportsCost { get; init; }

    public LoaderDispatcher Dispatcher => _dispatcher ??= new LoaderDispatcher(cancellation);

    /// <summary>Whether the field is to be written at this place.</summary>
    public bool Includes(in FieldPlace place) => place.When < 0 ? place.Unless.Length == 0 || !Holds(place.Unless) : _conditions[place.When] && !Holds(place.Unless);

    /// <summary>Whether the field is to be written somewhere.</summary>
    public bool Includes(FieldPlan field) => field.Conditions is null || Holds(field.Conditions);

    private bool Holds(int[] conditions)
    {
        foreach (var condition in conditions)
            if (_conditions[condition]) return true;
        return false;
    }

    /// <summary>The request's one instance of the loader.</summary>
    public TLoader Loader<TLoader>()
        where TLoader : DataLoader
    {
        // Resolvers that went on after an await take no loader any more: parameters are bound when a resolver starts, on one thread.
        _loaders ??= [];
        if (_loaders.TryGetValue(typeof(TLoader), out var known)) return (TLoader)known;

        var loader = ActivatorUtilities.CreateInstance<TLoader>(services);
        loader.Dispatcher = Dispatcher;
        _loaders.Add(typeof(TLoader), loader);
        return loader;
    }
}
