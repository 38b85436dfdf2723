namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>All Variables Used, by the operation or a fragment that it reaches.</summary>
internal sealed class NoUnusedVariables : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.End += Check;

    private void Check(ValidationContext context)
    {
        foreach (var operation in context.Operations)
        {
            if (operation.Operation.VariableDefinitions.Length == 0) continue;
            var used = new HashSet<string>(StringComparer.Ordinal);
            foreach (var usage in context.UsagesOf(operation)) used.Add(usage.Node.Name);

            var inOperation = operation.Operation.Name is { } name ? $" in operation \"{name}\"" : "";
            foreach (var variable in operation.Operation.VariableDefinitions)
            {
                if (!used.Contains(variable.Variable.Name))
                    context.Report(this, $"Variable \"${variable.Variable.Name}\" is never used{inOperation}.", variable);
            }
        }
    }
}
