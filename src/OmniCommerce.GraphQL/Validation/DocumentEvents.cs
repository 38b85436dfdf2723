using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation;

/// <summary>The places of a document that rules look at. Each is raised when the walker comes to it, before what is inside.</summary>
internal sealed class DocumentEvents
{
    public DocumentEvents(IEnumerable<ValidationRule> rules)
    {
        foreach (var rule in rules) rule.Subscribe(this);
    }

    /// <summary>The document, before anything else.</summary>
    public Action<ValidationContext>? Document { get; set; }

    /// <summary>An operation.</summary>
    public Action<ValidationContext, OperationDefinitionNode>? Operation { get; set; }

    /// <summary>A variable; <see cref="ValidationContext.InputType"/> is its type.</summary>
    public Action<ValidationContext, VariableDefinitionNode>? VariableDefinition { get; set; }

    /// <summary>A fragment.</summary>
    public Action<ValidationContext, FragmentDefinitionNode>? FragmentDefinition { get; set; }

    /// <summary>The selection set of an operation, a fragment or a field; those of inline fragments belong to the set around them.</summary>
    public Action<ValidationContext, SelectionSetNode>? SelectionSet { get; set; }

    /// <summary>A field; <see cref="ValidationContext.Field"/> is its definition.</summary>
    public Action<ValidationContext, FieldNode>? Field { get; set; }

    /// <summary>A fragment spread.</summary>
    public Action<ValidationContext, FragmentSpreadNode>? FragmentSpread { get; set; }

    /// <summary>An inline fragment.</summary>
    public Action<ValidationContext, InlineFragmentNode>? InlineFragment { get; set; }

    /// <summary>All directives of one place, when it has any.</summary>
    public Action<ValidationContext, DirectiveNode[], DirectiveLocation>? Directives { get; set; }

    /// <summary>A directive; <see cref="ValidationContext.Directive"/> is its definition.</summary>
    public Action<ValidationContext, DirectiveNode>? Directive { get; set; }

    /// <summary>All arguments of a field or directive, when it has any.</summary>
    public Action<ValidationContext, ArgumentNode[]>? Arguments { get; set; }

    /// <summary>An argument; <see cref="ValidationContext.InputType"/> is its type.</summary>
    public Action<ValidationContext, ArgumentNode>? Argument { get; set; }

    /// <summary>An input object literal.</summary>
    public Action<ValidationContext, ObjectValueNode>? ObjectValue { get; set; }

    /// <summary>The name of a type, in a variable's type or a type condition.</summary>
    public Action<ValidationContext, NamedTypeNode>? NamedType { get; set; }

    /// <summary>The end: everything in the document has been seen, variable usages are known.</summary>
    public Action<ValidationContext>? End { get; set; }
}
