using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Operation Name Uniqueness.</summary>
internal sealed class UniqueOperationNames : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Document += Check;

    private void Check(ValidationContext context)
    {
        if (context.Operations.Count < 2) return;
        var first = new Dictionary<string, OperationDefinitionNode>(StringComparer.Ordinal);
        foreach (var definition in context.Operations)
        {
            var operation = definition.Operation;
            if (operation.Name is null || first.TryAdd(operation.Name, operation)) continue;
            context.Report(this, $"There can be only one operation named \"{operation.Name}\".", first[operation.Name].NameOffset, operation.NameOffset);
        }
    }
}
