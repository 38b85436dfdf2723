using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>What a member answers, unwrapped from its task.</summary>
/// <param name="Type">The type of the value.</param>
/// <param name="IsAsync">Whether it came in a task; then the invoker is of <see cref="ValueTask{T}"/> of the value.</param>
/// <param name="Invoker">Makes the <see cref="Invoker{T}"/>.</param>
internal sealed record Answer(AnnotatedType Type, bool IsAsync, Func<object> Invoker)
{
    public static Answer Of(AnnotatedType type, Func<object> invoker) =>
        type.ArgumentOf(typeof(ValueTask<>)) is { } value ? new Answer(value, true, invoker)
        : type.ArgumentOf(typeof(Task<>)) is { } inTask ? new Answer(inTask, true, () => Generic.Create(typeof(TaskInvoker<>), [inTask.ClrType], invoker()))
        : new Answer(type, false, invoker);

    /// <summary>The invoker of <see cref="ValueTask{T}"/>, whether or not the answer comes in a task.</summary>
    public object AsyncInvoker() => IsAsync ? Invoker() : Generic.Create(typeof(DoneInvoker<>), [Type.ClrType], Invoker());
}

/// <summary>Makes fields of properties and methods.</summary>
internal sealed class FieldFactory
{
    private const BindingFlags Static = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly TypeFactory _types;
    private readonly IServiceProviderIsService? _services;

    public FieldFactory(TypeFactory types, IServiceProviderIsService? services)
    {
        _types = types;
        _services = services;
        types.FieldsOf = FieldsOf;
    }

    /// <summary>The public static methods of a class that are fields.</summary>
    public static IEnumerable<MethodInfo> Resolvers(Type type) => type.GetMethods(Static)
        .Where(method => !method.IsSpecialName && !method.IsDefined(typeof(GraphQLIgnoreAttribute)) && !method.IsDefined(typeof(NodeResolverAttribute)));

    /// <summary>The field that a method of a root or of an extension is.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parent">The CLR type of the object; null for roots.</param>
    public FieldDefinition Method(MethodInfo method, Type? parent)
    {
        var member = Naming.Of(method);
        if (parent is not null && method.IsDefined(typeof(OncePerRequestAttribute)))
            throw new SchemaException($"{member} is resolved once per object: put [OncePerRequest] on a field of the query or mutation root.");
        var isBatch = method.IsDefined(typeof(BatchResolverAttribute));
        var arguments = new List<InputValueDefinition>();
        var answer = Call(method, parent, arguments, isBatch);
        return isBatch ? Batch(method, parent!, answer, arguments) : Field(method, Naming.FieldName(method), answer, arguments, member, parent);
    }

    /// <summary>What a method answers; its arguments are added to the list.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parent">The CLR type of the object; null for roots.</param>
    /// <param name="arguments">Where the arguments go.</param>
    /// <param name="isBatch">Whether the parent is a list of objects.</param>
    /// <param name="idParameter">The parameter that is the "object" itself: a node's id.</param>
    public Answer Call(MethodInfo method, Type? parent, List<InputValueDefinition> arguments, bool isBatch = false, ParameterInfo? idParameter = null)
    {
        if (!method.IsStatic || method.ContainsGenericParameters)
            throw new SchemaException($"{Naming.Of(method)} is no resolver: make it static and not generic.");
        if (method.GetParameters().Length > Generic.MaxParameters)
            throw new SchemaException($"{Naming.Of(method)} has more than {Generic.MaxParameters} parameters: take several services by one class.");

        var binders = method.GetParameters().Select(parameter => parameter.Position == idParameter?.Position
            ? () => (ParameterBinder)Generic.Create(typeof(ParentBinder<>), [parameter.ParameterType])
            : Binder(parameter, parent, arguments, isBatch)).ToArray();
        return Answer.Of(AnnotatedType.Of(method.ReturnParameter), () => Generic.Method(method, Array.ConvertAll(binders, binder => binder())));
    }

    /// <summary>What a property answers.</summary>
    public static Answer Get(Type parent, PropertyInfo property) => Answer.Of(AnnotatedType.Of(property), () => Generic.Property(parent, property));

    /// <summary>The field of a member.</summary>
    public FieldDefinition Field(MemberInfo member, string name, Answer answer, IEnumerable<InputValueDefinition> arguments, string where, Type? parent)
    {
        answer = ValueOf(answer);
        var output = _types.Output(answer.Type, where, GivenType(member));
        return Define(member, name, output.Type, arguments, () => answer.IsAsync
            ? (FieldResolver)Generic.Create(typeof(AsyncResolver<>), [output.ClrType], answer.Invoker(), output.Writer())
            : (FieldResolver)Generic.Create(typeof(SyncResolver<>), [output.ClrType], answer.Invoker(), output.Writer()), parent);
    }

    /// <summary>A field with what its member's attributes and documentation say.</summary>
    public static FieldDefinition Define(
        MemberInfo member, string name, GraphQLType type, IEnumerable<InputValueDefinition> arguments, Func<FieldResolver> resolver, Type? parent = null)
    {
        // Looked up together: each look takes time at start.
        Attribute[] attributes = [.. member.GetCustomAttributes()];
        return new(name, type)
        {
            Arguments = new(arguments),
            CreateResolver = resolver,
            Documentation = member is PropertyInfo property ? XmlDocumentation.Of(property) : XmlDocumentation.Of((MethodInfo)member),
            DeprecationReason = attributes.OfType<GraphQLDeprecatedAttribute>().FirstOrDefault()?.Reason,
            CostWeight = attributes.OfType<CostAttribute>().FirstOrDefault()?.Weight,
            ListSize = ListSizes.Of(attributes.OfType<ListSizeAttribute>().FirstOrDefault(), type, arguments),
            IsOncePerRequest = attributes.OfType<OncePerRequestAttribute>().Any(),
            Policies = Policies.Of(member, attributes, parent),
        };
    }

    /// <summary>The public properties of the CLR type that are fields, those of base types first.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type)
    {
        var declared = type.IsInterface ? type.GetInterfaces().Append(type).SelectMany(each => each.GetProperties()) : type.GetProperties();
        return declared
            .Where(property => property.GetMethod is { IsPublic: true, IsStatic: false } && property.GetIndexParameters().Length == 0)
            .Where(property => !property.IsDefined(typeof(GraphQLIgnoreAttribute)))
            .GroupBy(property => property.Name)
            .Select(same => same.MaxBy(property => Depth(property.DeclaringType!))!)
            .OrderBy(property => Depth((property.GetMethod!.GetBaseDefinition() ?? property.GetMethod).DeclaringType!));

        static int Depth(Type type) => type.BaseType is { } baseType ? Depth(baseType) + 1 : 0;
    }

    private IEnumerable<FieldDefinition> FieldsOf(Type type)
    {
        var extensions = _types.ExtensionsOf(type).ToArray();
        var methods = extensions.SelectMany(Resolvers).ToArray();
        var taken = methods.Select(Naming.FieldName).ToHashSet();
        var included = Included(type, extensions);
        foreach (var property in Properties(type).Where(property => !taken.Contains(Naming.FieldName(property)) && included(property.Name)))
            yield return Field(property, Naming.FieldName(property), Get(type, property), [], $"{type.FullName}.{property.Name}", type);
        foreach (var method in methods)
            yield return Method(method, type);
    }

    /// <summary>Which properties are fields: those that the extensions name, if they name some, and those of the type's interfaces.</summary>
    private Func<string, bool> Included(Type type, Type[] extensions)
    {
        var attribute = typeof(ObjectTypeAttribute<>).MakeGenericType(type);
        var named = extensions.SelectMany(extension => extension.GetCustomAttributes(attribute, inherit: false))
            .Select(each => (string[]?)attribute.GetProperty(nameof(ObjectTypeAttribute<object>.IncludeProperties))!.GetValue(each))
            .Where(names => names is not null)
            .ToArray();
        if (named.Length == 0) return _ => true;

        var names = named.SelectMany(each => each!).ToHashSet();
        if (names.FirstOrDefault(name => type.GetProperty(name) is null) is { } unknown)
            throw new SchemaException($"{extensions[0].FullName} includes {type.Name}.{unknown}, which is no property.");
        var inherited = _types.InterfacesOf(type).SelectMany(each => each.Fields).Select(field => field.Name).ToHashSet();
        return name => names.Contains(name) || inherited.Contains(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name));
    }

    private FieldDefinition Batch(MethodInfo method, Type parent, Answer answer, List<InputValueDefinition> arguments)
    {
        var member = Naming.Of(method);
        if (answer.Type.Item is not { } item || !typeof(IReadOnlyList<>).MakeGenericType(item.ClrType).IsAssignableFrom(answer.Type.ClrType))
            throw new SchemaException($"{member}: a batch resolver answers an IReadOnlyList with one value for each parent.");
        var output = _types.Output(item, member, GivenType(method));
        return Define(method, Naming.FieldName(method), output.Type, arguments, () => (FieldResolver)Generic.Create(
            typeof(BatchResolver<,,>), [parent, answer.Type.ClrType, output.ClrType], answer.AsyncInvoker(), output.Writer()), parent);
    }

    /// <summary>Outside mutations, a result is its value, which is null when there are errors.</summary>
    private Answer ValueOf(Answer answer)
    {
        if (!answer.Type.Type.IsGenericType || !_types.Builder.ResultTypes.TryGetValue(answer.Type.Type.GetGenericTypeDefinition(), out var result)) return answer;
        var value = answer.Type.Arguments[0].OrNull();
        return new Answer(value, true, () => Generic.Create(
            typeof(ResultValueInvoker<,>), [answer.Type.ClrType, value.ClrType], answer.AsyncInvoker(), result.Errors, result.Value));
    }

    private static GraphQLTypeAttribute? GivenType(MemberInfo member) =>
        member.GetCustomAttribute<GraphQLTypeAttribute>()
        ?? (member as MethodInfo)?.ReturnParameter.GetCustomAttribute<GraphQLTypeAttribute>()
        ?? member.DeclaringType!.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .FirstOrDefault(parameter => member is PropertyInfo && parameter.Name == member.Name)?.GetCustomAttribute<GraphQLTypeAttribute>();

    private Func<ParameterBinder> Binder(ParameterInfo parameter, Type? parent, List<InputValueDefinition> arguments, bool isBatch)
    {
        var type = parameter.ParameterType;
        if (parameter.IsDefined(typeof(ParentAttribute)))
        {
            var given = isBatch ? parent?.MakeArrayType() : parent;
            return type.IsAssignableFrom(given)
                ? () => (ParameterBinder)Generic.Create(typeof(ParentBinder<>), [type])
                : throw new SchemaException($"{Naming.Of(parameter)}: the parent is {(isBatch ? $"an IReadOnlyList<{parent?.Name}>" : parent?.Name ?? "none, on a root")}.");
        }

        if (_types.Builder.Parameters.TryGetValue(type, out var known)) return () => known;
        if (type.IsSubclassOf(typeof(DataLoader))) return () => (ParameterBinder)Generic.Create(typeof(LoaderBinder<>), [type]);
        if (_types.IsInput(AnnotatedType.Of(parameter)))
        {
            arguments.Add(_types.InputValue(parameter));
            var index = arguments.Count - 1;
            return () => (ParameterBinder)Generic.Create(typeof(ArgumentBinder<>), [type], index);
        }

        if (_services?.IsService(type) == false)
        {
            throw new SchemaException(
                $"{Naming.Of(parameter)}: {type.FullName} is neither an argument nor a service. Register the service, or, for an input object, let the name end in Input.");
        }

        return () => (ParameterBinder)Generic.Create(typeof(ServiceBinder<>), [type]);
    }
}
