using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>All Variable Usages Are Allowed: a variable's type fits every place where it is used.</summary>
internal sealed class VariablesInAllowedPosition : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.End += Check;

    private void Check(ValidationContext context)
    {
        foreach (var operation in context.Operations)
        {
            foreach (var usage in context.UsagesOf(operation))
            {
                if (usage.Type is not null && operation.Variable(usage.Node.Name) is { } variable) Check(context, usage, usage.Type, variable);
            }
        }
    }

    private void Check(ValidationContext context, VariableUsage usage, GraphQLType location, VariableDefinitionNode variable)
    {
        if (context.TypeOf(variable.Type) is not { } type) return;
        var hasDefault = variable.DefaultValue is not (null or NullValueNode);

        // With a default, of the variable or of the place, null never comes through.
        var expected = type is not NonNullType && (hasDefault || usage.HasDefault) ? location.Nullable : location;
        if (!TypeComparison.AreCompatible(type, expected))
        {
            context.Report(
                this,
                $"Variable \"${usage.Node.Name}\" of type \"{type}\" used in position expecting type \"{location}\".",
                variable.Offset,
                usage.Node.Offset);
        }

        if (usage.Parent is { IsOneOf: true } oneOf && type is not NonNullType && !hasDefault)
        {
            context.Report(
                this,
                $"Variable \"${usage.Node.Name}\" is of type \"{type}\" but must be non-nullable to be used for OneOf Input Object \"{oneOf}\".",
                variable.Offset,
                usage.Node.Offset);
        }
    }
}
