namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Limits how many fields an operation selects, its fragments expanded: see <see cref="GraphQLLimits.MaxFields"/>.</summary>
internal sealed class MaxFields : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.End += Check;

    private void Check(ValidationContext context)
    {
        foreach (var operation in context.Operations)
        {
            var fields = OperationSize.Of(context, operation).Fields;
            if (fields > context.Options.MaxFields)
                context.Report(this, $"The operation selects {fields} fields; at most {context.Options.MaxFields} are allowed.", operation.Node);
        }
    }
}
