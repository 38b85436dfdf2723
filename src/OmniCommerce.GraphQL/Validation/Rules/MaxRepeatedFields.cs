using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Limits how often a selection set selects one field under one name: see <see cref="GraphQLLimits.MaxRepeatedFields"/>.</summary>
internal sealed class MaxRepeatedFields : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.SelectionSet += Check;

    private void Check(ValidationContext context, SelectionSetNode set)
    {
        if (set.Selections.Length <= context.Options.MaxRepeatedFields) return;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var selection in set.Selections)
        {
            if (selection is not FieldNode field) continue;
            var count = counts[field.ResponseName] = counts.GetValueOrDefault(field.ResponseName) + 1;
            if (count != context.Options.MaxRepeatedFields + 1) continue;
            context.Report(this, $"The field \"{field.ResponseName}\" is selected more than {context.Options.MaxRepeatedFields} times.", field);
        }
    }
}
