namespace OmniCommerce.GraphQL.Language;

/// <summary>Where a directive may stand.</summary>
public enum DirectiveLocation : byte
{
#pragma warning disable CS1591 // The specification's own names.
    Query,
    Mutation,
    Subscription,
    Field,
    FragmentDefinition,
    FragmentSpread,
    InlineFragment,
    VariableDefinition,
    Schema,
    Scalar,
    Object,
    FieldDefinition,
    ArgumentDefinition,
    Interface,
    Union,
    Enum,
    EnumValue,
    InputObject,
    InputFieldDefinition,
#pragma warning restore CS1591
}

/// <summary><c>schema { query: Query }</c> or <c>extend schema …</c></summary>
public sealed class SchemaDefinitionNode() : DefinitionNode(NodeKind.SchemaDefinition)
{
    /// <summary>Whether it extends a schema.</summary>
    public bool IsExtension { get; init; }

    /// <summary>The root types.</summary>
    public OperationTypeDefinitionNode[] OperationTypes { get; init; } = [];
}

/// <summary><c>query: Query</c></summary>
public sealed class OperationTypeDefinitionNode() : Node(NodeKind.OperationTypeDefinition)
{
    /// <summary>The kind of operation.</summary>
    public required OperationType Operation { get; init; }

    /// <summary>Its root type.</summary>
    public required NamedTypeNode Type { get; init; }
}

/// <summary>The definition of a type or, with <c>extend</c>, an addition to one.</summary>
public abstract class TypeDefinitionNode : DefinitionNode
{
    private protected TypeDefinitionNode(NodeKind kind)
        : base(kind)
    {
    }

    /// <summary>Whether it extends a type that is defined elsewhere.</summary>
    public bool IsExtension { get; init; }

    /// <summary>The type's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name starts.</summary>
    public int NameOffset { get; init; }
}

/// <summary><c>scalar Name</c></summary>
public sealed class ScalarTypeDefinitionNode() : TypeDefinitionNode(NodeKind.ScalarTypeDefinition);

/// <summary><c>type Name implements Interface { field: Type }</c></summary>
public sealed class ObjectTypeDefinitionNode() : TypeDefinitionNode(NodeKind.ObjectTypeDefinition)
{
    /// <summary>The interfaces that it implements.</summary>
    public NamedTypeNode[] Interfaces { get; init; } = [];

    /// <summary>The fields.</summary>
    public FieldDefinitionNode[] Fields { get; init; } = [];
}

/// <summary><c>interface Name implements Interface { field: Type }</c></summary>
public sealed class InterfaceTypeDefinitionNode() : TypeDefinitionNode(NodeKind.InterfaceTypeDefinition)
{
    /// <summary>The interfaces that it implements.</summary>
    public NamedTypeNode[] Interfaces { get; init; } = [];

    /// <summary>The fields.</summary>
    public FieldDefinitionNode[] Fields { get; init; } = [];
}

/// <summary><c>union Name = A | B</c></summary>
public sealed class UnionTypeDefinitionNode() : TypeDefinitionNode(NodeKind.UnionTypeDefinition)
{
    /// <summary>The member types.</summary>
    public NamedTypeNode[] Types { get; init; } = [];
}

/// <summary><c>enum Name { A B }</c></summary>
public sealed class EnumTypeDefinitionNode() : TypeDefinitionNode(NodeKind.EnumTypeDefinition)
{
    /// <summary>The values.</summary>
    public EnumValueDefinitionNode[] Values { get; init; } = [];
}

/// <summary><c>input Name { field: Type = default }</c></summary>
public sealed class InputObjectTypeDefinitionNode() : TypeDefinitionNode(NodeKind.InputObjectTypeDefinition)
{
    /// <summary>The input fields.</summary>
    public InputValueDefinitionNode[] Fields { get; init; } = [];
}

/// <summary>A field of an object type or interface: <c>name(argument: Type): Type</c></summary>
public sealed class FieldDefinitionNode() : DefinitionNode(NodeKind.FieldDefinition)
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name starts.</summary>
    public int NameOffset { get; init; }

    /// <summary>The arguments.</summary>
    public InputValueDefinitionNode[] Arguments { get; init; } = [];

    /// <summary>The type.</summary>
    public required TypeNode Type { get; init; }
}

/// <summary>An argument or a field of an input object: <c>name: Type = default</c></summary>
public sealed class InputValueDefinitionNode() : DefinitionNode(NodeKind.InputValueDefinition)
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name starts.</summary>
    public int NameOffset { get; init; }

    /// <summary>The type.</summary>
    public required TypeNode Type { get; init; }

    /// <summary>The value when none is given, or null when there is no such value.</summary>
    public ValueNode? DefaultValue { get; init; }
}

/// <summary>A value of an enum.</summary>
public sealed class EnumValueDefinitionNode() : DefinitionNode(NodeKind.EnumValueDefinition)
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name starts.</summary>
    public int NameOffset { get; init; }
}

/// <summary><c>directive @name(argument: Type) repeatable on FIELD | OBJECT</c></summary>
public sealed class DirectiveDefinitionNode() : DefinitionNode(NodeKind.DirectiveDefinition)
{
    /// <summary>The name, without the <c>@</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name starts.</summary>
    public int NameOffset { get; init; }

    /// <summary>The arguments.</summary>
    public InputValueDefinitionNode[] Arguments { get; init; } = [];

    /// <summary>Whether it may stand more than once at one place.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Where it may stand.</summary>
    public required DirectiveLocation[] Locations { get; init; }
}
