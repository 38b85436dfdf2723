using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Types;

/// <summary>A field of an object type or interface.</summary>
/// <param name="name">The name in the schema.</param>
/// <param name="type">The type of its values.</param>
public sealed class FieldDefinition(string name, GraphQLType type)
    : DeprecatableElement(name)
{
    /// <summary>The type of the field's values.</summary>
    public GraphQLType Type { get; } = type;

    /// <summary>The arguments in the order of the schema.</summary>
    public ElementList<InputValueDefinition> Arguments { get; init; } = new([]);

    /// <summary>How the field's value is found and written; null on interfaces and in schemas without a program behind them.</summary>
    internal FieldResolver? Resolver { get; init; }
}

/// <summary>An argument of a field or directive, or a field of an input object.</summary>
/// <param name="name">The name in the schema.</param>
/// <param name="type">The type of its values.</param>
public sealed class InputValueDefinition(string name, GraphQLType type)
    : DeprecatableElement(name)
{
    /// <summary>The type of the values.</summary>
    public GraphQLType Type { get; } = type;

    /// <summary>The default as a literal of the GraphQL language, <c>null</c> included; null when there is no default.</summary>
    public string? DefaultValue { get; init; }

    /// <summary>Whether a value must be given: the type is non-null and there is no default.</summary>
    public bool IsRequired => Type.IsNonNull && DefaultValue is null;
}
