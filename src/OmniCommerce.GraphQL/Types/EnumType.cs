namespace OmniCommerce.GraphQL.Types;

/// <summary>An enum: one of a closed set of names.</summary>
/// <param name="name">The name in the schema.</param>
/// <param name="values">The values in the order of the schema.</param>
public sealed class EnumType(string name, IEnumerable<EnumValueDefinition> values)
    : NamedType(name)
{
    /// <summary>The values in the order of the schema.</summary>
    public ElementList<EnumValueDefinition> Values { get; } = new(values);
}

/// <summary>One value of an enum.</summary>
/// <param name="name">The name in the schema.</param>
public sealed class EnumValueDefinition(string name)
    : DeprecatableElement(name)
{
    /// <summary>What stands for the value in the program: a boxed CLR enum value.</summary>
    internal object? Value { get; init; }
}
