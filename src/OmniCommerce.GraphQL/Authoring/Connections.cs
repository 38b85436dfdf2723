using System.Reflection;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>The types of Relay's connections.</summary>
internal static class Connections
{
    private static readonly NonNullType s_int = new(ScalarType.Int);
    private static readonly NonNullType s_string = new(ScalarType.String);

    /// <summary>The object type of a <see cref="Connection{T}"/> or <see cref="Edge{T}"/>.</summary>
    public static ObjectType TypeOf(Type type, TypeFactory types, string member)
    {
        var method = SchemaBuilder.IsGeneric(type, typeof(Edge<>)) ? nameof(EdgeOf) : nameof(ConnectionOf);
        var node = types.Composite(type.GetGenericArguments()[0], member);
        return (ObjectType)typeof(Connections).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(type.GetGenericArguments())
            .Invoke(null, [types, node])!;
    }

    private static ObjectType ConnectionOf<T>(TypeFactory types, NamedType node)
        where T : class => new(node.Name + "Connection", () =>
    [
        Field<Connection<T>, IReadOnlyList<Edge<T>>>(
            "edges",
            "The page's nodes with their cursors.",
            ListOf(types.Composite(typeof(Edge<T>), node.Name)),
            connection => connection.Edges,
            new ListWriter<IReadOnlyList<Edge<T>>, Edge<T>>(nonNull: true, new ObjectWriter<Edge<T>>(nonNull: true))),
        Field<Connection<T>, T[]>(
            "nodes",
            "The page's nodes.",
            ListOf(node),
            connection => [.. connection.Edges.Select(edge => edge.Node)],
            new ListWriter<T[], T>(nonNull: true, new ObjectWriter<T>(nonNull: true))),
        Field<Connection<T>, PageInfo>(
            "pageInfo",
            "What lies before and after the page.",
            new NonNullType(types.Composite(typeof(PageInfo), node.Name)),
            connection => connection.PageInfo,
            new ObjectWriter<PageInfo>(nonNull: true)),
        new FieldDefinition("totalCount", s_int)
        {
            Description = "How many nodes there are on all pages.",
            CreateResolver = () => new AsyncResolver<int>(
                new CallInvoker<Connection<T>, ValueTask<int>>((request, _, connection) => connection.CountAll(request.Cancellation)),
                (ValueWriter<int>)BuiltInScalars.Int<int>().Writer(nonNull: true)),
        },
    ])
        {
            ClrType = typeof(Connection<T>),
            Description = $"A page of a list of {node.Name}.",
        };

    private static ObjectType EdgeOf<T>(TypeFactory types, NamedType node)
        where T : class => new(node.Name + "Edge", () =>
    [
        Field<Edge<T>, string>(
            "cursor", "Opaque; to be given back as `after` or `before`.", s_string, edge => edge.Cursor, new TextValueWriter(nonNull: true)),
        Field<Edge<T>, T>("node", "The node.", new NonNullType(node), edge => edge.Node, new ObjectWriter<T>(nonNull: true)),
    ])
        {
            ClrType = typeof(Edge<T>),
            Description = $"One {node.Name} of a page and where it stands.",
        };

    private static NonNullType ListOf(NamedType item) => new(new ListType(new NonNullType(item)));

    private static FieldDefinition Field<TParent, T>(string name, string description, GraphQLType type, Func<TParent, T> get, ValueWriter<T> writer) =>
        new(name, type)
        {
            Description = description,
            CreateResolver = () => new SyncResolver<T>(new FunctionInvoker<TParent, T>(get), writer),
        };
}
