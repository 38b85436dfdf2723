namespace OmniCommerce.GraphQL.Validation;

/// <summary>
/// One rule. An instance serves all documents and keeps nothing between two calls; what it needs to know of the document is in the context.
/// </summary>
internal abstract class ValidationRule
{
    protected ValidationRule() => Name = GetType().Name;

    public string Name { get; }

    /// <summary>Says which places of a document the rule looks at.</summary>
    public abstract void Subscribe(DocumentEvents on);
}
