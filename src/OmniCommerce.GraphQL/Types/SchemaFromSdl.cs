using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Types;

/// <summary>Makes a schema of a document in the type-system definition language: types to validate against, without a program behind them.</summary>
public sealed class SchemaFromSdl
{
    private readonly Dictionary<string, List<TypeDefinitionNode>> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NamedType> _types = new(StringComparer.Ordinal);

    private SchemaFromSdl(Document sdl)
    {
        foreach (var definition in sdl.Definitions.OfType<TypeDefinitionNode>().OrderBy(definition => definition.IsExtension))
        {
            if (_definitions.TryGetValue(definition.Name, out var known))
            {
                if (!definition.IsExtension) throw new SchemaException($"There can be only one type named \"{definition.Name}\".");
                known.Add(definition);
            }
            else
            {
                _definitions.Add(definition.Name, [definition]);
            }
        }

        foreach (var scalar in ScalarType.Specified) _types[scalar.Name] = scalar;
        foreach (var (name, definitions) in _definitions) _types.TryAdd(name, CreateType(definitions));
    }

    /// <summary>Makes the schema. Its roots are those of the schema definition, or else the types named Query, Mutation and Subscription.</summary>
    /// <exception cref="SchemaException">The document breaks the specification's rules for type systems.</exception>
    public static Schema Build(Document sdl)
    {
        var source = new SchemaFromSdl(sdl);
        DirectiveDefinition[] directives =
        [
            .. sdl.Definitions.OfType<DirectiveDefinitionNode>()
                .Where(definition => DirectiveDefinition.Specified.All(specified => specified.Name != definition.Name))
                .Select(source.CreateDirective),
        ];
        SdlRules.Check(sdl, [.. DirectiveDefinition.Specified, .. directives.DistinctBy(directive => directive.Name)]);
        var roots = sdl.Definitions.OfType<SchemaDefinitionNode>().ToArray();
        var description = roots.FirstOrDefault(definition => definition.Description is not null)?.Description?.Value;
        var query = source.Root(roots, OperationType.Query) ?? throw new SchemaException("The schema has no query root.");
        var schema = new Schema(
            query,
            source.Root(roots, OperationType.Mutation),
            source.Root(roots, OperationType.Subscription),
            source._definitions.Keys.Select(name => source._types[name]),
            directives)
        {
            Description = description,
        };
        SchemaRules.Check(schema);
        return schema;
    }

    private ObjectType? Root(SchemaDefinitionNode[] definitions, OperationType operation)
    {
        if (definitions.All(definition => definition.IsExtension) && _types.GetValueOrDefault(operation.ToString()) is { } byName)
            return byName as ObjectType ?? throw new SchemaException($"\"{byName}\" is the root of a kind of operation and must be an object type.");
        var root = definitions.SelectMany(definition => definition.OperationTypes).FirstOrDefault(type => type.Operation == operation);
        return root is null ? null : Find<ObjectType>(root.Type);
    }

    private NamedType CreateType(List<TypeDefinitionNode> definitions)
    {
        var name = definitions[0].Name;
        var description = definitions[0].Description?.Value;
        return definitions[0] switch
        {
            ScalarTypeDefinitionNode => new ScalarType(name)
            {
                Description = description,
                SpecifiedByUrl = Text(definitions.SelectMany(definition => definition.Directives), "specifiedBy", "url", null),
            },
            ObjectTypeDefinitionNode => new ObjectType(
                name,
                () => Parts<ObjectTypeDefinitionNode, FieldDefinitionNode>(definitions, type => type.Fields).Select(CreateField),
                () => Parts<ObjectTypeDefinitionNode, NamedTypeNode>(definitions, type => type.Interfaces).Select(Find<InterfaceType>))
            {
                Description = description,
            },
            InterfaceTypeDefinitionNode => new InterfaceType(
                name,
                () => Parts<InterfaceTypeDefinitionNode, FieldDefinitionNode>(definitions, type => type.Fields).Select(CreateField),
                () => Parts<InterfaceTypeDefinitionNode, NamedTypeNode>(definitions, type => type.Interfaces).Select(Find<InterfaceType>))
            {
                Description = description,
            },
            UnionTypeDefinitionNode => new UnionType(
                name,
                () => Parts<UnionTypeDefinitionNode, NamedTypeNode>(definitions, type => type.Types).Select(Find<ObjectType>))
            {
                Description = description,
            },
            EnumTypeDefinitionNode => new EnumType(
                name,
                Parts<EnumTypeDefinitionNode, EnumValueDefinitionNode>(definitions, type => type.Values).Select(CreateEnumValue))
            {
                Description = description,
            },
            _ => new InputObjectType(
                name,
                () => Parts<InputObjectTypeDefinitionNode, InputValueDefinitionNode>(definitions, type => type.Fields).Select(CreateInputValue))
            {
                Description = description,
                IsOneOf = definitions.Any(definition => definition.Directives.Any(directive => directive.Name == "oneOf")),
            },
        };
    }

    /// <summary>One kind of part of a type, from its definition and all its extensions.</summary>
    private static IEnumerable<TPart> Parts<TDefinition, TPart>(List<TypeDefinitionNode> definitions, Func<TDefinition, TPart[]> parts)
        where TDefinition : TypeDefinitionNode =>
        definitions.SelectMany(definition => definition is TDefinition same
            ? parts(same)
            : throw new SchemaException($"\"{definition.Name}\" is extended as another kind of type than it is."));

    private FieldDefinition CreateField(FieldDefinitionNode node) => new(node.Name, Type(node.Type))
    {
        Description = node.Description?.Value,
        DeprecationReason = Deprecation(node.Directives),
        Arguments = new(node.Arguments.Select(CreateInputValue)),
    };

    private InputValueDefinition CreateInputValue(InputValueDefinitionNode node) => new(node.Name, Type(node.Type))
    {
        Description = node.Description?.Value,
        DeprecationReason = Deprecation(node.Directives),
        DefaultValue = node.DefaultValue is null ? null : Printer.Print(node.DefaultValue),
    };

    private static EnumValueDefinition CreateEnumValue(EnumValueDefinitionNode node) => new(node.Name)
    {
        Description = node.Description?.Value,
        DeprecationReason = Deprecation(node.Directives),
    };

    private DirectiveDefinition CreateDirective(DirectiveDefinitionNode node) => new(node.Name, node.Locations)
    {
        Description = node.Description?.Value,
        IsRepeatable = node.IsRepeatable,
        Arguments = new(node.Arguments.Select(CreateInputValue)),
    };

    private GraphQLType Type(TypeNode node) => node switch
    {
        ListTypeNode list => new ListType(Type(list.Type)),
        NonNullTypeNode nonNull => new NonNullType(Type(nonNull.Type)),
        _ => Find<NamedType>((NamedTypeNode)node),
    };

    private T Find<T>(NamedTypeNode node)
        where T : NamedType
    {
        if (!_types.TryGetValue(node.Name, out var type)) throw new SchemaException($"Unknown type \"{node.Name}\".");
        return type as T ?? throw new SchemaException($"\"{node.Name}\" is no {typeof(T).Name}.");
    }

    private static string? Deprecation(DirectiveNode[] directives) => Text(directives, "deprecated", "reason", "No longer supported");

    private static string? Text(IEnumerable<DirectiveNode> directives, string name, string argument, string? otherwise)
    {
        var directive = directives.FirstOrDefault(directive => directive.Name == name);
        if (directive is null) return null;
        var value = directive.Arguments.FirstOrDefault(given => given.Name == argument)?.Value;
        return value is StringValueNode text ? text.Value : otherwise;
    }
}
