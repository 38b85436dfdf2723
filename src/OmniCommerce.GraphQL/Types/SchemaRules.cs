namespace OmniCommerce.GraphQL.Types;

/// <summary>What the specification demands of a schema (section 3).</summary>
internal static class SchemaRules
{
    /// <summary>Checks every type.</summary>
    /// <exception cref="SchemaException">A type breaks a rule.</exception>
    public static void Check(Schema schema)
    {
        foreach (var type in schema.Types.Where(type => !type.IsIntrospection))
        {
            CheckName(type.Name, "type");
            switch (type)
            {
                case UnionType union:
                    if (union.Members.Count == 0) throw new SchemaException($"The union {union.Name} has no member: no object type's CLR type is one.");
                    break;
                case CompositeType composite:
                    CheckFields(composite);
                    foreach (var implemented in composite.Interfaces) CheckImplementation(composite, implemented);
                    break;
                case InputObjectType input:
                    CheckInput(input);
                    break;
                case EnumType { Values.Count: 0 }:
                    throw new SchemaException($"The enum {type.Name} has no value.");
                case EnumType enumType:
                    foreach (var value in enumType.Values) CheckName(value.Name, "enum value");
                    break;
            }
        }
    }

    private static void CheckFields(CompositeType type)
    {
        if (type.Fields.Count == 0) throw new SchemaException($"{type.Name} has no field.");
        foreach (var field in type.Fields)
        {
            CheckName(field.Name, "field");
            if (!field.Type.IsOutputType) throw new SchemaException($"{type.Name}.{field.Name}: {field.Type} is an input.");
            foreach (var argument in field.Arguments) CheckInputValue(argument, $"{type.Name}.{field.Name}");
            CostDirectives.Check(type, field);
        }
    }

    private static void CheckInput(InputObjectType type)
    {
        if (type.Fields.Count == 0) throw new SchemaException($"{type.Name} has no field.");
        foreach (var field in type.Fields)
        {
            CheckInputValue(field, type.Name);
            if (field.CostWeight is not null) throw new SchemaException($"{type.Name}.{field.Name}: put [Cost] on the argument that takes the {type.Name}; fields of inputs have no cost.");
            if (type.IsOneOf && (field.Type.IsNonNull || field.DefaultValue is not null))
                throw new SchemaException($"{type.Name}.{field.Name}: a field of a [OneOf] input is nullable and has no default.");
        }

        // Only lists and nullable fields let a value of the type end.
        var open = new Stack<InputObjectType>([type]);
        var seen = new HashSet<InputObjectType>();
        while (open.TryPop(out var next))
        {
            foreach (var field in next.Fields)
            {
                if (field.Type is not NonNullType { OfType: InputObjectType inner }) continue;
                if (inner == type) throw new SchemaException($"{next.Name}.{field.Name}: every {type.Name} would hold another one.");
                if (seen.Add(inner)) open.Push(inner);
            }
        }
    }

    private static void CheckInputValue(InputValueDefinition value, string owner)
    {
        CheckName(value.Name, "input");
        if (!value.Type.IsInputType) throw new SchemaException($"{owner}({value.Name}): {value.Type} is no input.");
        if (value is { DefaultValue: not null, Reader: not null })
        {
            try
            {
                _ = value.Absent;
            }
            catch (Exception exception) when (exception is Execution.InputException or FormatException)
            {
                throw new SchemaException($"{owner}({value.Name}): the default {value.DefaultValue} is no {value.Type}. {exception.Message}");
            }
        }

        if (value is { IsRequired: true, IsDeprecated: true }) throw new SchemaException($"{owner}({value.Name}) is required, so it cannot be deprecated.");
    }

    private static void CheckImplementation(CompositeType type, InterfaceType implemented)
    {
        foreach (var wanted in implemented.Fields)
        {
            if (type.Fields[wanted.Name] is not { } field)
                throw new SchemaException($"{type.Name} implements {implemented.Name} but has no field {wanted.Name}: {wanted.Type}.");
            if (!IsCovariant(wanted.Type, field.Type))
                throw new SchemaException($"{type.Name}.{field.Name} is {field.Type}, but {implemented.Name} wants {wanted.Type}.");
            foreach (var argument in wanted.Arguments)
            {
                if (field.Arguments[argument.Name]?.Type.ToString() != argument.Type.ToString())
                    throw new SchemaException($"{type.Name}.{field.Name} lacks the argument {argument.Name}: {argument.Type} of {implemented.Name}.");
            }

            if (field.Arguments.FirstOrDefault(argument => argument.IsRequired && wanted.Arguments[argument.Name] is null) is { } extra)
                throw new SchemaException($"{type.Name}.{field.Name} requires the argument {extra.Name}, which {implemented.Name} does not have.");
        }
    }

    private static bool IsCovariant(GraphQLType wanted, GraphQLType given) => (wanted, given) switch
    {
        (NonNullType outer, NonNullType inner) => IsCovariant(outer.OfType, inner.OfType),
        (NonNullType, _) => false,
        (_, NonNullType inner) => IsCovariant(wanted, inner.OfType),
        (ListType outer, ListType inner) => IsCovariant(outer.OfType, inner.OfType),
        (CompositeType outer, NamedType inner) => Schema.IsSubType(outer, inner),
        _ => wanted == given,
    };

    private static void CheckName(string name, string what)
    {
        if (!IsName(name) || name.StartsWith("__", StringComparison.Ordinal))
            throw new SchemaException($"\"{name}\" is no name for a {what}: letters, digits and single leading underscores, not a digit first. Give one with [GraphQLName].");
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
