using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Input Object Field Uniqueness.</summary>
internal sealed class UniqueInputFieldNames : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.ObjectValue += Check;

    private void Check(ValidationContext context, ObjectValueNode value)
    {
        if (NameGroups.Duplicates(value.Fields, static field => field.Name) is not { } duplicates) return;
        foreach (var group in duplicates)
            foreach (var field in group.Skip(1))
                context.Report(this, $"There can be only one input field named \"{field.Name}\".", group[0].Offset, field.Offset);
    }
}
