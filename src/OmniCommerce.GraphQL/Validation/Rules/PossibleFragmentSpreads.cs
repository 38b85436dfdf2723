using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Fragment Spread Is Possible: some value is of both the type around and the fragment's.</summary>
internal sealed class PossibleFragmentSpreads : ValidationRule
{
    public override void Subscribe(DocumentEvents on)
    {
        on.InlineFragment += Check;
        on.FragmentSpread += Check;
    }

    private void Check(ValidationContext context, InlineFragmentNode fragment)
    {
        if (IsPossible(context, context.FragmentType)) return;
        context.Report(this, $"Fragment cannot be spread here as objects of type \"{context.ParentType}\" can never be of type \"{context.FragmentType}\".", fragment);
    }

    private void Check(ValidationContext context, FragmentSpreadNode spread)
    {
        if (context.Fragment(spread.Name)?.Node is not FragmentDefinitionNode fragment) return;
        var type = context.CompositeTypeOf(fragment.TypeCondition);
        if (IsPossible(context, type)) return;
        context.Report(this, $"Fragment \"{spread.Name}\" cannot be spread here as objects of type \"{context.ParentType}\" can never be of type \"{type}\".", spread);
    }

    private static bool IsPossible(ValidationContext context, CompositeType? type) =>
        type is null || context.ParentType is null || TypeComparison.DoOverlap(context.Schema, type, context.ParentType);
}
