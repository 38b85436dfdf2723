using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Fragment Name Uniqueness.</summary>
internal sealed class UniqueFragmentNames : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Document += Check;

    private void Check(ValidationContext context)
    {
        Dictionary<string, FragmentDefinitionNode>? first = null;
        foreach (var definition in context.Document.Definitions)
        {
            if (definition is not FragmentDefinitionNode fragment) continue;
            first ??= new(StringComparer.Ordinal);
            if (!first.TryAdd(fragment.Name, fragment))
                context.Report(this, $"There can be only one fragment named \"{fragment.Name}\".", first[fragment.Name].NameOffset, fragment.NameOffset);
        }
    }
}
