namespace OmniCommerce.GraphQL.Language;

/// <summary>A variable or a literal.</summary>
public abstract class ValueNode : Node
{
    private protected ValueNode(NodeKind kind)
        : base(kind)
    {
    }
}

/// <summary><c>$name</c></summary>
public sealed class VariableNode() : ValueNode(NodeKind.Variable)
{
    /// <summary>The name, without the <c>$</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name starts.</summary>
    public int NameOffset { get; init; }
}

/// <summary>A whole number of any size.</summary>
public sealed class IntValueNode() : ValueNode(NodeKind.IntValue)
{
    /// <summary>The number as written.</summary>
    public required string Value { get; init; }
}

/// <summary>A number with a fraction or an exponent.</summary>
public sealed class FloatValueNode() : ValueNode(NodeKind.FloatValue)
{
    /// <summary>The number as written.</summary>
    public required string Value { get; init; }
}

/// <summary><c>"text"</c> or <c>"""block of text"""</c></summary>
public sealed class StringValueNode() : ValueNode(NodeKind.StringValue)
{
    /// <summary>The text, its escapes resolved; a block string's common indentation is taken away.</summary>
    public required string Value { get; init; }

    /// <summary>Whether it is written as a block string.</summary>
    public bool Block { get; init; }
}

/// <summary><c>true</c> or <c>false</c></summary>
public sealed class BooleanValueNode() : ValueNode(NodeKind.BooleanValue)
{
    /// <summary>The value.</summary>
    public required bool Value { get; init; }
}

/// <summary><c>null</c></summary>
public sealed class NullValueNode() : ValueNode(NodeKind.NullValue);

/// <summary>A name that is none of <c>true</c>, <c>false</c> and <c>null</c>.</summary>
public sealed class EnumValueNode() : ValueNode(NodeKind.EnumValue)
{
    /// <summary>The name.</summary>
    public required string Value { get; init; }
}

/// <summary><c>[value, …]</c></summary>
public sealed class ListValueNode() : ValueNode(NodeKind.ListValue)
{
    /// <summary>The values.</summary>
    public ValueNode[] Values { get; init; } = [];
}

/// <summary><c>{ name: value, … }</c></summary>
public sealed class ObjectValueNode() : ValueNode(NodeKind.ObjectValue)
{
    /// <summary>The fields, as written: a name may occur twice until validation refuses it.</summary>
    public ObjectFieldNode[] Fields { get; init; } = [];
}

/// <summary><c>name: value</c>, a field of an input object.</summary>
public sealed class ObjectFieldNode() : Node(NodeKind.ObjectField)
{
    /// <summary>The field's name; it starts where the node starts.</summary>
    public required string Name { get; init; }

    /// <summary>The value.</summary>
    public required ValueNode Value { get; init; }
}

/// <summary>A reference to a type.</summary>
public abstract class TypeNode : Node
{
    private protected TypeNode(NodeKind kind)
        : base(kind)
    {
    }
}

/// <summary><c>Name</c></summary>
public sealed class NamedTypeNode() : TypeNode(NodeKind.NamedType)
{
    /// <summary>The type's name.</summary>
    public required string Name { get; init; }
}

/// <summary><c>[Type]</c></summary>
public sealed class ListTypeNode() : TypeNode(NodeKind.ListType)
{
    /// <summary>The type of the items.</summary>
    public required TypeNode Type { get; init; }
}

/// <summary><c>Type!</c></summary>
public sealed class NonNullTypeNode() : TypeNode(NodeKind.NonNullType)
{
    /// <summary>The nullable type; never itself a <see cref="NonNullTypeNode"/>.</summary>
    public required TypeNode Type { get; init; }
}
