using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Fragments Must Be Used: some operation reaches each of them.</summary>
internal sealed class NoUnusedFragments : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.End += Check;

    private void Check(ValidationContext context)
    {
        HashSet<string>? used = null;
        foreach (var definition in context.Document.Definitions)
        {
            if (definition is not FragmentDefinitionNode fragment) continue;
            used ??= [.. context.Operations.SelectMany(context.FragmentsOf).Select(reached => ((FragmentDefinitionNode)reached.Node).Name)];
            if (!used.Contains(fragment.Name)) context.Report(this, $"Fragment \"{fragment.Name}\" is never used.", fragment);
        }
    }
}
