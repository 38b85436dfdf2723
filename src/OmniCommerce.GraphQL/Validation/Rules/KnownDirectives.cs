using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Directives Are Defined, Directives Are in Valid Locations.</summary>
internal sealed class KnownDirectives : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Directives += Check;

    private void Check(ValidationContext context, DirectiveNode[] directives, DirectiveLocation location)
    {
        foreach (var directive in directives)
        {
            if (context.Schema.Directives[directive.Name] is not { } definition)
                context.Report(this, $"Unknown directive \"@{directive.Name}\".", directive);
            else if (!definition.Locations.Contains(location))
                context.Report(this, $"Directive \"@{directive.Name}\" may not be used on {location.Name()}.", directive);
        }
    }
}
