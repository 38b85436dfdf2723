using System.Reflection;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Makes the root types.</summary>
internal sealed class RootFactory
{
    private readonly TypeFactory _types;
    private readonly FieldFactory _fields;
    private readonly NodeFactory _nodes;

    public RootFactory(TypeFactory types, FieldFactory fields)
    {
        _types = types;
        _fields = fields;
        _nodes = new NodeFactory(types, fields);
        var mutations = new MutationFactory(types, fields);
        Query = Root<QueryTypeAttribute>("Query", method => fields.Method(method, null), _nodes.Fields)
            ?? throw new SchemaException("The schema has no query: mark a static class with [QueryType].");
        Mutation = Root<MutationTypeAttribute>("Mutation", mutations.Field, []);
        Subscription = Root<SubscriptionTypeAttribute>("Subscription", Subscribe, []);
    }

    public ObjectType Query { get; }

    public ObjectType? Mutation { get; }

    public ObjectType? Subscription { get; }

    /// <summary>Makes the schema of the roots and of every type that stands behind its interfaces.</summary>
    public Schema CreateSchema()
    {
        // What stands behind an interface is known when all fields are, and may have fields of further interfaces.
        NamedType[] behind = [.. _nodes.Types];
        while (true)
        {
            var schema = new Schema(Query, Mutation, Subscription, behind);
            NamedType[] found = [.. _nodes.Types, .. _types.Implementations()];
            if (found.Length == behind.Length) return schema;
            behind = found;
        }
    }

    private ObjectType? Root<TAttribute>(string name, Func<MethodInfo, FieldDefinition> field, IEnumerable<FieldDefinition> more)
        where TAttribute : Attribute
    {
        var classes = _types.Builder.Types.Where(type => type.IsDefined(typeof(TAttribute))).ToArray();
        return classes.Length == 0 ? null : new ObjectType(name, () => [.. more, .. classes.SelectMany(FieldFactory.Resolvers).Select(field)])
        {
            Description = name switch { "Query" => "What can be read.", "Mutation" => "What can be done.", _ => "What can be listened to." },
        };
    }

    private FieldDefinition Subscribe(MethodInfo method)
    {
        var arguments = new List<InputValueDefinition>();
        var answer = _fields.Call(method, null, arguments);
        if (answer.IsAsync || answer.Type.ArgumentOf(typeof(IAsyncEnumerable<>)) is not { } value)
            throw new SchemaException($"{Naming.Of(method)}: a subscription answers an IAsyncEnumerable of its field's type.");
        var output = _types.Output(value, Naming.Of(method), method.GetCustomAttribute<GraphQLTypeAttribute>());
        return FieldFactory.Define(method, Naming.FieldName(method), output.Type, arguments, () =>
            (FieldResolver)Generic.Create(typeof(SubscriptionResolver<>), [output.ClrType], answer.Invoker(), output.Writer()));
    }
}
