using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Lone Anonymous Operation: without a name, an operation can't be told from others.</summary>
internal sealed class LoneAnonymousOperation : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Operation += Check;

    private void Check(ValidationContext context, OperationDefinitionNode operation)
    {
        if (operation.Name is null && context.Operations.Count > 1)
            context.Report(this, "This anonymous operation must be the only defined operation.", operation);
    }
}
