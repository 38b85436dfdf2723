using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Variables Are Input Types.</summary>
internal sealed class VariablesAreInputTypes : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.VariableDefinition += Check;

    private void Check(ValidationContext context, VariableDefinitionNode variable)
    {
        if (context.InputType is null && context.TypeOf(variable.Type) is not null)
            context.Report(this, $"Variable \"${variable.Variable.Name}\" cannot be non-input type \"{Printer.Print(variable.Type)}\".", variable.Type);
    }
}
