using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Types;

/// <summary>Literals without variables, as schemas hold them.</summary>
internal static class Literals
{
    /// <summary>Why the literal is no value of the type; null when it is one.</summary>
    public static string? Misfit(ValueNode value, GraphQLType type) => (value, type) switch
    {
        (NullValueNode, NonNullType) => $"null is no {type}.",
        (NullValueNode, _) => null,
        (_, NonNullType nonNull) => Misfit(value, nonNull.OfType),
        (ListValueNode list, ListType of) => list.Values.Select(item => Misfit(item, of.OfType)).FirstOrDefault(misfit => misfit is not null),
        (_, ListType of) => Misfit(value, of.OfType),
        (ObjectValueNode given, InputObjectType input) => Misfit(given, input),
        (EnumValueNode name, EnumType values) when values.Values[name.Value] is not null => null,
        (_, ScalarType scalar) when Accepts(scalar, value) => null,
        _ => $"{Printer.Print(value)} is no {type}.",
    };

    /// <summary>Whether the literal is one of the scalar's.</summary>
    public static bool Accepts(ScalarType scalar, ValueNode value) => value switch
    {
        IntValueNode number => scalar.Accepts(InputKind.Int, number.Value),
        FloatValueNode number => scalar.Accepts(InputKind.Float, number.Value),
        StringValueNode text => scalar.Accepts(InputKind.String, text.Value),
        BooleanValueNode flag => scalar.Accepts(InputKind.Boolean, flag.Value ? "true" : "false"),
        EnumValueNode name => scalar.Accepts(InputKind.Enum, name.Value),
        ListValueNode => scalar.Accepts(InputKind.List, ""),
        _ => scalar.Accepts(InputKind.Object, ""),
    };

    private static string? Misfit(ObjectValueNode given, InputObjectType type)
    {
        foreach (var field in given.Fields)
        {
            if (type.Fields[field.Name] is not { } definition) return $"{type} has no field \"{field.Name}\".";
            if (Misfit(field.Value, definition.Type) is { } misfit) return misfit;
        }

        if (type.Fields.FirstOrDefault(field => field.IsRequired && !Array.Exists(given.Fields, each => each.Name == field.Name)) is { } missing)
            return $"The field \"{missing.Name}\" of {type} is missing.";
        return type.IsOneOf && (given.Fields.Length != 1 || given.Fields[0].Value is NullValueNode) ? $"{type} takes exactly one field, and not null." : null;
    }
}
