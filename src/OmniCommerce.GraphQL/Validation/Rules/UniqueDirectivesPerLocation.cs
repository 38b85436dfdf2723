using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Directives Are Unique per Location, unless they are repeatable.</summary>
internal sealed class UniqueDirectivesPerLocation : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Directives += Check;

    private void Check(ValidationContext context, DirectiveNode[] directives, DirectiveLocation location)
    {
        if (NameGroups.Duplicates(directives, static directive => directive.Name) is not { } duplicates) return;
        foreach (var group in duplicates)
        {
            if (context.Schema.Directives[group[0].Name] is not { IsRepeatable: false }) continue;
            foreach (var directive in group.Skip(1))
                context.Report(this, $"The directive \"@{directive.Name}\" can only be used once at this location.", group[0].Offset, directive.Offset);
        }
    }
}
