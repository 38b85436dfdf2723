using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Required Arguments: what is non-null and has no default is given.</summary>
internal sealed class ProvidedRequiredArguments : ValidationRule
{
    public override void Subscribe(DocumentEvents on)
    {
        on.Field += Check;
        on.Directive += Check;
    }

    private void Check(ValidationContext context, FieldNode field)
    {
        if (context.Field is not { Arguments.Count: > 0 } definition) return;
        for (var i = 0; i < definition.Arguments.Count; i++)
        {
            var argument = definition.Arguments[i];
            if (argument.IsRequired && !IsGiven(field.Arguments, argument.Name))
                context.Report(this, $"Field \"{field.Name}\" argument \"{argument.Name}\" of type \"{argument.Type}\" is required, but it was not provided.", field);
        }
    }

    private void Check(ValidationContext context, DirectiveNode directive)
    {
        if (context.Directive is not { } definition) return;
        for (var i = 0; i < definition.Arguments.Count; i++)
        {
            var argument = definition.Arguments[i];
            if (argument.IsRequired && !IsGiven(directive.Arguments, argument.Name))
                context.Report(this, $"Directive \"@{directive.Name}\" argument \"{argument.Name}\" of type \"{argument.Type}\" is required, but it was not provided.", directive);
        }
    }

    private static bool IsGiven(ArgumentNode[] arguments, string name)
    {
        foreach (var argument in arguments)
            if (argument.Name == name) return true;
        return false;
    }
}
