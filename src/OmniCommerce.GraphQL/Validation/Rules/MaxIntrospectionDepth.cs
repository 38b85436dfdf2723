using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>
/// Keeps introspection from going round: types have fields that have types. Each list inside another multiplies the answer, and tools need
/// no more than two.
/// </summary>
internal sealed class MaxIntrospectionDepth : ValidationRule
{
    private const int MaxLists = 3;

    public override void Subscribe(DocumentEvents on) => on.Field += Check;

    private void Check(ValidationContext context, FieldNode field)
    {
        if (field.Name is not ("__schema" or "__type")) return;
        if (IsTooDeep(context, field.SelectionSet, 0, new(StringComparer.Ordinal))) context.Report(this, "Maximum introspection depth exceeded", field);
    }

    private static bool IsTooDeep(ValidationContext context, SelectionSetNode? set, int lists, Dictionary<string, int> visited)
    {
        if (set is null) return false;
        foreach (var selection in set.Selections)
        {
            if (!context.Spend(1)) return false;
            var isTooDeep = selection switch
            {
                FieldNode field => IsTooDeep(context, field, lists, visited),
                InlineFragmentNode inline => IsTooDeep(context, inline.SelectionSet, lists, visited),
                _ => IsTooDeep(context, (FragmentSpreadNode)selection, lists, visited),
            };
            if (isTooDeep) return true;
        }

        return false;
    }

    private static bool IsTooDeep(ValidationContext context, FieldNode field, int lists, Dictionary<string, int> visited)
    {
        if (field.Name is "fields" or "interfaces" or "possibleTypes" or "inputFields") lists++;
        return lists >= MaxLists || IsTooDeep(context, field.SelectionSet, lists, visited);
    }

    private static bool IsTooDeep(ValidationContext context, FragmentSpreadNode spread, int lists, Dictionary<string, int> visited)
    {
        // A fragment that was harmless this deep needs no second look; this ends cycles, too.
        if (visited.TryGetValue(spread.Name, out var before) && before >= lists) return false;
        visited[spread.Name] = lists;
        return context.Fragment(spread.Name) is { } fragment && IsTooDeep(context, fragment.SelectionSet, lists, visited);
    }
}
