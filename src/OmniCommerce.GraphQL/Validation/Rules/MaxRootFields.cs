namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Limits how many fields an operation selects on its root, its fragments expanded: see <see cref="GraphQLLimits.MaxRootFields"/>.</summary>
internal sealed class MaxRootFields : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.End += Check;

    private void Check(ValidationContext context)
    {
        foreach (var operation in context.Operations)
        {
            var roots = OperationSize.Of(context, operation).Roots;
            if (roots > context.Options.MaxRootFields)
                context.Report(this, $"The operation selects {roots} fields of its root; at most {context.Options.MaxRootFields} are allowed.", operation.Node);
        }
    }
}
