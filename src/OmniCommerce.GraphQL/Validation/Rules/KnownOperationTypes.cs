using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Operation Type Existence: the schema has a root type for the operation.</summary>
internal sealed class KnownOperationTypes : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Operation += Check;

    private void Check(ValidationContext context, OperationDefinitionNode operation)
    {
        var (name, root) = operation.Operation switch
        {
            OperationType.Query => ("query", context.Schema.QueryType),
            OperationType.Mutation => ("mutation", context.Schema.MutationType),
            _ => ("subscription", context.Schema.SubscriptionType),
        };
        if (root is null) context.Report(this, $"The {name} operation is not supported by the schema.", operation);
    }
}
