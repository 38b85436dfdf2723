using System.Text;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>
/// Compiles an operation of a valid document: merges the fields of each place for each object type that may stand there, binds them to their
/// resolvers, and decides what has to be resolved before it can be written.
/// </summary>
internal sealed class OperationCompiler
{
    /// <summary>
    /// The most fields of a plan. An abstract place counts its fields once per object type, and abstract places within each other multiply; a
    /// document of a few lines must not fill the memory.
    /// </summary>
    private const int MaxFields = 20_000;

    private readonly ExecutableSchema _schema;
    private readonly OperationDefinitionNode _operation;
    private readonly Dictionary<string, FragmentDefinitionNode> _fragments;
    private readonly VariablePlan[] _variables;
    private readonly InputCompiler _inputs;
    private readonly List<Condition> _conditions = [];
    private int _columns;
    private int _fields;
    private readonly List<string> _policies = [];
    private string? _once;
    private bool _usesIntrospection;

    private OperationCompiler(ExecutableSchema schema, Document document, OperationDefinitionNode operation)
    {
        _schema = schema;
        _operation = operation;
        _fragments = document.Definitions.OfType<FragmentDefinitionNode>().ToDictionary(fragment => fragment.Name);
        _variables = Array.ConvertAll(operation.VariableDefinitions, node => new VariablePlan(node, schema.TypeOf(node.Type)));
        _inputs = new InputCompiler(_variables);
    }

    private bool IsQuery => _operation.Operation is OperationType.Query;

    /// <summary>Compiles the operation.</summary>
    /// <exception cref="InputException">The operation is too large, or the document is not valid.</exception>
    public static Plan Compile(ExecutableSchema schema, Document document, OperationDefinitionNode operation) =>
        new OperationCompiler(schema, document, operation).Compile(document.Utf8);

    private Plan Compile(ReadOnlyMemory<byte> text)
    {
        var (kind, rootType) = _operation.Operation switch
        {
            OperationType.Query => (OperationKinds.Query, _schema.Schema.QueryType),
            OperationType.Mutation => (OperationKinds.Mutation, _schema.Schema.MutationType),
            _ => (OperationKinds.Subscription, _schema.Schema.SubscriptionType),
        };
        if (rootType is null) throw new InputException($"The schema has no {_operation.Operation} type.", ErrorCodes.Operation);

        var root = new SelectionPlan(rootType, [ObjectOf(rootType, [(_operation.SelectionSet, null)], isRoot: true)], _schema.RuntimeTypes);
        foreach (var variable in _variables)
            if (!variable.IsUsed) _inputs.Slot(variable.Name, _schema.ReaderFor(variable.Type));

        return new Plan
        {
            Schema = _schema.Schema,
            Kind = kind,
            Name = _operation.Name,
            Root = root,
            Variables = _variables,
            VariableSlots = _inputs.VariableSlots,
            ComputedInputs = _inputs.Caches,
            Columns = _columns,
            Conditions = [.. _conditions],
            Text = text,
            Policies = [.. _policies],
            UsesIntrospection = _usesIntrospection,
            FieldCount = _fields,
        };
    }

    private ObjectPlan ObjectOf(ObjectType type, List<(SelectionSetNode Set, Condition? When)> sets, bool isRoot = false)
    {
        var collected = new CollectedFields();
        foreach (var (set, when) in sets) Collect(type, set, when, collected);

        var fields = collected.Nodes.ToDictionary(field => field.Key, field => FieldOf(type, field.Key, field.Value, isRoot));
        var places = collected.Places.Select(place => new FieldPlace(
            fields[place.Name],
            place.When is null ? -1 : IdOf(place.When),
            [.. place.Unless.Select(IdOf)]));
        return new ObjectPlan(type, [.. fields.Values], [.. places]);
    }

    /// <summary>CollectFields of the specification, with conditions kept instead of decided.</summary>
    private void Collect(ObjectType type, SelectionSetNode set, Condition? when, CollectedFields fields)
    {
        foreach (var selection in set.Selections)
        {
            if (!Applies(selection.Directives, when, out var condition)) continue;
            switch (selection)
            {
                case FieldNode field:
                    fields.Add(field, condition);
                    break;
                case InlineFragmentNode inline:
                    if (Covers(inline.TypeCondition, type)) Collect(type, inline.SelectionSet, condition, fields);
                    break;
                case FragmentSpreadNode named:
                    // Spread before under no condition, or under this one: it has nothing new to say. This ends cycles, too.
                    if (fields.Spread.Contains((named.Name, null)) || !fields.Spread.Add((named.Name, condition))) break;
                    var fragment = _fragments.GetValueOrDefault(named.Name) ?? throw new InputException($"There is no fragment \"{named.Name}\".");
                    if (Covers(fragment.TypeCondition, type)) Collect(type, fragment.SelectionSet, condition, fields);
                    break;
            }
        }
    }

    /// <summary>Whether the selection may be there at all, and under which condition.</summary>
    private bool Applies(DirectiveNode[] directives, Condition? outer, out Condition? condition)
    {
        condition = outer;
        foreach (var directive in directives)
        {
            var expected = directive.Name switch { "include" => true, "skip" => false, _ => (bool?)null };
            if (expected is null) continue;
            switch (directive.Arguments.FirstOrDefault(argument => argument.Name == "if")?.Value)
            {
                case BooleanValueNode constant when constant.Value != expected:
                    return false;
                case VariableNode variable:
                    var own = new Condition(_inputs.Slot(variable.Name, _schema.Condition), expected.Value, null);
                    if (condition is null || !condition.Includes(own)) condition = own with { And = condition };
                    break;
            }
        }

        return true;
    }

    private bool Covers(NamedTypeNode? condition, ObjectType type) =>
        condition is null || condition.Name == type.Name || (_schema.Schema[condition.Name] is CompositeType composite && Schema.IsSubType(composite, type));

    private FieldPlan FieldOf(ObjectType type, string name, List<(FieldNode Node, Condition? When)> nodes, bool isRoot)
    {
        if (++_fields > MaxFields) throw new InputException($"The operation selects more than {MaxFields} fields.", ErrorCodes.Validation);

        var node = nodes[0].Node;
        var definition = _schema.Schema.FindField(type, node.Name) ?? throw new InputException($"{type} has no field \"{node.Name}\".");
        if (definition.IsOncePerRequest) CountOnce(definition.Name);
        _usesIntrospection |= isRoot && definition.Type.Named.IsIntrospection;
        var resolver = definition.Resolver ?? throw new InvalidOperationException($"There is no program behind {type}.{node.Name}.");
        var selection = definition.Type.Named is CompositeType composite ? SelectionOf(composite, nodes) : null;

        // Mutations are resolved one by one before they are written; a subscription's root is resolved by its source.
        var hasColumn = resolver.IsAsync || selection is { NeedsResolving: true } || (isRoot && !IsQuery);
        return new FieldPlan
        {
            Prefix = Encoding.UTF8.GetBytes($",\"{name}\":"),
            ResponseName = name,
            Offset = node.Offset,
            ParentType = type,
            Definition = definition,
            Resolver = definition.Policies is { Count: > 0 } policies ? new GuardedResolver(resolver, [.. policies.Select(PolicyOf)]) : resolver,
            Arguments = [.. definition.Arguments.Select(argument =>
                _inputs.Field(argument, node.Arguments.FirstOrDefault(given => given.Name == argument.Name)?.Value))],
            Selection = selection,
            Conditions = ConditionsOf(nodes),
            Slot = hasColumn ? _columns++ : -1,
        };
    }

    private int PolicyOf(string name)
    {
        if (!_policies.Contains(name)) _policies.Add(name);
        return _policies.IndexOf(name);
    }

    private void CountOnce(string name)
    {
        if (_once is not null)
        {
            throw new InputException(
                _once == name ? $"An operation may name \"{name}\" only once." : $"An operation may name either \"{_once}\" or \"{name}\", not both.",
                ErrorCodes.Validation);
        }

        _once = name;
    }

    private SelectionPlan SelectionOf(CompositeType type, List<(FieldNode Node, Condition? When)> nodes)
    {
        // What all nodes ask has been asked before the field's own selections matter.
        var same = nodes.All(each => each.When == nodes[0].When);
        var sets = nodes.Where(each => each.Node.SelectionSet is not null).Select(each => (each.Node.SelectionSet!, same ? null : each.When)).ToList();
        var plans = _schema.Schema.PossibleTypes(type).Select(possible => ObjectOf(possible, sets)).ToArray();
        return new SelectionPlan(type, plans, _schema.RuntimeTypes);
    }

    private int[]? ConditionsOf(List<(FieldNode Node, Condition? When)> nodes) =>
        nodes.Exists(each => each.When is null) ? null : [.. nodes.Select(each => IdOf(each.When!)).Distinct()];

    private int IdOf(Condition condition)
    {
        var id = _conditions.IndexOf(condition);
        if (id >= 0) return id;
        _conditions.Add(condition);
        return _conditions.Count - 1;
    }

    /// <summary>What is selected on one place: the nodes of each field, and where each field may stand.</summary>
    private sealed class CollectedFields
    {
        public Dictionary<string, List<(FieldNode Node, Condition? When)>> Nodes { get; } = [];

        public List<(string Name, Condition? When, IReadOnlyList<Condition> Unless)> Places { get; } = [];

        public HashSet<(string Fragment, Condition? When)> Spread { get; } = [];

        public void Add(FieldNode node, Condition? when)
        {
            var name = node.ResponseName;
            if (!Nodes.TryGetValue(name, out var nodes)) Nodes[name] = nodes = [];

            // Where it has stood under this condition, or under none, it stands.
            if (!nodes.Exists(before => before.When is null || before.When == when))
                Places.Add((name, when, [.. nodes.Select(before => before.When!).Distinct()]));
            nodes.Add((node, when));
        }
    }
}

/// <summary>Writes <c>__typename</c>.</summary>
internal sealed class TypeNameResolver : FieldResolver
{
    public static readonly TypeNameResolver Instance = new();

    public override bool IsAsync => false;

    public override bool Write(ResponseWriter writer, FieldPlan field, object parent)
    {
        writer.Buffer.String(field.ParentType.Name);
        return true;
    }

    public override Column Resolve(RequestContext request, FieldPlan field, Parents parents)
    {
        var column = new Column<string>(parents.Values.Count, new TextValueWriter(nonNull: true));
        for (var i = 0; i < parents.Count; i++) column.Set(parents.Row(i), field.ParentType.Name);
        return column;
    }
}
