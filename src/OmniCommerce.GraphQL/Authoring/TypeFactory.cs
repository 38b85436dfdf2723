using System.Reflection;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>A type of results: what it is in the schema, and how the CLR type is written as it.</summary>
/// <param name="Type">The type in the schema.</param>
/// <param name="ClrType">The CLR type.</param>
/// <param name="Writer">Makes the <see cref="ValueWriter{T}"/> of the CLR type.</param>
internal sealed record OutputType(GraphQLType Type, Type ClrType, Func<object> Writer);

/// <summary>Makes the types of a schema out of CLR types, each once.</summary>
internal sealed class TypeFactory(SchemaBuilder builder)
{
    private readonly Dictionary<Type, NamedType> _outputs = [];
    private readonly Dictionary<Type, EnumType> _enums = [];
    private readonly Dictionary<Type, InputObjectType> _inputs = [];
    private readonly Dictionary<(string Type, Type ClrType), InputReader> _readers = [];

    // Asked for by every type; an assembly has many times more types than it has extensions and interfaces.
    private readonly Lazy<ILookup<Type, Type>> _extensions = new(() => builder.Types
        .SelectMany(type => type.GetCustomAttributes(inherit: false), (type, attribute) => (Type: type, Attribute: attribute.GetType()))
        .Where(each => SchemaBuilder.IsGeneric(each.Attribute, typeof(ObjectTypeAttribute<>)))
        .ToLookup(each => each.Attribute.GetGenericArguments()[0], each => each.Type));

    private readonly Lazy<(Type Type, bool IsInterface)[]> _abstracts = new(() =>
    [
        .. builder.Interfaces.Keys.Select(type => (type, true)),
        .. builder.Types.Where(type => type.IsDefined(typeof(InterfaceTypeAttribute), inherit: false)).Select(type => (type, true)),
        .. builder.Types.Where(type => type.IsDefined(typeof(UnionTypeAttribute), inherit: false)).Select(type => (type, false)),
    ]);

    public SchemaBuilder Builder => builder;

    /// <summary>Makes the fields of an object type; set by the factory of the fields, which needs this one.</summary>
    public Func<Type, IEnumerable<FieldDefinition>> FieldsOf { get; set; } = _ => [];

    /// <summary>Relay's Node interface.</summary>
    public InterfaceType Node { get; } = new("Node", () => [new("id", new NonNullType(ScalarType.Id)) { Description = "The object's global id." }])
    {
        Description = "An object that can be loaded by its global id.",
    };

    /// <summary>The type of a result.</summary>
    /// <param name="type">The CLR type.</param>
    /// <param name="member">Whose type it is, for messages.</param>
    /// <param name="given">What [GraphQLType] says.</param>
    public OutputType Output(AnnotatedType type, string member, GraphQLTypeAttribute? given = null) =>
        Output(type, Written(given, member), member);

    /// <summary>The type of an input and how it is read.</summary>
    public InputReader Input(AnnotatedType type, string member, GraphQLTypeAttribute? given = null) =>
        Input(type, Written(given, member), member);

    /// <summary>Whether a parameter of the type is an argument: a scalar, an enum, an id, an input object, an optional, or a list of these.</summary>
    public bool IsInput(AnnotatedType type) => type.Item is { } item
        ? IsInput(item)
        : builder.Bindings.ContainsKey(type.Type)
            || type.Type.IsEnum
            || type.Type.IsDefined(typeof(OneOfAttribute), inherit: false)
            || SchemaBuilder.IsGeneric(type.Type, typeof(Optional<>))
            || (type.Type.Name.EndsWith("Input", StringComparison.Ordinal) && type.Type is { IsInterface: false, IsAbstract: false });

    /// <summary>The object type, interface or union that the CLR type is.</summary>
    public NamedType Composite(Type type, string member)
    {
        if (_outputs.TryGetValue(type, out var known)) return known;
        return _outputs[type] = builder.Interfaces.TryGetValue(type, out var name) ? Interface(type, name)
            : type.IsDefined(typeof(InterfaceTypeAttribute), inherit: false) ? Interface(type, Naming.TypeName(type))
            : type.IsDefined(typeof(UnionTypeAttribute), inherit: false) ? Union(type)
            : SchemaBuilder.IsGeneric(type, typeof(Connection<>)) || SchemaBuilder.IsGeneric(type, typeof(Edge<>)) ? Connections.TypeOf(type, this, member)
            : Object(type, member);
    }

    /// <summary>The interfaces that the CLR type's object type implements, those of errors and nodes first.</summary>
    public IEnumerable<InterfaceType> InterfacesOf(Type type)
    {
        if (IsNode(type)) yield return Node;
        foreach (var (candidate, isInterface) in Abstracts)
            if (isInterface && candidate != type && candidate.IsAssignableFrom(type)) yield return (InterfaceType)Composite(candidate, candidate.FullName!);
    }

    /// <summary>The object types whose CLR types the unions and interfaces cover and that no field may name.</summary>
    public IEnumerable<NamedType> Implementations()
    {
        var abstracts = Abstracts.Where(each => each.Type != builder.ErrorInterface && _outputs.ContainsKey(each.Type)).ToArray();
        foreach (var type in builder.Types.Where(type => type is { IsAbstract: false, IsInterface: false }))
            if (Array.Exists(abstracts, each => each.Type.IsAssignableFrom(type))) yield return Composite(type, type.FullName!);
    }

    /// <summary>How each named input type is read when nothing says which CLR type is wanted.</summary>
    public Dictionary<string, InputReader> NaturalReaders(Schema schema)
    {
        var readers = new Dictionary<string, InputReader>();
        foreach (var (clrType, input) in _inputs) readers[input.Name] = Input(new AnnotatedType(clrType, true, []), clrType.FullName!);
        foreach (var (_, enumType) in _enums) readers[enumType.Name] = new EnumReader(enumType, enumType);
        foreach (var scalar in schema.Types.OfType<ScalarType>().Concat(ScalarType.Specified)) readers[scalar.Name] = BuiltInScalars.TextOf(scalar).Reader(scalar);
        return readers;
    }

    /// <summary>Whether the object type implements Node: it or a class that adds to it says so.</summary>
    public bool IsNode(Type type) => type.IsDefined(typeof(NodeAttribute), inherit: false) || ExtensionsOf(type).Any(extension => extension.IsDefined(typeof(NodeAttribute)));

    /// <summary>The classes that add to the object type of the CLR type.</summary>
    public IEnumerable<Type> ExtensionsOf(Type type) => _extensions.Value[type];

    private static TypeNode? Written(GraphQLTypeAttribute? given, string member)
    {
        try
        {
            return given is null ? null : Parser.ParseType(given.Type);
        }
        catch (FormatException exception)
        {
            throw new SchemaException($"{member}: [GraphQLType]: {exception.Message}");
        }
    }

    private OutputType Output(AnnotatedType type, TypeNode? node, string member)
    {
        var (nonNull, inner) = Shape(type, node);
        if (type.IsNullable && type.Type.IsValueType)
        {
            var present = Output(type with { IsNullable = false }, inner is null ? null : new NonNullTypeNode { Type = inner }, member);
            return new OutputType(
                Wrap(present.Type.Nullable, nonNull), type.ClrType, () => Generic.Create(typeof(NullableWriter<>), [type.Type], nonNull, present.Writer()));
        }

        if (Leaf(type, inner, member) is { } binding)
            return new OutputType(Wrap(binding.Scalar, nonNull), type.ClrType, () => binding.Writer(nonNull));
        if (type.Type.IsEnum) return new OutputType(Wrap(Enum(type.Type), nonNull), type.ClrType, () => EnumWriter(type.Type, nonNull));
        if (type.Item is { } itemType)
        {
            var item = Output(itemType, (inner as ListTypeNode)?.Type, member);
            return new OutputType(
                Wrap(new ListType(item.Type), nonNull),
                type.ClrType,
                () => Generic.Create(typeof(ListWriter<,>), [type.ClrType, item.ClrType], nonNull, item.Writer()));
        }

        return new OutputType(
            Wrap(Composite(type.Type, member), nonNull), type.ClrType, () => Generic.Create(typeof(ObjectWriter<>), [type.ClrType], nonNull));
    }

    private InputReader Input(AnnotatedType type, TypeNode? node, string member)
    {
        if (type.ArgumentOf(typeof(Optional<>)) is { } optional)
            return (InputReader)Generic.Create(typeof(OptionalReader<>), [optional.ClrType], Input(optional.OrNull(), node, member));

        var (nonNull, inner) = Shape(type, node);
        if (Leaf(type, inner, member) is { } binding) return Cached(Wrap(binding.Scalar, nonNull), type, binding.Reader);
        if (type.Type.IsEnum) return Cached(Wrap(Enum(type.Type), nonNull), type, graphQLType => new EnumReader(graphQLType, Enum(type.Type)));
        if (type.Item is { } itemType)
        {
            var item = Input(itemType, (inner as ListTypeNode)?.Type, member);
            return Cached(Wrap(new ListType(item.Type), nonNull), type, graphQLType => new ListReader(graphQLType, item, Lists.Maker(type, itemType, member)));
        }

        var input = InputObject(type.Type, member);
        return Cached(Wrap(input, nonNull), type, graphQLType => new ObjectReader(graphQLType, input, ConstructorOf(type.Type, member)));
    }

    private InputReader Cached(GraphQLType graphQLType, AnnotatedType type, Func<GraphQLType, InputReader> create)
    {
        var key = (graphQLType.ToString()!, type.ClrType);
        return _readers.TryGetValue(key, out var known) ? known : _readers[key] = create(graphQLType);
    }

    /// <summary>Whether null is refused, by C# or by what [GraphQLType] says; and what it says without that.</summary>
    private static (bool NonNull, TypeNode? Inner) Shape(AnnotatedType type, TypeNode? node) => node switch
    {
        null => (!type.IsNullable, null),
        NonNullTypeNode nonNull => (true, nonNull.Type),
        _ => (false, node),
    };

    private static GraphQLType Wrap(GraphQLType type, bool nonNull) => nonNull ? new NonNullType(type) : type;

    private ScalarBinding? Leaf(AnnotatedType type, TypeNode? node, string member)
    {
        var own = builder.Bindings.GetValueOrDefault(type.Type);
        if (node is not NamedTypeNode named || own?.Scalar.Name == named.Name) return own;
        if (!builder.Scalars.TryGetValue(named.Name, out var scalar))
            return own is null ? null : throw new SchemaException($"{member}: there is no scalar \"{named.Name}\". Add it with AddScalar.");
        return type.Type == typeof(string)
            ? BuiltInScalars.TextOf(scalar)
            : throw new SchemaException($"{member}: {type.Type} is not written as {named.Name}. Answer a string, or add the type with AddScalar.");
    }

    private object EnumWriter(Type type, bool nonNull)
    {
        var names = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type, typeof(byte[])))!;
        foreach (var value in Enum(type).Values) names[value.Value!] = System.Text.Encoding.UTF8.GetBytes($"\"{value.Name}\"");
        return Generic.Create(typeof(EnumWriter<>), [type], nonNull, names);
    }

    private EnumType Enum(Type type)
    {
        if (_enums.TryGetValue(type, out var known)) return known;
        var values = type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(value => !value.IsDefined(typeof(GraphQLIgnoreAttribute)));
        return _enums[type] = new EnumType(Naming.TypeName(type), values.Select(value => new EnumValueDefinition(Naming.EnumValueName(value))
        {
            Value = value.GetValue(null),
            Documentation = XmlDocumentation.Of(value),
            DeprecationReason = value.GetCustomAttribute<GraphQLDeprecatedAttribute>()?.Reason,
        }))
        {
            CostWeight = type.GetCustomAttribute<CostAttribute>()?.Weight,
            Documentation = XmlDocumentation.Of(type),
        };
    }

    private InputObjectType InputObject(Type type, string member)
    {
        if (_inputs.TryGetValue(type, out var known)) return known;
        var constructor = ConstructorOf(type, member);
        return _inputs[type] = new InputObjectType(Naming.TypeName(type), () => constructor.GetParameters().Select(InputValue))
        {
            IsOneOf = type.IsDefined(typeof(OneOfAttribute), inherit: false),
            Documentation = XmlDocumentation.Of(type),
        };
    }

    /// <summary>The argument or input field that a parameter is.</summary>
    public InputValueDefinition InputValue(ParameterInfo parameter)
    {
        var member = Naming.Of(parameter);
        var reader = Input(AnnotatedType.Of(parameter), member, parameter.GetCustomAttribute<GraphQLTypeAttribute>());
        return new InputValueDefinition(Naming.InputName(parameter), reader.Type)
        {
            Reader = reader,
            DefaultValue = parameter.GetCustomAttribute<GraphQLDefaultAttribute>()?.Literal ?? DefaultLiterals.Of(parameter),
            DeprecationReason = parameter.GetCustomAttribute<GraphQLDeprecatedAttribute>()?.Reason,
            Documentation = XmlDocumentation.Of(parameter),
            CostWeight = parameter.GetCustomAttribute<CostAttribute>()?.Weight,
        };
    }

    private static ConstructorInfo ConstructorOf(Type type, string member)
    {
        var constructors = type.GetConstructors();
        if (type is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false } && constructors is [var constructor] && constructor.GetParameters().Length > 0)
            return constructor;
        throw new SchemaException(
            $"{member}: {type.FullName} is no input. An input object is a record with one public constructor whose parameters are its fields; any other type needs AddScalar.");
    }

    private InterfaceType Interface(Type type, string name) => new(name, () => FieldsOf(type), () => InterfacesOf(type))
    {
        Documentation = XmlDocumentation.Of(type),
    };

    private UnionType Union(Type type) => new(
        Naming.TypeName(type),
        () => builder.Types.Where(each => each is { IsAbstract: false, IsInterface: false } && type.IsAssignableFrom(each))
            .Select(each => (ObjectType)Composite(each, each.FullName!)))
    {
        Documentation = XmlDocumentation.Of(type),
    };

    private ObjectType Object(Type type, string member)
    {
        var extensions = ExtensionsOf(type).ToArray();
        if ((type.IsAbstract || type.IsInterface || type.Assembly == typeof(object).Assembly) && extensions.Length == 0)
        {
            throw new SchemaException(
                $"{member}: {type.FullName} is no type of the schema. Mark it with [InterfaceType] or [UnionType], add to it with [ObjectType<{type.Name}>], or make it a scalar with AddScalar or BindScalar.");
        }

        var name = Array.Find(extensions, extension => extension.IsDefined(typeof(GraphQLNameAttribute))) ?? type;
        return new ObjectType(Naming.TypeName(name), () => FieldsOf(type), () => InterfacesOf(type))
        {
            ClrType = type,
            CostWeight = extensions.Prepend(type).Select(each => each.GetCustomAttribute<CostAttribute>()).FirstOrDefault(cost => cost is not null)?.Weight,
            Documentation = XmlDocumentation.Of(type),
        };
    }

    /// <summary>Every CLR type that is a GraphQL interface or union, whether or not a field has it.</summary>
    private (Type Type, bool IsInterface)[] Abstracts => _abstracts.Value;
}
