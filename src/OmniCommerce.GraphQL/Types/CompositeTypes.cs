namespace OmniCommerce.GraphQL.Types;

/// <summary>A type whose values are selected from: object, interface or union.</summary>
public abstract class CompositeType : NamedType
{
    private protected CompositeType(string name)
        : base(name)
    {
    }

    /// <summary>The fields in the order of the schema, without <c>__typename</c>; a union has none.</summary>
    public virtual ElementList<FieldDefinition> Fields { get; } = new([]);

    /// <summary>The interfaces the type declares to implement; a union has none.</summary>
    public virtual IReadOnlyList<InterfaceType> Interfaces => [];
}

/// <summary>An object type: named fields, each with a type of its own.</summary>
/// <param name="name">The name in the schema.</param>
/// <param name="fields">Called once, when all types have their names.</param>
/// <param name="interfaces">Called once, when all types have their names.</param>
public sealed class ObjectType(string name, Func<IEnumerable<FieldDefinition>> fields, Func<IEnumerable<InterfaceType>>? interfaces = null)
    : CompositeType(name)
{
    private readonly Lazy<ElementList<FieldDefinition>> _fields = new(() => new ElementList<FieldDefinition>(fields()));
    private readonly Lazy<InterfaceType[]> _interfaces = new(() => interfaces is null ? [] : [.. interfaces()]);

    /// <inheritdoc/>
    public override ElementList<FieldDefinition> Fields => _fields.Value;

    /// <inheritdoc/>
    public override IReadOnlyList<InterfaceType> Interfaces => _interfaces.Value;

    /// <summary>The CLR type whose values are objects of this type; null for roots and types without a program behind them.</summary>
    internal Type? ClrType { get; init; }
}

/// <summary>An interface: fields that every object type which implements it has.</summary>
/// <param name="name">The name in the schema.</param>
/// <param name="fields">Called once, when all types have their names.</param>
/// <param name="interfaces">Called once, when all types have their names.</param>
public sealed class InterfaceType(string name, Func<IEnumerable<FieldDefinition>> fields, Func<IEnumerable<InterfaceType>>? interfaces = null)
    : CompositeType(name)
{
    private readonly Lazy<ElementList<FieldDefinition>> _fields = new(() => new ElementList<FieldDefinition>(fields()));
    private readonly Lazy<InterfaceType[]> _interfaces = new(() => interfaces is null ? [] : [.. interfaces()]);

    /// <inheritdoc/>
    public override ElementList<FieldDefinition> Fields => _fields.Value;

    /// <inheritdoc/>
    public override IReadOnlyList<InterfaceType> Interfaces => _interfaces.Value;
}

/// <summary>A union: one of several object types that need have nothing in common.</summary>
/// <param name="name">The name in the schema.</param>
/// <param name="members">Called once, when all types have their names.</param>
public sealed class UnionType(string name, Func<IEnumerable<ObjectType>> members)
    : CompositeType(name)
{
    private readonly Lazy<ObjectType[]> _members = new(() => [.. members()]);

    /// <summary>The member types in the order of the schema.</summary>
    public IReadOnlyList<ObjectType> Members => _members.Value;
}
