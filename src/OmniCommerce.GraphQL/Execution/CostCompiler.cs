using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>
/// Finds what an operation costs, by the static analysis of IBM's cost specification: what @skip and @include may leave out is counted, and of
/// the object types that may stand at one place the dearest.
/// </summary>
internal sealed class CostCompiler(int assumedListSize)
{
    public CostExpression Of(SelectionPlan selection) => Of(selection, null);

    private CostExpression Of(SelectionPlan selection, SizedFields? sized) =>
        CostExpression.Highest([.. selection.Plans.Select(plan => CostExpression.Sum(
            plan.DistinctFields.Select(field => Of(field, sized)).Prepend(new ConstantCost(new Cost(0, plan.Type.CostWeight ?? 1)))))]);

    private CostExpression Of(FieldPlan field, SizedFields? sized)
    {
        var definition = field.Definition;
        var type = definition.Type.Named;

        // The schema is there already, and how deep it is asked for has a limit of its own.
        if (type.IsIntrospection) return ConstantCost.Nothing;

        var call = new ConstantCost(new Cost((definition.CostWeight ?? (field.Selection is null ? 0 : 1)) + Arguments(field), 0));
        var own = definition.ListSize is null ? null : Length(field, definition.ListSize);
        var isSized = definition.ListSize is { SizedFields.Count: > 0 };
        var item = field.Selection is null
            ? new ConstantCost(new Cost(0, type.CostWeight ?? 0))
            : Of(field.Selection, isSized ? new SizedFields(definition.ListSize!.SizedFields, own!) : null);

        var lists = Lists(definition.Type);
        if (lists == 0) return CostExpression.Sum([call, item]);
        var length = own is not null && !isSized ? own
            : sized is not null && sized.Names.Contains(definition.Name) ? sized.Length
            : new ListLength([], assumedListSize, null);
        for (; lists > 1; lists--) item = CostExpression.Times(new ListLength([], assumedListSize, null), item);
        return CostExpression.Sum([call, CostExpression.Times(length, item)]);
    }

    private static double Arguments(FieldPlan field)
    {
        var cost = 0d;
        for (var i = 0; i < field.Arguments.Length; i++)
            if (field.Arguments[i] is not ConstantInput { Value: null }) cost += field.Definition.Arguments[i].CostWeight ?? 0;
        return cost;
    }

    private ListLength Length(FieldPlan field, ListSize size)
    {
        var arguments = field.Definition.Arguments
            .Select((argument, i) => (argument.Name, Value: field.Arguments[i]))
            .Where(argument => size.SlicingArguments.Contains(argument.Name))
            .Select(argument => argument.Value);
        var required = size.RequireOneSlicingArgument
            ? $"{field.ParentType}.{field.Definition.Name} takes exactly one of these arguments: {string.Join(", ", size.SlicingArguments)}."
            : null;
        return new ListLength([.. arguments], size.AssumedSize ?? assumedListSize, required);
    }

    /// <summary>How many lists are in each other.</summary>
    private static int Lists(GraphQLType type) => type switch
    {
        NonNullType nonNull => Lists(nonNull.OfType),
        ListType list => Lists(list.OfType) + 1,
        _ => 0,
    };

    /// <summary>The fields of a value that have the length which an argument of the value's own field gave.</summary>
    private sealed record SizedFields(IReadOnlyList<string> Names, ListLength Length);
}
