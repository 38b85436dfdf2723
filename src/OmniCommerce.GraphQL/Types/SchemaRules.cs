using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Types;

/// <summary>What the specification demands of a schema (section 3, "Type Validation" of each kind of type).</summary>
internal sealed class SchemaRules
{
    private readonly Schema _schema;
    private readonly List<string> _problems = [];

    private SchemaRules(Schema schema) => _schema = schema;

    /// <summary>Checks every type and directive.</summary>
    /// <exception cref="SchemaException">Rules are broken; the message has a line for each mistake.</exception>
    public static void Check(Schema schema)
    {
        var rules = new SchemaRules(schema);
        rules.CheckRoots();
        foreach (var directive in schema.Directives.Except(DirectiveDefinition.Specified)) rules.CheckDirective(directive);
        foreach (var type in schema.Types.Where(type => !Introspection.IsIntrospection(type))) rules.CheckType(type);
        rules._problems.AddRange(InputCycles.Find(schema));

        // A default is worked out by the defaults of the fields inside it, which must come to an end.
        if (rules._problems.Count == 0) rules.CheckDefaults();
        if (rules._problems.Count > 0) throw new SchemaException(string.Join('\n', rules._problems.Distinct()));
    }

    private void CheckRoots()
    {
        ObjectType?[] roots = [_schema.QueryType, _schema.MutationType, _schema.SubscriptionType];
        foreach (var same in roots.OfType<ObjectType>().GroupBy(root => root).Where(same => same.Count() > 1))
            Report($"{same.Key} is the root of several kinds of operation: each needs a type of its own.");
    }

    private void CheckDirective(DirectiveDefinition directive)
    {
        CheckName(directive.Name, "directive");
        if (directive.Locations.Count == 0) Report($"@{directive.Name} has no location where it may stand.");
        foreach (var argument in directive.Arguments) CheckInputValue(argument, $"@{directive.Name}");
    }

    private void CheckType(NamedType type)
    {
        CheckName(type.Name, "type");
        switch (type)
        {
            case UnionType union:
                if (union.Members.Count == 0) Report($"The union {union.Name} has no member: no object type's CLR type is one.");
                CheckDistinct(union.Members, $"The union {union.Name} has the member");
                break;
            case CompositeType composite:
                CheckFields(composite);
                CheckDistinct(composite.Interfaces, $"{composite.Name} implements");
                foreach (var implemented in composite.Interfaces.Distinct()) CheckImplementation(composite, implemented);
                break;
            case InputObjectType input:
                CheckInput(input);
                break;
            case EnumType enumType:
                if (enumType.Values.Count == 0) Report($"The enum {type.Name} has no value.");
                foreach (var value in enumType.Values) CheckName(value.Name, "enum value", isEnumValue: true);
                break;
        }
    }

    private void CheckDistinct(IEnumerable<NamedType> types, string what)
    {
        foreach (var same in types.GroupBy(type => type).Where(same => same.Count() > 1)) Report($"{what} {same.Key} twice.");
    }

    private void CheckFields(CompositeType type)
    {
        if (type.Fields.Count == 0) Report($"{type.Name} has no field.");
        foreach (var field in type.Fields)
        {
            CheckName(field.Name, "field");
            if (!field.Type.IsOutputType) Report($"{type.Name}.{field.Name}: {field.Type} is an input.");
            foreach (var argument in field.Arguments) CheckInputValue(argument, $"{type.Name}.{field.Name}");
            CostDirectives.Check(type, field);
        }
    }

    private void CheckInput(InputObjectType type)
    {
        if (type.Fields.Count == 0) Report($"{type.Name} has no field.");
        foreach (var field in type.Fields)
        {
            CheckInputValue(field, type.Name);
            if (field.CostWeight is not null) throw new SchemaException($"{type.Name}.{field.Name}: put [Cost] on the argument that takes the {type.Name}; fields of inputs have no cost.");
            if (type.IsOneOf && (field.Type.IsNonNull || field.DefaultValue is not null))
                Report($"{type.Name}.{field.Name}: a field of a [OneOf] input is nullable and has no default.");
        }
    }

    private void CheckInputValue(InputValueDefinition value, string owner)
    {
        CheckName(value.Name, "input");
        if (!value.Type.IsInputType) Report($"{owner}({value.Name}): {value.Type} is no input.");
        if (value is { IsRequired: true, IsDeprecated: true }) Report($"{owner}({value.Name}) is required, so it cannot be deprecated.");
    }

    private void CheckDefaults()
    {
        foreach (var directive in _schema.Directives)
            foreach (var argument in directive.Arguments) CheckDefault(argument, $"@{directive.Name}");
        foreach (var type in _schema.Types)
        {
            if (type is InputObjectType input)
                foreach (var field in input.Fields) CheckDefault(field, type.Name);
            if (type is not CompositeType composite) continue;
            foreach (var field in composite.Fields)
                foreach (var argument in field.Arguments) CheckDefault(argument, $"{type.Name}.{field.Name}");
        }
    }

    private void CheckDefault(InputValueDefinition value, string owner)
    {
        if (value.DefaultValue is null) return;
        try
        {
            if (Literals.Misfit(Parser.ParseConstValue(value.DefaultValue), value.Type) is { } misfit) throw new InputException(misfit);
            if (value.Reader is not null) _ = value.Absent;
        }
        catch (Exception exception) when (exception is InputException or FormatException)
        {
            Report($"{owner}({value.Name}): the default {value.DefaultValue} is no {value.Type}. {exception.Message}");
        }
    }

    private void CheckImplementation(CompositeType type, InterfaceType implemented)
    {
        if (implemented == type)
        {
            Report($"{type.Name} implements itself.");
            return;
        }

        foreach (var further in implemented.Interfaces.Where(further => !type.Interfaces.Contains(further)))
        {
            Report(further == type
                ? $"{type.Name} implements {implemented.Name}, which implements {type.Name}."
                : $"{type.Name} implements {implemented.Name} and must implement {further.Name}, too, because {implemented.Name} does.");
        }

        foreach (var wanted in implemented.Fields) CheckImplementation(type, implemented, wanted);
    }

    private void CheckImplementation(CompositeType type, InterfaceType implemented, FieldDefinition wanted)
    {
        if (type.Fields[wanted.Name] is not { } field)
        {
            Report($"{type.Name} implements {implemented.Name} but has no field {wanted.Name}: {wanted.Type}.");
            return;
        }

        if (!IsCovariant(wanted.Type, field.Type)) Report($"{type.Name}.{field.Name} is {field.Type}, but {implemented.Name} wants {wanted.Type}.");
        if (field.IsDeprecated && !wanted.IsDeprecated)
            Report($"{type.Name}.{field.Name} is deprecated, but {implemented.Name}.{wanted.Name} is not: deprecate it there, too.");
        foreach (var argument in wanted.Arguments)
        {
            if (field.Arguments[argument.Name]?.Type.ToString() != argument.Type.ToString())
                Report($"{type.Name}.{field.Name} lacks the argument {argument.Name}: {argument.Type} of {implemented.Name}.");
        }

        foreach (var extra in field.Arguments.Where(argument => argument.IsRequired && wanted.Arguments[argument.Name] is null))
            Report($"{type.Name}.{field.Name} requires the argument {extra.Name}, which {implemented.Name} does not have.");
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

    private void CheckName(string name, string what, bool isEnumValue = false)
    {
        var isName = name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
        if (!isName || name.StartsWith("__", StringComparison.Ordinal) || (isEnumValue && name is "true" or "false" or "null"))
            Report($"\"{name}\" is no name for a {what}: letters, digits and single leading underscores, not a digit first. Give one with [GraphQLName].");
    }

    private void Report(string problem) => _problems.Add(problem);
}
