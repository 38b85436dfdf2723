using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Argument Uniqueness.</summary>
internal sealed class UniqueArgumentNames : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Arguments += Check;

    private void Check(ValidationContext context, ArgumentNode[] arguments)
    {
        if (NameGroups.Duplicates(arguments, static argument => argument.Name) is not { } duplicates) return;
        foreach (var group in duplicates)
            context.Report(this, $"There can be only one argument named \"{group[0].Name}\".", [.. group.Select(argument => argument.Offset)]);
    }
}
