using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Argument Names: the field or directive has the argument.</summary>
internal sealed class KnownArgumentNames : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Argument += Check;

    private void Check(ValidationContext context, ArgumentNode argument)
    {
        if (context.InputType is not null) return;
        if (context.IsInDirective)
        {
            if (context.Directive is not { } directive) return;
            var hint = context.Suggests ? Suggestions.DidYouMean(argument.Name, directive.Arguments.Select(known => known.Name)) : "";
            context.Report(this, $"Unknown argument \"{argument.Name}\" on directive \"@{directive.Name}\".{hint}", argument);
        }
        else if (context.Field is { } field)
        {
            var hint = context.Suggests ? Suggestions.DidYouMean(argument.Name, field.Arguments.Select(known => known.Name)) : "";
            context.Report(this, $"Unknown argument \"{argument.Name}\" on field \"{context.ParentType}.{field.Name}\".{hint}", argument);
        }
    }
}
