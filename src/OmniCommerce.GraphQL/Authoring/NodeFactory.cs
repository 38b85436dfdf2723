using System.Reflection;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Makes <c>node</c> and <c>nodes</c> of the query root out of the methods that load nodes.</summary>
internal sealed class NodeFactory
{
    // As many as a page holds; each may be a query of its own.
    private const int MaxNodes = 100;

    private readonly TypeFactory _types;
    private readonly FieldFactory _fields;
    private readonly Dictionary<string, NodeLoader> _loaders = [];

    public NodeFactory(TypeFactory types, FieldFactory fields)
    {
        _types = types;
        _fields = fields;
        foreach (var method in types.Builder.Types.SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)))
            if (method.IsDefined(typeof(NodeResolverAttribute))) Add(method);
    }

    /// <summary>The object types of the nodes.</summary>
    public IEnumerable<NamedType> Types => _loaders.Values.Select(loader => loader.Type);

    /// <summary>The two fields; none when there are no nodes.</summary>
    public IEnumerable<FieldDefinition> Fields => _loaders.Count == 0 ? [] :
    [
        new FieldDefinition("node", _types.Node)
        {
            Description = "The object with this global id; null when there is none that the caller may see.",
            Arguments = new([Argument("id", "The object's id.", typeof(string))]),
            CreateResolver = () => new AsyncResolver<object?>(
                new CallInvoker<object, ValueTask<object?>>((request, plan, _) => LoadAsync(request, plan, (string)plan.Arguments[0].Get(request)!)),
                new ObjectWriter<object?>(nonNull: false)),
        },
        new FieldDefinition("nodes", new NonNullType(new ListType(_types.Node)))
        {
            ListSize = new ListSize(null, ["ids"], [], RequireOneSlicingArgument: false),
            Description = "The objects with these global ids, in their order; null where there is none that the caller may see.",
            Arguments = new([Argument("ids", $"The objects' ids, at most {MaxNodes}.", typeof(string[]))]),
            CreateResolver = () => new AsyncResolver<object?[]>(
                new CallInvoker<object, ValueTask<object?[]>>((request, plan, _) => LoadAsync(request, plan, (string[])plan.Arguments[0].Get(request)!)),
                new ListWriter<object?[], object?>(nonNull: true, new ObjectWriter<object?>(nonNull: false))),
        },
    ];

    private static InputValueDefinition Argument(string name, string description, Type type)
    {
        var id = BuiltInScalars.TextOf(ScalarType.Id).Reader(new NonNullType(ScalarType.Id));
        var reader = type == typeof(string)
            ? id
            : new ListReader(new NonNullType(new ListType(id.Type)), id, items => items.Cast<string>().ToArray());
        return new InputValueDefinition(name, reader.Type) { Reader = reader, Description = description };
    }

    private async ValueTask<object?[]> LoadAsync(RequestContext request, FieldPlan field, string[] ids)
    {
        if (ids.Length > MaxNodes) throw new InputException($"At most {MaxNodes} nodes can be loaded at once.");

        // All are started before the first is awaited, so that loaders get their keys together.
        var loads = Array.ConvertAll(ids, id => LoadAsync(request, field, id).AsTask());
        return await Task.WhenAll(loads);
    }

    private ValueTask<object?> LoadAsync(RequestContext request, FieldPlan field, string id) =>
        GlobalId.TryRead(id, out var typeName, out var guid) && _loaders.TryGetValue(typeName, out var loader)
            ? loader.Invoker.Value.Invoke(request, field, loader.Id.FromGuid(guid))
            : default;

    private void Add(MethodInfo method)
    {
        var member = Naming.Of(method);
        if (method.GetParameters().FirstOrDefault() is not { } first || _types.Builder.Bindings.GetValueOrDefault(first.ParameterType) is not IdBinding id)
            throw new SchemaException($"{member}: the first parameter of a node resolver is an id that was added with AddId.");

        var arguments = new List<InputValueDefinition>();
        var answer = _fields.Call(method, null, arguments);
        if (arguments.Count != 1) throw new SchemaException($"{member}: a node resolver takes the id and services, no other argument.");
        var type = _types.Composite(answer.Type.Type, member);
        if (!_types.IsNode(answer.Type.Type)) throw new SchemaException($"{member}: mark {answer.Type.Type.FullName} with [Node].");
        if (type.Name != id.TypeName) throw new SchemaException($"{member}: ids of {first.ParameterType.Name} name a {id.TypeName}, but {type.Name} is loaded.");
        if (!_loaders.TryAdd(id.TypeName, new NodeLoader(type, id, new(() => Invoker(method, first, answer)))))
            throw new SchemaException($"{member}: {type.Name} has another node resolver.");
    }

    /// <summary>The method with its id taken from the "object", which is the id here, and not from an argument.</summary>
    private Invoker<ValueTask<object?>> Invoker(MethodInfo method, ParameterInfo id, Answer answer)
    {
        var called = _fields.Call(method, null, [], idParameter: id);
        return (Invoker<ValueTask<object?>>)Generic.Create(typeof(BoxingInvoker<>), [answer.Type.ClrType], called.AsyncInvoker());
    }

    private sealed record NodeLoader(NamedType Type, IdBinding Id, Lazy<Invoker<ValueTask<object?>>> Invoker);
}

/// <summary>What comes back, as an object.</summary>
internal sealed class BoxingInvoker<T>(Invoker<ValueTask<T>> inner) : Invoker<ValueTask<object?>>
{
    public override async ValueTask<object?> Invoke(RequestContext request, FieldPlan field, object parent) => await inner.Invoke(request, field, parent);
}
