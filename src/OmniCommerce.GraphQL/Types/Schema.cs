using System.Diagnostics.CodeAnalysis;

namespace OmniCommerce.GraphQL.Types;

/// <summary>A schema: the root types, all types they reach, and the directives.</summary>
public sealed class Schema
{
    private static readonly FieldDefinition TypeNameField = new("__typename", new NonNullType(ScalarType.String))
    {
        CreateResolver = () => Execution.TypeNameResolver.Instance,
    };

    private readonly Dictionary<string, NamedType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<CompositeType, ObjectType[]> _possible = [];
    private readonly FieldDefinition _schemaField;
    private readonly FieldDefinition _typeField;

    /// <summary>Collects every type that the roots and <paramref name="types"/> reach. Two different types of one name are refused.</summary>
    /// <param name="query">The query root.</param>
    /// <param name="mutation">The mutation root, if the schema has mutations.</param>
    /// <param name="subscription">The subscription root, if the schema has subscriptions.</param>
    /// <param name="types">Types that the roots need not reach by fields: object types that only implement an interface.</param>
    /// <param name="directives">Directives beyond those of the specification.</param>
    public Schema(
        ObjectType query,
        ObjectType? mutation = null,
        ObjectType? subscription = null,
        IEnumerable<NamedType>? types = null,
        IEnumerable<DirectiveDefinition>? directives = null)
    {
        QueryType = query;
        MutationType = mutation;
        SubscriptionType = subscription;
        _schemaField = Introspection.SchemaField(this);
        _typeField = Introspection.TypeField(this);
        NamedType?[] roots = [query, mutation, subscription, .. types ?? [], Introspection.Schema];
        foreach (var type in roots)
            if (type is not null) Collect(type);
        Directives = new ElementList<DirectiveDefinition>([.. DirectiveDefinition.Specified, .. directives ?? [], .. CostDirectives.UsedIn(_types.Values)]);
        foreach (var argument in Directives.SelectMany(directive => directive.Arguments)) Collect(argument.Type.Named);
        FindPossibleTypes();
    }

    /// <summary>What the schema is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The query root.</summary>
    public ObjectType QueryType { get; }

    /// <summary>The mutation root, or null.</summary>
    public ObjectType? MutationType { get; }

    /// <summary>The subscription root, or null.</summary>
    public ObjectType? SubscriptionType { get; }

    /// <summary>Every named type, those of introspection included.</summary>
    public IReadOnlyCollection<NamedType> Types => _types.Values;

    /// <summary>The directives.</summary>
    public ElementList<DirectiveDefinition> Directives { get; }

    /// <summary>The type of that name, or null.</summary>
    public NamedType? this[string name] => _types.GetValueOrDefault(name);

    /// <summary>Whether there is a type of that name, and which.</summary>
    public bool TryGetType(string name, [NotNullWhen(true)] out NamedType? type) => _types.TryGetValue(name, out type);

    /// <summary>The field of that name, <c>__typename</c> and, on the query root, <c>__schema</c> and <c>__type</c> included; null when there is none.</summary>
    public FieldDefinition? FindField(CompositeType parent, string name)
    {
        if (parent.Fields.TryGet(name, out var field)) return field;
        if (!name.StartsWith("__", StringComparison.Ordinal)) return null;
        return name switch
        {
            "__typename" => TypeNameField,
            "__schema" when parent == QueryType => _schemaField,
            "__type" when parent == QueryType => _typeField,
            _ => null,
        };
    }

    /// <summary>The object types that a value of the type may be: itself, a union's members, or an interface's implementations.</summary>
    public IReadOnlyList<ObjectType> PossibleTypes(CompositeType type) => _possible.TryGetValue(type, out var possible) ? possible : [];

    /// <summary>Whether every value of <paramref name="sub"/> is a value of <paramref name="type"/>.</summary>
    public static bool IsSubType(CompositeType type, NamedType sub) => type == sub || type switch
    {
        UnionType union => sub is ObjectType member && union.Members.Contains(member),
        InterfaceType wanted => sub is CompositeType composite && composite.Interfaces.Contains(wanted),
        _ => false,
    };

    private void Collect(NamedType type)
    {
        // An explicit stack: schemas of great depth must not need a great stack.
        var open = new Stack<NamedType>([type]);
        while (open.TryPop(out var next))
        {
            if (!_types.TryAdd(next.Name, next))
            {
                if (_types[next.Name] != next) throw new SchemaException($"Two types are named \"{next.Name}\". Rename one with [GraphQLName].");
                continue;
            }

            foreach (var reached in Reached(next)) open.Push(reached);
        }
    }

    private static IEnumerable<NamedType> Reached(NamedType type) => type switch
    {
        UnionType union => union.Members.Reverse(),
        CompositeType composite => composite.Fields
            .SelectMany(field => field.Arguments.Select(argument => argument.Type.Named).Prepend(field.Type.Named))
            .Concat(composite.Interfaces)
            .Reverse(),
        InputObjectType input => input.Fields.Select(field => field.Type.Named).Reverse(),
        _ => [],
    };

    private void FindPossibleTypes()
    {
        var byInterface = new Dictionary<CompositeType, List<ObjectType>>();
        foreach (var type in _types.Values)
        {
            if (type is ObjectType objectType)
            {
                _possible[objectType] = [objectType];
                foreach (var implemented in objectType.Interfaces)
                {
                    if (!byInterface.TryGetValue(implemented, out var list)) byInterface[implemented] = list = [];
                    list.Add(objectType);
                }
            }
            else if (type is UnionType union)
            {
                _possible[union] = [.. union.Members];
            }
        }

        foreach (var (type, list) in byInterface) _possible[type] = [.. list];
    }
}
