namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Limits how deep an operation's fields nest: see <see cref="GraphQLLimits.MaxDepth"/>.</summary>
internal sealed class MaxDepth : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.End += Check;

    private void Check(ValidationContext context)
    {
        foreach (var operation in context.Operations)
        {
            var depth = OperationSize.Of(context, operation).Depth;
            if (depth > context.Options.MaxDepth)
                context.Report(this, $"The operation nests {depth} levels of fields; at most {context.Options.MaxDepth} are allowed.", operation.Node);
        }
    }
}
