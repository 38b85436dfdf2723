using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation;

/// <summary>How much an operation or fragment selects, its fragments expanded. Numbers beyond <see cref="int.MaxValue"/> stay there.</summary>
/// <param name="Depth">How deep fields nest.</param>
/// <param name="Fields">How many fields there are.</param>
/// <param name="Aliases">How many of them have an alias.</param>
/// <param name="Roots">How many of them are selected on the definition's own type.</param>
internal sealed record OperationSize(int Depth, int Fields, int Aliases, int Roots)
{
    private static readonly OperationSize Nothing = new(0, 0, 0, 0);

    /// <summary>Measures each definition once, however often it is spread. A cycle, which another rule reports, counts nothing.</summary>
    public static OperationSize Of(ValidationContext context, ExecutableDefinition definition)
    {
        if (definition.Size is not null || !context.Spend(1)) return definition.Size ?? Nothing;
        definition.Size = Nothing;
        return definition.Size = Measure(context, definition.SelectionSet);
    }

    private static OperationSize Measure(ValidationContext context, SelectionSetNode set)
    {
        var depth = 0;
        var fields = 0L;
        var aliases = 0L;
        var roots = 0L;
        foreach (var selection in set.Selections)
        {
            var inner = Inner(context, selection);
            var own = 0;
            if (selection is FieldNode field)
            {
                own = 1;
                if (field.Alias is not null) aliases++;
            }

            depth = Math.Max(depth, inner.Depth + own);
            fields += (long)inner.Fields + own;
            aliases += inner.Aliases;
            roots += selection is FieldNode ? 1 : inner.Roots;
        }

        return new OperationSize(depth, Capped(fields), Capped(aliases), Capped(roots));
    }

    private static int Capped(long count) => (int)Math.Min(count, int.MaxValue);

    private static OperationSize Inner(ValidationContext context, SelectionNode selection) => selection switch
    {
        FieldNode { SelectionSet: { } set } => Measure(context, set),
        InlineFragmentNode inline => Measure(context, inline.SelectionSet),
        FragmentSpreadNode spread when context.Fragment(spread.Name) is { } fragment => Of(context, fragment),
        _ => Nothing,
    };
}
