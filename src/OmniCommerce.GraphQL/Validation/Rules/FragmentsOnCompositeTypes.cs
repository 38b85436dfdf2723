using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Fragments on Object, Interface or Union Types: only they can be selected from.</summary>
internal sealed class FragmentsOnCompositeTypes : ValidationRule
{
    public override void Subscribe(DocumentEvents on)
    {
        on.InlineFragment += Check;
        on.FragmentDefinition += Check;
    }

    private void Check(ValidationContext context, InlineFragmentNode fragment)
    {
        if (fragment.TypeCondition is { } condition && context.Schema[condition.Name] is { } type and not CompositeType)
            context.Report(this, $"Fragment cannot condition on non composite type \"{type}\".", condition);
    }

    private void Check(ValidationContext context, FragmentDefinitionNode fragment)
    {
        if (context.Schema[fragment.TypeCondition.Name] is { } type and not CompositeType)
            context.Report(this, $"Fragment \"{fragment.Name}\" cannot condition on non composite type \"{type}\".", fragment.TypeCondition);
    }
}
