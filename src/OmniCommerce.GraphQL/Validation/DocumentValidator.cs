using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation;

/// <summary>Tells whether a document can be executed against a schema (GraphQL specification, September 2025, section 5).</summary>
public static class DocumentValidator
{
    private static readonly DocumentEvents Events = new(SpecifiedRules.All);

    /// <summary>Holds the document against all rules and limits. The errors are empty when it can be executed.</summary>
    public static IReadOnlyList<ValidationError> Validate(Schema schema, Document document, GraphQLLimits options)
    {
        var context = new ValidationContext(schema, document, options);
        new DocumentWalker(context, Events).Walk();
        return context.Errors;
    }
}
