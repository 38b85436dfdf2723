namespace OmniCommerce.GraphQL.Language;

/// <summary>The three kinds of operation.</summary>
public enum OperationType : byte
{
    /// <summary>A read.</summary>
    Query,

    /// <summary>A write, followed by a read.</summary>
    Mutation,

    /// <summary>A stream of reads, one per event.</summary>
    Subscription,
}

/// <summary><c>query Name($v: T) @d { … }</c>; the short form <c>{ … }</c> is a nameless query.</summary>
public sealed class OperationDefinitionNode() : DefinitionNode(NodeKind.OperationDefinition)
{
    /// <summary>Query, mutation or subscription.</summary>
    public required OperationType Operation { get; init; }

    /// <summary>The name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Where the name starts; 0 when there is none.</summary>
    public int NameOffset { get; init; }

    /// <summary>The variables.</summary>
    public VariableDefinitionNode[] VariableDefinitions { get; init; } = [];

    /// <summary>The selections on the root type.</summary>
    public required SelectionSetNode SelectionSet { get; init; }
}

/// <summary><c>fragment Name on Type @d { … }</c></summary>
public sealed class FragmentDefinitionNode() : DefinitionNode(NodeKind.FragmentDefinition)
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name starts.</summary>
    public int NameOffset { get; init; }

    /// <summary>The type that the fragment applies to.</summary>
    public required NamedTypeNode TypeCondition { get; init; }

    /// <summary>The selections on that type.</summary>
    public required SelectionSetNode SelectionSet { get; init; }
}

/// <summary><c>$name: Type = default @d</c></summary>
public sealed class VariableDefinitionNode() : Node(NodeKind.VariableDefinition)
{
    /// <summary>What the author says of it, if anything.</summary>
    public StringValueNode? Description { get; init; }

    /// <summary>The variable.</summary>
    public required VariableNode Variable { get; init; }

    /// <summary>Its type.</summary>
    public required TypeNode Type { get; init; }

    /// <summary>The value when none is given, or null when there is no such value; the literal <c>null</c> is a <see cref="NullValueNode"/>.</summary>
    public ValueNode? DefaultValue { get; init; }

    /// <summary>Its directives.</summary>
    public DirectiveNode[] Directives { get; init; } = [];
}

/// <summary><c>{ selection … }</c></summary>
public sealed class SelectionSetNode() : Node(NodeKind.SelectionSet)
{
    /// <summary>The selections; at least one.</summary>
    public required SelectionNode[] Selections { get; init; }
}

/// <summary>A field, a fragment spread or an inline fragment.</summary>
public abstract class SelectionNode : Node
{
    private protected SelectionNode(NodeKind kind)
        : base(kind)
    {
    }

    /// <summary>Its directives.</summary>
    public DirectiveNode[] Directives { get; init; } = [];
}

/// <summary><c>alias: name(argument: value) @d { … }</c></summary>
public sealed class FieldNode() : SelectionNode(NodeKind.Field)
{
    /// <summary>The alias, or null.</summary>
    public string? Alias { get; init; }

    /// <summary>The field's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name in the response: the alias or else the name.</summary>
    public string ResponseName => Alias ?? Name;

    /// <summary>The arguments.</summary>
    public ArgumentNode[] Arguments { get; init; } = [];

    /// <summary>The selections on the field's type, or null.</summary>
    public SelectionSetNode? SelectionSet { get; init; }
}

/// <summary><c>...Name @d</c></summary>
public sealed class FragmentSpreadNode() : SelectionNode(NodeKind.FragmentSpread)
{
    /// <summary>The fragment's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name starts.</summary>
    public int NameOffset { get; init; }
}

/// <summary><c>... on Type @d { … }</c></summary>
public sealed class InlineFragmentNode() : SelectionNode(NodeKind.InlineFragment)
{
    /// <summary>The type that the fragment applies to, or null for the enclosing one.</summary>
    public NamedTypeNode? TypeCondition { get; init; }

    /// <summary>The selections.</summary>
    public required SelectionSetNode SelectionSet { get; init; }
}

/// <summary><c>name: value</c>, an argument of a field or a directive.</summary>
public sealed class ArgumentNode() : Node(NodeKind.Argument)
{
    /// <summary>The argument's name; it starts where the node starts.</summary>
    public required string Name { get; init; }

    /// <summary>The value.</summary>
    public required ValueNode Value { get; init; }
}

/// <summary><c>@name(argument: value)</c></summary>
public sealed class DirectiveNode() : Node(NodeKind.Directive)
{
    /// <summary>The directive's name, without the <c>@</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments.</summary>
    public ArgumentNode[] Arguments { get; init; } = [];
}
