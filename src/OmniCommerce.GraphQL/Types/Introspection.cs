using System.Text.Json;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Types;

/// <summary>The types by which a schema tells of itself (specification, section 4). They are the same in every schema.</summary>
internal static class Introspection
{
    private static readonly NonNullType s_text = new(ScalarType.String);
    private static readonly NonNullType s_flag = new(ScalarType.Boolean);
    private static readonly string[] s_typeKinds = ["SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT", "LIST", "NON_NULL"];

    /// <summary><c>__Type</c>.</summary>
    public static ObjectType Type { get; } = new("__Type", TypeFields) { Description = "A type, named or wrapping another." };

    private static readonly EnumType s_typeKind = new("__TypeKind", s_typeKinds.Select(name => new EnumValueDefinition(name)))
    {
        Description = "The kinds of types.",
    };

    private static readonly EnumType s_directiveLocation = new(
        "__DirectiveLocation", Enum.GetValues<DirectiveLocation>().Select(location => new EnumValueDefinition(NameOf(location))))
    {
        Description = "The places of a document or schema at which a directive may stand.",
    };

    private static readonly ObjectType s_enumValue = new("__EnumValue", () =>
    [
        .. Named<EnumValueDefinition>(value => value.Name, value => value.Description),
        .. Deprecatable<EnumValueDefinition>(),
    ])
    { Description = "A value of an enum." };

    private static readonly ObjectType s_inputValue = new("__InputValue", () =>
    [
        .. Named<InputValueDefinition>(value => value.Name, value => value.Description),
        Object<InputValueDefinition, GraphQLType>("type", new NonNullType(Type), value => value.Type, nonNull: true),
        Text<InputValueDefinition>("defaultValue", ScalarType.String, value => value.DefaultValue),
        .. Deprecatable<InputValueDefinition>(),
    ])
    { Description = "An argument of a field or directive, or a field of an input object." };

    private static readonly ObjectType s_field = new("__Field", () =>
    [
        .. Named<FieldDefinition>(field => field.Name, field => field.Description),
        List<FieldDefinition, InputValueDefinition>("args", s_inputValue, nonNull: true, field => field.Arguments, mayBeDeprecated: true),
        Object<FieldDefinition, GraphQLType>("type", new NonNullType(Type), field => field.Type, nonNull: true),
        .. Deprecatable<FieldDefinition>(),
    ])
    { Description = "A field of an object type or interface." };

    private static readonly ObjectType s_directive = new("__Directive", () =>
    [
        .. Named<DirectiveDefinition>(directive => directive.Name, directive => directive.Description),
        Flag<DirectiveDefinition>("isRepeatable", directive => directive.IsRepeatable),
        Field<DirectiveDefinition, IEnumerable<string>>(
            "locations",
            new NonNullType(new ListType(new NonNullType(s_directiveLocation))),
            directive => directive.Locations.Select(NameOf),
            new ListWriter<IEnumerable<string>, string>(nonNull: true, new TextValueWriter(nonNull: true))),
        List<DirectiveDefinition, InputValueDefinition>("args", s_inputValue, nonNull: true, directive => directive.Arguments, mayBeDeprecated: true),
    ])
    { Description = "A directive: it changes how a part of a document or schema is treated." };

    /// <summary><c>__Schema</c>.</summary>
    public static ObjectType Schema { get; } = new("__Schema", () =>
    [
        Text<Schema>("description", ScalarType.String, schema => schema.Description),
        List<Schema, GraphQLType>("types", Type, nonNull: true, schema => schema.Types),
        Object<Schema, GraphQLType>("queryType", new NonNullType(Type), schema => schema.QueryType, nonNull: true),
        Object<Schema, GraphQLType>("mutationType", Type, schema => schema.MutationType),
        Object<Schema, GraphQLType>("subscriptionType", Type, schema => schema.SubscriptionType),
        List<Schema, DirectiveDefinition>("directives", s_directive, nonNull: true, schema => schema.Directives),
    ])
    { Description = "What a schema offers: its types, its roots, its directives." };

    /// <summary>Whether the type is one of these, and not one whose name only looks like it.</summary>
    public static bool IsIntrospection(NamedType type) => s_types.Contains(type);

    /// <summary><c>__schema</c> of the query root.</summary>
    public static FieldDefinition SchemaField(Schema schema) => Object<object, Schema>("__schema", new NonNullType(Schema), _ => schema, nonNull: true);

    /// <summary><c>__type(name:)</c> of the query root.</summary>
    public static FieldDefinition TypeField(Schema schema) => new("__type", Type)
    {
        Arguments = new([new("name", s_text) { Reader = BuiltInScalars.String.Reader(s_text) }]),
        CreateResolver = () => new SyncResolver<GraphQLType?>(
            new CallInvoker<object, GraphQLType?>((request, field, _) => schema[(string)field.Arguments[0].Get(request)!]),
            new ObjectWriter<GraphQLType?>(nonNull: false)),
    };

    private static readonly HashSet<NamedType> s_types = [Schema, Type, s_typeKind, s_directiveLocation, s_enumValue, s_inputValue, s_field, s_directive];

    private static IEnumerable<FieldDefinition> TypeFields() =>
    [
        Text<GraphQLType>("kind", new NonNullType(s_typeKind), KindOf),
        Text<GraphQLType>("name", ScalarType.String, type => (type as NamedType)?.Name),
        Text<GraphQLType>("description", ScalarType.String, type => (type as NamedType)?.Description),
        Text<GraphQLType>("specifiedByURL", ScalarType.String, type => (type as ScalarType)?.SpecifiedByUrl),
        List<GraphQLType, FieldDefinition>("fields", s_field, nonNull: false, type => type is CompositeType and not UnionType ? ((CompositeType)type).Fields : null, true),
        List<GraphQLType, GraphQLType>("interfaces", Type, nonNull: false, type => type is CompositeType and not UnionType ? ((CompositeType)type).Interfaces : null),
        Field<IEnumerable<GraphQLType>>(
            "possibleTypes",
            ListOf(Type, nonNull: false),
            new CallInvoker<GraphQLType, IEnumerable<GraphQLType>?>((request, _, type) =>
                type is InterfaceType or UnionType ? request.Plan.Schema.PossibleTypes((CompositeType)type) : null)!,
            new ListWriter<IEnumerable<GraphQLType>, GraphQLType>(nonNull: false, new ObjectWriter<GraphQLType>(nonNull: true))),
        List<GraphQLType, EnumValueDefinition>("enumValues", s_enumValue, nonNull: false, type => (type as EnumType)?.Values, true),
        List<GraphQLType, InputValueDefinition>("inputFields", s_inputValue, nonNull: false, type => (type as InputObjectType)?.Fields, true),
        Object<GraphQLType, GraphQLType>("ofType", Type, type => type switch { ListType list => list.OfType, NonNullType nonNull => nonNull.OfType, _ => null }),
        Field<GraphQLType, bool?>(
            "isOneOf",
            ScalarType.Boolean,
            type => (type as InputObjectType)?.IsOneOf,
            new NullableWriter<bool>(nonNull: false, (ValueWriter<bool>)BuiltInScalars.Boolean.Writer(nonNull: true))),
    ];

    private static string KindOf(GraphQLType type) => type switch
    {
        ScalarType => "SCALAR",
        ObjectType => "OBJECT",
        InterfaceType => "INTERFACE",
        UnionType => "UNION",
        EnumType => "ENUM",
        InputObjectType => "INPUT_OBJECT",
        ListType => "LIST",
        _ => "NON_NULL",
    };

    private static string NameOf(DirectiveLocation location) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(location.ToString());

    private static FieldDefinition[] Named<T>(Func<T, string> name, Func<T, string?> description) =>
        [Text("name", s_text, name), Text("description", ScalarType.String, description)];

    private static FieldDefinition[] Deprecatable<T>()
        where T : DeprecatableElement =>
        [Flag<T>("isDeprecated", element => element.IsDeprecated), Text<T>("deprecationReason", ScalarType.String, element => element.DeprecationReason)];

    private static FieldDefinition Text<T>(string name, GraphQLType type, Func<T, string?> get) =>
        Field<T, string?>(name, type, get, new TextValueWriter(type.IsNonNull)!);

    private static FieldDefinition Flag<T>(string name, Func<T, bool> get) =>
        Field(name, s_flag, get, (ValueWriter<bool>)BuiltInScalars.Boolean.Writer(nonNull: true));

    private static FieldDefinition Object<T, TValue>(string name, GraphQLType type, Func<T, TValue?> get, bool nonNull = false)
        where TValue : class => Field(name, type, get, new ObjectWriter<TValue?>(nonNull));

    private static FieldDefinition List<T, TItem>(
        string name, ObjectType itemType, bool nonNull, Func<T, IEnumerable<TItem>?> get, bool mayBeDeprecated = false)
    {
        var writer = new ListWriter<IEnumerable<TItem>, TItem>(nonNull, new ObjectWriter<TItem>(nonNull: true));
        if (!mayBeDeprecated) return Field<T, IEnumerable<TItem>?>(name, ListOf(itemType, nonNull), get, writer!);

        var invoker = new CallInvoker<T, IEnumerable<TItem>?>((request, field, parent) =>
            field.Arguments[0].Get(request) is true ? get(parent) : get(parent)?.Where(item => item is not DeprecatableElement { IsDeprecated: true }));
        return Field(name, ListOf(itemType, nonNull), invoker!, writer, new InputValueDefinition("includeDeprecated", s_flag)
        {
            DefaultValue = "false",
            Reader = BuiltInScalars.Boolean.Reader(s_flag),
        });
    }

    private static GraphQLType ListOf(ObjectType item, bool nonNull)
    {
        var list = new ListType(new NonNullType(item));
        return nonNull ? new NonNullType(list) : list;
    }

    private static FieldDefinition Field<T, TValue>(string name, GraphQLType type, Func<T, TValue> get, ValueWriter<TValue> writer) =>
        Field(name, type, new FunctionInvoker<T, TValue>(get), writer);

    private static FieldDefinition Field<TValue>(
        string name, GraphQLType type, Invoker<TValue> invoker, ValueWriter<TValue> writer, params InputValueDefinition[] arguments) =>
        new(name, type) { Arguments = new(arguments), CreateResolver = () => new SyncResolver<TValue>(invoker, writer) };
}
