namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Limits how many aliases an operation has: see <see cref="GraphQLLimits.MaxAliases"/>.</summary>
internal sealed class MaxAliases : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.End += Check;

    private void Check(ValidationContext context)
    {
        foreach (var operation in context.Operations)
        {
            var aliases = OperationSize.Of(context, operation).Aliases;
            if (aliases > context.Options.MaxAliases)
                context.Report(this, $"The operation has {aliases} aliases; at most {context.Options.MaxAliases} are allowed.", operation.Node);
        }
    }
}
