using System.Runtime.CompilerServices;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation;

/// <summary>What rules know while one document is validated: where the walker stands, what the document defines, and what was reported.</summary>
internal sealed class ValidationContext
{
    private const int MaxLocations = 40;

    private static readonly Dictionary<string, ExecutableDefinition> NoFragments = [];
    private readonly List<ValidationError> _errors = [];
    private readonly Dictionary<string, ExecutableDefinition> _fragments = NoFragments;
    private FieldMerger? _fieldMerger;
    private int _steps;

    public ValidationContext(Schema schema, Document document, GraphQLLimits options)
    {
        Schema = schema;
        Document = document;
        Options = options;
        foreach (var definition in document.Definitions)
        {
            if (definition is OperationDefinitionNode operation)
            {
                Operations.Add(new ExecutableDefinition(operation, operation.SelectionSet));
            }
            else if (definition is FragmentDefinitionNode fragment)
            {
                if (_fragments == NoFragments) _fragments = new(StringComparer.Ordinal);
                _fragments[fragment.Name] = new ExecutableDefinition(fragment, fragment.SelectionSet);
            }
        }
    }

    public Schema Schema { get; }

    public Document Document { get; }

    public GraphQLLimits Options { get; }

    /// <summary>The operations in the order of the document.</summary>
    public List<ExecutableDefinition> Operations { get; } = [];

    /// <summary>The variables' usages, in the order of the walk. Each definition knows which of them are its own.</summary>
    public List<VariableUsage> Usages { get; } = [];

    /// <summary>The type that is selected from; null when it is unknown or can't be selected from.</summary>
    public CompositeType? ParentType { get; set; }

    /// <summary>The current field's definition; null when it is unknown.</summary>
    public FieldDefinition? Field { get; set; }

    /// <summary>The current inline fragment's type; null when it is unknown or can't be selected from.</summary>
    public CompositeType? FragmentType { get; set; }

    /// <summary>Whether the walker is at a directive, <see cref="Directive"/> known or not.</summary>
    public bool IsInDirective { get; set; }

    /// <summary>The current directive's definition; null when it is unknown.</summary>
    public DirectiveDefinition? Directive { get; set; }

    /// <summary>The type of the current argument's or variable's value; null when it is unknown.</summary>
    public GraphQLType? InputType { get; set; }

    /// <summary>How many directives the walker has come by.</summary>
    public int DirectivesSeen { get; set; }

    /// <summary>Compares the fields that come together in the response.</summary>
    public FieldMerger FieldMerger => _fieldMerger ??= new FieldMerger(this);

    /// <summary>Whether validation is to end: there are too many errors, or it has taken too many steps.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Whether the next message may guess what was meant.</summary>
    public bool Suggests => _errors.Count < Options.MaxSuggestions;

    public IReadOnlyList<ValidationError> Errors => _errors;

    /// <summary>The fragment of that name, the last one if there are several, or null.</summary>
    public ExecutableDefinition? Fragment(string name) => _fragments.GetValueOrDefault(name);

    /// <summary>The type of that name, if it can be selected from.</summary>
    public CompositeType? CompositeTypeOf(NamedTypeNode node) => Schema[node.Name] as CompositeType;

    /// <summary>The type that the reference means, or null when it names none.</summary>
    public GraphQLType? TypeOf(TypeNode node)
    {
        if (node is NamedTypeNode named) return Schema[named.Name];
        if (node is NonNullTypeNode nonNull) return TypeOf(nonNull.Type) is { } type ? new NonNullType(type) : null;
        return TypeOf(((ListTypeNode)node).Type) is { } item ? new ListType(item) : null;
    }

    public void Report(ValidationRule rule, string message, Node node) => Report(rule, message, [node.Offset]);

    public void Report(ValidationRule rule, string message, params ReadOnlySpan<int> offsets)
    {
        if (IsStopped) return;
        if (_errors.Count >= Options.MaxErrors)
        {
            Stop("Too many validation errors, error limit reached. Validation aborted.");
            return;
        }

        var locations = new Location[Math.Min(offsets.Length, MaxLocations)];
        for (var i = 0; i < locations.Length; i++) locations[i] = Document.LocationOf(offsets[i]);
        _errors.Add(new ValidationError(rule.Name, message, locations));
    }

    /// <summary>Takes steps off the budget; false when it is used up, or the stack is, and validation ends.</summary>
    public bool Spend(int steps)
    {
        if (IsStopped) return false;
        if (steps <= Options.MaxSteps - _steps && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _steps += steps;
            return true;
        }

        Stop("The document takes too many steps to validate. Validation aborted.");
        return false;
    }

    /// <summary>The usages of variables in the operation and in all fragments that it reaches.</summary>
    public List<VariableUsage> UsagesOf(ExecutableDefinition operation)
    {
        if (operation.AllUsages is not null) return operation.AllUsages;
        var usages = Usages.GetRange(operation.FirstUsage, operation.UsageCount);
        foreach (var fragment in FragmentsOf(operation))
        {
            if (!Spend(fragment.UsageCount + 1)) break;
            usages.AddRange(Usages.GetRange(fragment.FirstUsage, fragment.UsageCount));
        }

        return operation.AllUsages = usages;
    }

    /// <summary>The fragments that the operation reaches, each once.</summary>
    public List<ExecutableDefinition> FragmentsOf(ExecutableDefinition operation)
    {
        if (operation.AllFragments is not null) return operation.AllFragments;
        var reached = operation.AllFragments = [];
        if (_fragments.Count == 0) return reached;

        var seen = new HashSet<string>(StringComparer.Ordinal);
        Reach(operation);
        for (var next = 0; next < reached.Count; next++) Reach(reached[next]);
        return reached;

        void Reach(ExecutableDefinition definition)
        {
            foreach (var spread in definition.Spreads)
            {
                if (!Spend(1)) return;
                if (seen.Add(spread.Name) && Fragment(spread.Name) is { } fragment) reached.Add(fragment);
            }
        }
    }

    private void Stop(string message)
    {
        IsStopped = true;
        _errors.Add(new ValidationError("Limit", message, []));
    }
}
