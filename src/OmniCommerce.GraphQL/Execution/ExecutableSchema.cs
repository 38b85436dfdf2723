using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>A schema with the program behind it.</summary>
/// <param name="schema">The schema.</param>
/// <param name="inputs">For each input type that is named, how it is read when nothing says which CLR type is wanted.</param>
internal sealed class ExecutableSchema(Schema schema, IReadOnlyDictionary<string, InputReader> inputs)
{
    public Schema Schema => schema;

    /// <summary>Whether a request may ask for the schema; null when every one may.</summary>
    public Func<IRequestContext, bool>? AllowIntrospection { get; init; }

    /// <summary>Decides who has a policy; null when no field has one.</summary>
    public Func<IRequestContext, string, ValueTask<Permission>>? Authorize { get; init; }

    public RuntimeTypes RuntimeTypes { get; } = new(schema);

    /// <summary>Reads <c>Boolean!</c>, which is what @skip and @include ask for.</summary>
    public InputReader Condition { get; } = BuiltInScalars.Boolean.Reader(new NonNullType(ScalarType.Boolean));

    /// <summary>The reader of a variable that is used nowhere but still has to be right.</summary>
    public InputReader ReaderFor(GraphQLType type) => type switch
    {
        NonNullType nonNull => ReaderFor(nonNull.OfType).As(type),
        ListType list => new ListReader(type, ReaderFor(list.OfType), items => items),
        _ => inputs[type.Named.Name],
    };

    /// <summary>The type that a type reference of a document names.</summary>
    /// <exception cref="InputException">There is no such type.</exception>
    public GraphQLType TypeOf(TypeNode node) => node switch
    {
        NonNullTypeNode nonNull => new NonNullType(TypeOf(nonNull.Type)),
        ListTypeNode list => new ListType(TypeOf(list.Type)),
        NamedTypeNode named when schema[named.Name] is { IsInputType: true } type => type,
        _ => throw new InputException($"There is no input type \"{((NamedTypeNode)node).Name}\"."),
    };
}
