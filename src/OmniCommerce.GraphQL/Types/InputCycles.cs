using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Types;

/// <summary>Finds input objects that no value could fill: those that need another one of themselves, and defaults that hold themselves.</summary>
internal static class InputCycles
{
    public static IEnumerable<string> Find(Schema schema)
    {
        var inputs = schema.Types.OfType<InputObjectType>().ToArray();
        var sound = new HashSet<InputValueDefinition>();
        return inputs.SelectMany(OfTypes).Concat(inputs.SelectMany(type => OfDefaults(type, sound)));
    }

    // Only lists and nullable fields let a value of the type end.
    private static IEnumerable<string> OfTypes(InputObjectType type)
    {
        var open = new Stack<InputObjectType>([type]);
        var seen = new HashSet<InputObjectType>();
        while (open.TryPop(out var next))
        {
            foreach (var field in next.Fields)
            {
                if (field.Type is not NonNullType { OfType: InputObjectType inner }) continue;
                if (inner == type) yield return $"{next.Name}.{field.Name}: every {type.Name} would hold another one.";
                else if (seen.Add(inner)) open.Push(inner);
            }
        }
    }

    private static IEnumerable<string> OfDefaults(InputObjectType type, HashSet<InputValueDefinition> sound) => type.Fields
        .Where(field => HoldsItself(field, [], sound))
        .Select(field => $"{type.Name}({field.Name}): the default {field.DefaultValue} holds itself, by the defaults of the fields that it leaves out.");

    /// <summary>Whether the field's default comes upon one of the fields that led to it.</summary>
    private static bool HoldsItself(InputValueDefinition field, HashSet<InputValueDefinition> path, HashSet<InputValueDefinition> sound)
    {
        if (field.DefaultValue is null || sound.Contains(field)) return false;
        if (!path.Add(field)) return true;
        if (Holds(Parser.ParseConstValue(field.DefaultValue), field.Type, path, sound)) return true;
        path.Remove(field);
        sound.Add(field);
        return false;
    }

    private static bool Holds(ValueNode value, GraphQLType type, HashSet<InputValueDefinition> path, HashSet<InputValueDefinition> sound) => value switch
    {
        ListValueNode list => list.Values.Any(item => Holds(item, type.Nullable is ListType items ? items.OfType : type, path, sound)),
        ObjectValueNode given when type.Named is InputObjectType input => input.Fields.Any(field =>
            Array.Find(given.Fields, each => each.Name == field.Name) is { } present
                ? Holds(present.Value, field.Type, path, sound)
                : HoldsItself(field, path, sound)),
        _ => false,
    };
}
