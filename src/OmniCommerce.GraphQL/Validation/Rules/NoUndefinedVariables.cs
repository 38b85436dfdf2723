namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>All Variable Uses Defined, in fragments by every operation that reaches them.</summary>
internal sealed class NoUndefinedVariables : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.End += Check;

    private void Check(ValidationContext context)
    {
        foreach (var operation in context.Operations)
        {
            var by = operation.Operation.Name is { } name ? $" by operation \"{name}\"" : "";
            foreach (var usage in context.UsagesOf(operation))
            {
                if (operation.Variable(usage.Node.Name) is null)
                    context.Report(this, $"Variable \"${usage.Node.Name}\" is not defined{by}.", usage.Node.Offset, operation.Node.Offset);
            }
        }
    }
}
