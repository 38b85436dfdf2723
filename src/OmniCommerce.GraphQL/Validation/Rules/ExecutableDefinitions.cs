using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Executable Definitions: a request holds operations and fragments only.</summary>
internal sealed class ExecutableDefinitions : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Document += Check;

    private void Check(ValidationContext context)
    {
        foreach (var definition in context.Document.Definitions)
        {
            if (definition is OperationDefinitionNode or FragmentDefinitionNode) continue;
            var name = definition switch
            {
                TypeDefinitionNode type => $"\"{type.Name}\"",
                DirectiveDefinitionNode directive => $"\"{directive.Name}\"",
                _ => "schema",
            };
            context.Report(this, $"The {name} definition is not executable.", definition);
        }
    }
}
