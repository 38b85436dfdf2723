using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Field Selection Merging: fields of one response name ask for the same.</summary>
internal sealed class OverlappingFieldsCanBeMerged : ValidationRule
{
    private const int FewFields = 16;

    public override void Subscribe(DocumentEvents on) => on.SelectionSet += Check;

    private void Check(ValidationContext context, SelectionSetNode set)
    {
        if (AreDistinctFields(set.Selections)) return;
        foreach (var conflict in context.FieldMerger.FindConflicts(context.ParentType, set))
        {
            context.Report(
                this,
                $"Fields \"{conflict.ResponseName}\" conflict because {conflict.Reason}. Use different aliases on the fields to fetch both if this was intentional.",
                [.. conflict.First.Concat(conflict.Second).Select(field => field.Offset)]);
        }
    }

    /// <summary>Most selection sets are a few fields of different names; they need no further look.</summary>
    private static bool AreDistinctFields(SelectionNode[] selections)
    {
        if (selections.Length > FewFields) return false;
        for (var i = 0; i < selections.Length; i++)
        {
            if (selections[i] is not FieldNode field) return selections.Length == 1 && selections[i] is FragmentSpreadNode;
            for (var j = 0; j < i; j++)
                if (((FieldNode)selections[j]).ResponseName == field.ResponseName) return false;
        }

        return true;
    }
}
