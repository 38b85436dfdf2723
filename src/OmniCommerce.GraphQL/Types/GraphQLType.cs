namespace OmniCommerce.GraphQL.Types;

/// <summary>A type of the type system: a named type, or one of the two wrapping types.</summary>
public abstract class GraphQLType
{
    /// <summary>The named type inside all wrapping.</summary>
    public abstract NamedType Named { get; }

    /// <summary>Whether values of the type can be given: scalars, enums and input objects, wrapped or not.</summary>
    public bool IsInputType => Named is ScalarType or EnumType or InputObjectType;

    /// <summary>Whether values of the type can be answered: all but input objects, wrapped or not.</summary>
    public bool IsOutputType => Named is not InputObjectType;

    /// <summary>Whether the type is a scalar or an enum, without wrapping.</summary>
    public bool IsLeafType => this is ScalarType or EnumType;

    /// <summary>Whether null is no value of the type.</summary>
    public bool IsNonNull => this is NonNullType;

    /// <summary>The type without an outer NonNull.</summary>
    public GraphQLType Nullable => this is NonNullType nonNull ? nonNull.OfType : this;
}

/// <summary>A list of another type.</summary>
/// <param name="ofType">The items' type.</param>
public sealed class ListType(GraphQLType ofType) : GraphQLType
{
    /// <summary>The items' type.</summary>
    public GraphQLType OfType { get; } = ofType;

    /// <inheritdoc/>
    public override NamedType Named => OfType.Named;

    /// <inheritdoc/>
    public override string ToString() => $"[{OfType}]";
}

/// <summary>Another type without null.</summary>
public sealed class NonNullType : GraphQLType
{
    /// <summary>Wraps a nullable type; another NonNull is refused.</summary>
    public NonNullType(GraphQLType ofType)
    {
        if (ofType is NonNullType) throw new SchemaException($"{ofType} is non-null already.");
        OfType = ofType;
    }

    /// <summary>The type that null is taken out of.</summary>
    public GraphQLType OfType { get; }

    /// <inheritdoc/>
    public override NamedType Named => OfType.Named;

    /// <inheritdoc/>
    public override string ToString() => $"{OfType}!";
}

/// <summary>A type with a name: scalar, enum, object, interface, union or input object.</summary>
public abstract class NamedType : GraphQLType
{
    private protected NamedType(string name) => Name = name;

    /// <summary>The name in the schema.</summary>
    public string Name { get; }

    /// <summary>The description in Markdown, or null.</summary>
    public string? Description { get => Documentation.Value; init => Documentation = new LazyText(value); }

    /// <summary>Whether the type belongs to introspection; such names begin with two underscores.</summary>
    public bool IsIntrospection => Name.StartsWith("__", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override NamedType Named => this;

    /// <summary>What each value costs; null for the default.</summary>
    internal double? CostWeight { get; init; }

    internal LazyText Documentation { get; init; } = LazyText.None;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
