using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Fragment Spread Type Existence, and the same for the types of variables: the schema has the type.</summary>
internal sealed class KnownTypeNames : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.NamedType += Check;

    private void Check(ValidationContext context, NamedTypeNode type)
    {
        if (context.Schema[type.Name] is not null) return;
        var hint = context.Suggests ? Suggestions.DidYouMean(type.Name, context.Schema.Types.Select(known => known.Name)) : "";
        context.Report(this, $"Unknown type \"{type.Name}\".{hint}", type);
    }
}
