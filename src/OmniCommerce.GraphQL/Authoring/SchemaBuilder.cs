using System.Numerics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Collects what makes up a schema; <see cref="Build"/> makes it.</summary>
internal sealed class SchemaBuilder : ISchemaBuilder
{
    private Func<IRequestContext, bool>? _allowIntrospection;
    private Func<IRequestContext, string, ValueTask<Permission>>? _authorize;
    private bool _mutationsNamePolicies;
    private readonly Dictionary<string, ScalarType> _scalars = ScalarType.Specified.ToDictionary(scalar => scalar.Name);

    public SchemaBuilder()
    {
        foreach (var binding in BuiltInScalars.ByClrType) Bind(binding);
    }

    /// <summary>The scalar binding that a CLR type has by itself.</summary>
    public Dictionary<Type, ScalarBinding> Bindings { get; } = [];

    public IReadOnlyDictionary<string, ScalarType> Scalars => _scalars;

    /// <summary>The types of all assemblies, in their order.</summary>
    public List<Type> Types { get; } = [];

    /// <summary>The CLR types of interfaces that are named here and not by an attribute of their own.</summary>
    public Dictionary<Type, string> Interfaces { get; } = [];

    /// <summary>The CLR type of the interface of all errors.</summary>
    public Type? ErrorInterface { get; private set; }

    public Func<string, string, object>? CreateInvalidIdError { get; private set; }

    public Dictionary<Type, (Func<object, IReadOnlyList<object>> Errors, Func<object, object?> Value)> ResultTypes { get; } = [];

    /// <summary>Binders of parameters that are taken from the request.</summary>
    public Dictionary<Type, ParameterBinder> Parameters { get; } = new()
    {
        [typeof(CancellationToken)] = new RequestBinder<CancellationToken>(request => request.Cancellation),
        [typeof(IRequestContext)] = new RequestBinder<IRequestContext>(request => request),
        [typeof(IServiceProvider)] = new RequestBinder<IServiceProvider>(request => request.Services),
    };

    public ISchemaBuilder AddTypes(Assembly assembly) => AddTypes(assembly.GetTypes());

    /// <summary>Adds those of the types that carry an authoring attribute.</summary>
    public ISchemaBuilder AddTypes(params IEnumerable<Type> types)
    {
        foreach (var type in types.Where(type => !type.IsDefined(typeof(GraphQLIgnoreAttribute), inherit: false) && !type.ContainsGenericParameters))
        {
            if (!Types.Contains(type)) Types.Add(type);
            foreach (var attribute in type.GetCustomAttributes().Where(each => IsGeneric(each.GetType(), typeof(InterfaceTypeOfAttribute<>))))
                Interfaces[attribute.GetType().GetGenericArguments()[0]] = (string)attribute.GetType().GetProperty("Name")!.GetValue(attribute)!;
        }

        return this;
    }

    public ISchemaBuilder AddScalar<T>(ScalarDefinition<T> scalar)
    {
        if (!_scalars.TryGetValue(scalar.Name, out var type))
        {
            type = new ScalarType(scalar.Name)
            {
                Description = scalar.Description,
                SpecifiedByUrl = scalar.SpecifiedBy,
                Expected = scalar.Expected,
                Accepts = (kind, text) => kind is InputKind.String && scalar.Parse(text, out _),
            };
        }

        return Bind(new ScalarBinding<T>(type, (string text, out T value) => scalar.Parse(text, out value!), (buffer, value) =>
        {
            buffer.String(scalar.Format(value));
            return true;
        }));
    }

    public ISchemaBuilder AddId<TId>(string typeName, Func<TId, Guid> toGuid, Func<Guid, TId> fromGuid)
        where TId : struct => Bind(new IdBinding<TId>(typeName, toGuid, fromGuid));

    public ISchemaBuilder AddErrorInterface<TError>(string name)
        where TError : class
    {
        ErrorInterface = typeof(TError);
        Interfaces[typeof(TError)] = name;
        return this;
    }

    public ISchemaBuilder InvalidIdError(Func<string, string, object> create)
    {
        CreateInvalidIdError = create;
        return this;
    }

    public ISchemaBuilder AddResultType(Type openGeneric, Func<object, IReadOnlyList<object>> errors, Func<object, object?> value)
    {
        if (!openGeneric.IsGenericTypeDefinition || openGeneric.GetGenericArguments().Length != 1)
            throw new SchemaException($"{openGeneric} is no result type: give an open generic type with one type argument, typeof(Result<>).");
        ResultTypes[openGeneric] = (errors, value);
        return this;
    }

    public ISchemaBuilder AddParameter<T>(Func<IRequestContext, T> get)
    {
        Parameters[typeof(T)] = new RequestBinder<T>(get);
        return this;
    }

    public ISchemaBuilder BindScalar<T>(string scalarName)
    {
        if (!_scalars.TryGetValue(scalarName, out var scalar))
            throw new SchemaException($"There is no scalar \"{scalarName}\" to bind {typeof(T)} to. Add it before with AddScalar.");
        return Bind(
            scalar == ScalarType.Int ? Number(nameof(BuiltInScalars.Int), typeof(IBinaryInteger<>))
            : scalar == ScalarType.Float ? Number(nameof(BuiltInScalars.Float), typeof(IFloatingPointIeee754<>))
            : Parsable());

        ScalarBinding Number(string method, Type constraint) => Implements(constraint)
            ? (ScalarBinding)typeof(BuiltInScalars).GetMethod(method)!.MakeGenericMethod(typeof(T)).Invoke(null, [])!
            : throw new SchemaException($"{typeof(T)} cannot be bound to {scalarName}: it is no {constraint.Name.Split('`')[0]}.");

        ScalarBinding Parsable() => Implements(typeof(IParsable<>))
            ? (ScalarBinding)typeof(SchemaBuilder).GetMethod(nameof(TextBinding), BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(typeof(T)).Invoke(null, [scalar])!
            : throw new SchemaException($"{typeof(T)} cannot be bound to {scalarName}: it is no IParsable<{typeof(T).Name}>. Use AddScalar.");

        static bool Implements(Type open) => typeof(T).GetInterfaces().Any(each => IsGeneric(each, open) && each.GetGenericArguments()[0] == typeof(T));
    }

    public ISchemaBuilder AllowIntrospection(Func<IRequestContext, bool> allow)
    {
        _allowIntrospection = allow;
        return this;
    }

    public ISchemaBuilder AddAuthorization(Func<IRequestContext, string, ValueTask<Permission>> decide)
    {
        _authorize = decide;
        return this;
    }

    public ISchemaBuilder RequireMutationPolicies()
    {
        _mutationsNamePolicies = true;
        return this;
    }

    /// <summary>Makes the schema.</summary>
    /// <param name="services">Tells which parameters are services; null when nobody knows.</param>
    /// <exception cref="SchemaException">Something does not fit; the message names the member and the fix.</exception>
    public ExecutableSchema Build(IServiceProviderIsService? services = null)
    {
        var factory = new TypeFactory(this);
        var schema = new RootFactory(factory, new FieldFactory(factory, services)).CreateSchema();
        SchemaRules.Check(schema);
        Policies.Check(schema, _authorize is not null, _mutationsNamePolicies);
        return new ExecutableSchema(schema, factory.NaturalReaders(schema)) { AllowIntrospection = _allowIntrospection, Authorize = _authorize };
    }

    /// <summary>Whether the type is made of the open generic one.</summary>
    public static bool IsGeneric(Type type, Type openGeneric) => type.IsGenericType && type.GetGenericTypeDefinition() == openGeneric;

    private SchemaBuilder Bind(ScalarBinding binding)
    {
        _scalars[binding.Scalar.Name] = binding.Scalar;
        Bindings[binding.ClrType] = binding;
        return this;
    }

    private static ScalarBinding<T> TextBinding<T>(ScalarType scalar)
        where T : IParsable<T> => new(
        scalar,
        (string text, out T value) => T.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out value!),
        (buffer, value) =>
        {
            buffer.String(value.ToString());
            return true;
        });
}
