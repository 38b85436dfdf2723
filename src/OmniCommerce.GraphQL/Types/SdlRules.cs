using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Types;

/// <summary>What the specification demands of a document in the type-system definition language, beyond what it demands of the schema that it defines.</summary>
internal sealed class SdlRules
{
    private readonly Document _sdl;
    private readonly Dictionary<string, DirectiveDefinition> _directives;
    private readonly List<string> _problems = [];

    private SdlRules(Document sdl, IEnumerable<DirectiveDefinition> directives)
    {
        _sdl = sdl;
        _directives = directives.ToDictionary(directive => directive.Name);
    }

    /// <summary>Checks the document.</summary>
    /// <param name="sdl">The document.</param>
    /// <param name="directives">The directives that it may use.</param>
    /// <exception cref="SchemaException">Rules are broken; the message has a line for each mistake.</exception>
    public static void Check(Document sdl, IEnumerable<DirectiveDefinition> directives)
    {
        var rules = new SdlRules(sdl, directives);
        rules.CheckRoots();
        rules.CheckExtensions();
        rules.CheckDirectives();
        if (rules._problems.Count > 0) throw new SchemaException(string.Join('\n', rules._problems.Distinct()));
    }

    private void CheckRoots()
    {
        var definitions = _sdl.Definitions.OfType<SchemaDefinitionNode>().ToArray();
        if (definitions.Count(definition => !definition.IsExtension) > 1) Report("There can be only one schema definition.");
        foreach (var same in Repeated(definitions.SelectMany(definition => definition.OperationTypes), root => $"{root.Operation}"))
            Report($"There can be only one root of the kind {same}.");
    }

    private void CheckExtensions()
    {
        var types = _sdl.Definitions.OfType<TypeDefinitionNode>().ToArray();
        foreach (var extended in types.Where(type => type.IsExtension).Select(type => type.Name).Distinct())
            if (!Array.Exists(types, type => !type.IsExtension && type.Name == extended)) Report($"\"{extended}\" is extended, but not defined.");
        foreach (var same in Repeated(_sdl.Definitions.OfType<DirectiveDefinitionNode>(), directive => directive.Name))
            Report($"There can be only one directive named \"@{same}\".");
    }

    private void CheckDirectives()
    {
        // A type and its extensions are one place: what may stand there once may stand in one of them.
        foreach (var type in _sdl.Definitions.OfType<TypeDefinitionNode>().GroupBy(type => type.Name))
            CheckRepetition(type.SelectMany(part => part.Directives));
        CheckRepetition(_sdl.Definitions.OfType<SchemaDefinitionNode>().SelectMany(schema => schema.Directives));
        foreach (var definition in _sdl.Definitions)
        {
            switch (definition)
            {
                case OperationDefinitionNode or FragmentDefinitionNode:
                    Report("An operation or fragment is no part of a schema.");
                    break;
                case SchemaDefinitionNode:
                    Check(definition.Directives, DirectiveLocation.Schema);
                    break;
                case DirectiveDefinitionNode directive:
                    CheckInputs(directive.Arguments, DirectiveLocation.ArgumentDefinition);
                    if (Reaches(directive, directive.Name, [])) Report($"@{directive.Name} uses itself.");
                    break;
                case TypeDefinitionNode type:
                    CheckType(type);
                    break;
            }
        }
    }

    private void CheckType(TypeDefinitionNode type)
    {
        Check(type.Directives, type switch
        {
            ScalarTypeDefinitionNode => DirectiveLocation.Scalar,
            ObjectTypeDefinitionNode => DirectiveLocation.Object,
            InterfaceTypeDefinitionNode => DirectiveLocation.Interface,
            UnionTypeDefinitionNode => DirectiveLocation.Union,
            EnumTypeDefinitionNode => DirectiveLocation.Enum,
            _ => DirectiveLocation.InputObject,
        });
        foreach (var field in FieldsOf(type))
        {
            CheckPlace(field.Directives, DirectiveLocation.FieldDefinition);
            CheckInputs(field.Arguments, DirectiveLocation.ArgumentDefinition);
        }

        if (type is InputObjectTypeDefinitionNode input) CheckInputs(input.Fields, DirectiveLocation.InputFieldDefinition);
        if (type is not EnumTypeDefinitionNode values) return;
        foreach (var value in values.Values) CheckPlace(value.Directives, DirectiveLocation.EnumValue);
    }

    private static FieldDefinitionNode[] FieldsOf(TypeDefinitionNode type) =>
        type is ObjectTypeDefinitionNode objectType ? objectType.Fields : type is InterfaceTypeDefinitionNode interfaceType ? interfaceType.Fields : [];

    private void CheckInputs(InputValueDefinitionNode[] inputs, DirectiveLocation location)
    {
        foreach (var input in inputs)
        {
            CheckPlace(input.Directives, location);
            if (input.DefaultValue is not null) CheckObjects(input.DefaultValue);
        }
    }

    private void CheckPlace(DirectiveNode[] directives, DirectiveLocation location)
    {
        CheckRepetition(directives);
        Check(directives, location);
    }

    private void CheckRepetition(IEnumerable<DirectiveNode> directives)
    {
        foreach (var same in Repeated(directives, directive => directive.Name))
            if (_directives.TryGetValue(same, out var known) && !known.IsRepeatable) Report($"@{same} may stand only once at one place.");
    }

    private void Check(DirectiveNode[] directives, DirectiveLocation location)
    {
        foreach (var directive in directives)
        {
            foreach (var same in Repeated(directive.Arguments, argument => argument.Name)) Report($"@{directive.Name} is given the argument \"{same}\" twice.");
            foreach (var argument in directive.Arguments) CheckObjects(argument.Value);
            if (_directives.TryGetValue(directive.Name, out var known)) Check(directive, known, location);
            else Report($"There is no directive @{directive.Name}.");
        }
    }

    private void Check(DirectiveNode directive, DirectiveDefinition known, DirectiveLocation location)
    {
        if (!known.Locations.Contains(location)) Report($"@{known.Name} may not stand at the location {location}.");
        foreach (var missing in known.Arguments.Where(argument => argument.IsRequired && !Array.Exists(directive.Arguments, given => given.Name == argument.Name)))
            Report($"@{known.Name} lacks the argument {missing.Name}: {missing.Type}.");
        foreach (var given in directive.Arguments)
        {
            if (known.Arguments[given.Name] is not { } argument) Report($"@{known.Name} has no argument \"{given.Name}\".");
            else if (DirectiveDefinition.Specified.Contains(known) && Literals.Misfit(given.Value, argument.Type) is { } misfit)
                Report($"@{known.Name}({given.Name}:): {misfit}");
        }
    }

    private void CheckObjects(ValueNode value)
    {
        if (value is ListValueNode list)
        {
            foreach (var item in list.Values) CheckObjects(item);
        }

        if (value is not ObjectValueNode given) return;
        foreach (var same in Repeated(given.Fields, field => field.Name)) Report($"There can be only one input field named \"{same}\".");
        foreach (var field in given.Fields) CheckObjects(field.Value);
    }

    /// <summary>Whether the definition of a directive, or of an input type that it takes, uses the directive of that name.</summary>
    private bool Reaches(DefinitionNode definition, string directive, HashSet<DefinitionNode> seen)
    {
        if (!seen.Add(definition)) return false;
        IEnumerable<InputValueDefinitionNode> inputs = definition switch
        {
            DirectiveDefinitionNode own => own.Arguments,
            InputObjectTypeDefinitionNode input => input.Fields,
            _ => [],
        };
        var used = inputs.SelectMany(input => input.Directives).Concat(definition.Directives)
            .Concat(definition is EnumTypeDefinitionNode values ? values.Values.SelectMany(value => value.Directives) : [])
            .Select(each => each.Name).ToHashSet();
        if (used.Contains(directive)) return true;

        var types = inputs.Select(input => NameOf(input.Type)).ToHashSet();
        return _sdl.Definitions.Any(other => other switch
        {
            DirectiveDefinitionNode further => used.Contains(further.Name) && Reaches(further, directive, seen),
            TypeDefinitionNode further => types.Contains(further.Name) && Reaches(further, directive, seen),
            _ => false,
        });
    }

    private static string NameOf(TypeNode type) => type switch
    {
        ListTypeNode list => NameOf(list.Type),
        NonNullTypeNode nonNull => NameOf(nonNull.Type),
        _ => ((NamedTypeNode)type).Name,
    };

    private static IEnumerable<string> Repeated<T>(IEnumerable<T> nodes, Func<T, string> name) =>
        nodes.GroupBy(name).Where(same => same.Count() > 1).Select(same => same.Key);

    private void Report(string problem) => _problems.Add(problem);
}
