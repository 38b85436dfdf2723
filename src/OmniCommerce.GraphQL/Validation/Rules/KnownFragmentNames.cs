using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Fragment Spread Target Defined.</summary>
internal sealed class KnownFragmentNames : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.FragmentSpread += Check;

    private void Check(ValidationContext context, FragmentSpreadNode spread)
    {
        if (context.Fragment(spread.Name) is null) context.Report(this, $"Unknown fragment \"{spread.Name}\".", spread.NameOffset);
    }
}
