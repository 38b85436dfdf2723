namespace OmniCommerce.GraphQL.Types;

/// <summary>An input object: named values that are given together.</summary>
/// <param name="name">The name in the schema.</param>
/// <param name="fields">Called once, when all types have their names.</param>
public sealed class InputObjectType(string name, Func<IEnumerable<InputValueDefinition>> fields)
    : NamedType(name)
{
    private readonly Lazy<ElementList<InputValueDefinition>> _fields = new(() => new ElementList<InputValueDefinition>(fields()));

    /// <summary>The input fields in the order of the schema.</summary>
    public ElementList<InputValueDefinition> Fields => _fields.Value;

    /// <summary>Whether exactly one field has to be given, and not null (<c>@oneOf</c>).</summary>
    public bool IsOneOf { get; init; }
}
