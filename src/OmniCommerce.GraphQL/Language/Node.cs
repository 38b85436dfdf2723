namespace OmniCommerce.GraphQL.Language;

/// <summary>What a node is; one value per node class.</summary>
public enum NodeKind : byte
{
#pragma warning disable CS1591 // Each value is documented by the class of its name.
    OperationDefinition,
    FragmentDefinition,
    VariableDefinition,
    SelectionSet,
    Field,
    FragmentSpread,
    InlineFragment,
    Argument,
    Directive,
    Variable,
    IntValue,
    FloatValue,
    StringValue,
    BooleanValue,
    NullValue,
    EnumValue,
    ListValue,
    ObjectValue,
    ObjectField,
    NamedType,
    ListType,
    NonNullType,
    SchemaDefinition,
    OperationTypeDefinition,
    ScalarTypeDefinition,
    ObjectTypeDefinition,
    InterfaceTypeDefinition,
    UnionTypeDefinition,
    EnumTypeDefinition,
    InputObjectTypeDefinition,
    FieldDefinition,
    InputValueDefinition,
    EnumValueDefinition,
    DirectiveDefinition,
#pragma warning restore CS1591
}

/// <summary>One piece of a document. Nodes don't change once they are made.</summary>
public abstract class Node
{
    private protected Node(NodeKind kind) => Kind = kind;

    /// <summary>What the node is.</summary>
    public NodeKind Kind { get; }

    /// <summary>Where the node starts: bytes from the start of the document. <see cref="Document.LocationOf(Node)"/> makes line and column of it.</summary>
    public int Offset { get; init; }
}

/// <summary>A definition of a document: an operation, a fragment, or a part of a type system.</summary>
public abstract class DefinitionNode : Node
{
    private protected DefinitionNode(NodeKind kind)
        : base(kind)
    {
    }

    /// <summary>What the author says of it, if anything.</summary>
    public StringValueNode? Description { get; init; }

    /// <summary>Its directives.</summary>
    public DirectiveNode[] Directives { get; init; } = [];
}

/// <summary>A parsed text: its definitions, and the text itself, from which locations are told when an error needs one.</summary>
/// <param name="utf8">The text.</param>
/// <param name="definitions">The definitions, in their order; at least one.</param>
public sealed class Document(ReadOnlyMemory<byte> utf8, DefinitionNode[] definitions)
{
    /// <summary>The text.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    /// <summary>The definitions, in their order.</summary>
    public DefinitionNode[] Definitions { get; } = definitions;

    /// <summary>Line and column of the node's start.</summary>
    public Location LocationOf(Node node) => Location.Of(Utf8.Span, node.Offset);

    /// <summary>Line and column of the byte at the offset.</summary>
    public Location LocationOf(int offset) => Location.Of(Utf8.Span, offset);
}
