using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Values of Correct Type, Input Object Field Names, Input Object Required Fields: a literal fits the type of its place.</summary>
internal sealed class ValuesOfCorrectType : ValidationRule
{
    public override void Subscribe(DocumentEvents on)
    {
        on.Argument += (context, argument) => Check(context, argument.Value, context.InputType);
        on.VariableDefinition += (context, variable) =>
        {
            if (variable.DefaultValue is not null) Check(context, variable.DefaultValue, context.InputType);
        };
    }

    private void Check(ValidationContext context, ValueNode value, GraphQLType? type)
    {
        if (type is null) return;
        switch (value)
        {
            case VariableNode:
                return;
            case NullValueNode:
                if (type is NonNullType) context.Report(this, $"Expected value of type \"{type}\", found null.", value);
                return;
            case ListValueNode list when type.Nullable is ListType listType:
                foreach (var item in list.Values) Check(context, item, listType.OfType);
                return;
            case ListValueNode:
                CheckLeaf(context, value, type.Nullable);
                return;
            case ObjectValueNode input when type.Named is InputObjectType inputType:
                CheckObject(context, input, inputType);
                return;
            default:
                CheckLeaf(context, value, type);
                return;
        }
    }

    private void CheckObject(ValidationContext context, ObjectValueNode value, InputObjectType type)
    {
        for (var i = 0; i < type.Fields.Count; i++)
        {
            var field = type.Fields[i];
            if (field.IsRequired && !IsGiven(value, field.Name))
                context.Report(this, $"Field \"{type.Name}.{field.Name}\" of required type \"{field.Type}\" was not provided.", value);
        }

        if (type.IsOneOf) CheckOneOf(context, value, type);
        foreach (var field in value.Fields)
        {
            if (type.Fields.TryGet(field.Name, out var definition))
            {
                Check(context, field.Value, definition.Type);
                continue;
            }

            var hint = context.Suggests ? Suggestions.DidYouMean(field.Name, type.Fields.Select(known => known.Name)) : "";
            context.Report(this, $"Field \"{field.Name}\" is not defined by type \"{type.Name}\".{hint}", field.Offset);
        }
    }

    private void CheckOneOf(ValidationContext context, ObjectValueNode value, InputObjectType type)
    {
        var name = value.Fields.Length > 0 ? value.Fields[0].Name : null;
        if (name is null || value.Fields.Any(field => field.Name != name))
            context.Report(this, $"OneOf Input Object \"{type.Name}\" must specify exactly one key.", value);
        else if (value.Fields[^1].Value is NullValueNode)
            context.Report(this, $"Field \"{type.Name}.{name}\" must be non-null.", value);
    }

    /// <summary>A value that isn't looked into: of a scalar or enum, or of a type that it can't be of.</summary>
    private void CheckLeaf(ValidationContext context, ValueNode value, GraphQLType type)
    {
        switch (type.Named)
        {
            case EnumType enumType:
                CheckEnum(context, value, enumType);
                break;
            case ScalarType scalar:
                if (!Literals.Accepts(scalar, value)) context.Report(this, Refusal(scalar, value, type), value);
                break;
            default:
                context.Report(this, $"Expected value of type \"{type}\", found {Printer.Print(value)}.", value);
                break;
        }
    }

    private void CheckEnum(ValidationContext context, ValueNode value, EnumType type)
    {
        if (value is EnumValueNode known && type.Values[known.Value] is not null) return;
        var text = Printer.Print(value);
        var hint = context.Suggests ? Suggestions.DidYouMean("the enum value", Suggestions.Closest(text, type.Values.Select(member => member.Name))) : "";
        var message = value is EnumValueNode
            ? $"Value \"{text}\" does not exist in \"{type.Name}\" enum.{hint}"
            : $"Enum \"{type.Name}\" cannot represent non-enum value: {text}.{hint}";
        context.Report(this, message, value);
    }

    private static string Refusal(ScalarType scalar, ValueNode value, GraphQLType type)
    {
        var text = Printer.Print(value);
        if (scalar == ScalarType.Int)
        {
            return value is IntValueNode
                ? $"Int cannot represent non 32-bit signed integer value: {text}"
                : $"Int cannot represent non-integer value: {text}";
        }

        if (scalar == ScalarType.Float) return $"Float cannot represent non numeric value: {text}";
        if (scalar == ScalarType.String) return $"String cannot represent a non string value: {text}";
        if (scalar == ScalarType.Boolean) return $"Boolean cannot represent a non boolean value: {text}";
        if (scalar == ScalarType.Id) return $"ID cannot represent a non-string and non-integer value: {text}";
        return $"Expected value of type \"{type}\", found {text}; expected {scalar.Expected}.";
    }

    private static bool IsGiven(ObjectValueNode value, string name)
    {
        foreach (var field in value.Fields)
            if (field.Name == name) return true;
        return false;
    }
}
