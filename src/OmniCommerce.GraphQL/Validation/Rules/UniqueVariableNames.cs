using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Variable Uniqueness.</summary>
internal sealed class UniqueVariableNames : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Operation += Check;

    private void Check(ValidationContext context, OperationDefinitionNode operation)
    {
        if (NameGroups.Duplicates(operation.VariableDefinitions, static variable => variable.Variable.Name) is not { } duplicates) return;
        foreach (var group in duplicates)
        {
            context.Report(
                this,
                $"There can be only one variable named \"${group[0].Variable.Name}\".",
                [.. group.Select(variable => variable.Variable.NameOffset)]);
        }
    }
}
