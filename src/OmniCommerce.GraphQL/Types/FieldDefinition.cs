using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Types;

/// <summary>A field of an object type or interface.</summary>
/// <param name="name">The name in the schema.</param>
/// <param name="type">The type of its values.</param>
public sealed class FieldDefinition(string name, GraphQLType type)
    : DeprecatableElement(name)
{
    private FieldResolver? _resolver;

    /// <summary>The type of the field's values.</summary>
    public GraphQLType Type { get; } = type;

    /// <summary>The arguments in the order of the schema.</summary>
    public ElementList<InputValueDefinition> Arguments { get; init; } = new([]);

    /// <summary>What one call costs; null for the default.</summary>
    internal double? CostWeight { get; init; }

    /// <summary>How long the list is that the field gives; null when nothing says so.</summary>
    internal ListSize? ListSize { get; init; }

    /// <summary>The policies of which a caller must have all; null when nothing is said, empty when it is for everybody.</summary>
    internal IReadOnlyList<string>? Policies { get; init; }

    /// <summary>Whether one operation may name no second such field; see <see cref="Authoring.OncePerRequestAttribute"/>.</summary>
    internal bool IsOncePerRequest { get; init; }

    /// <summary>How the field's value is found and written; null on interfaces and in schemas without a program behind them.</summary>
    internal FieldResolver? Resolver => _resolver ??= CreateResolver?.Invoke();

    /// <summary>Makes the resolver when a document first asks for the field: most of a schema is never asked for.</summary>
    internal Func<FieldResolver>? CreateResolver { private get; init; }
}

/// <summary>An argument of a field or directive, or a field of an input object.</summary>
public sealed class InputValueDefinition : DeprecatableElement
{
    // Lazy, because an input object's default may be an object whose own fields have defaults.
    private readonly Lazy<object?> _absent;

    /// <summary>Names and types it.</summary>
    /// <param name="name">The name in the schema.</param>
    /// <param name="type">The type of its values.</param>
    public InputValueDefinition(string name, GraphQLType type)
        : base(name)
    {
        Type = type;
        _absent = new Lazy<object?>(() => DefaultValue is null
            ? Reader!.Absent
            : ((ConstantInput)Reader!.Compile(Parser.ParseConstValue(DefaultValue), InputCompiler.ForSchema)).Value);
    }

    /// <summary>The type of the values.</summary>
    public GraphQLType Type { get; }

    /// <summary>The default as a literal of the GraphQL language, <c>null</c> included; null when there is no default.</summary>
    public string? DefaultValue { get; init; }

    /// <summary>Whether a value must be given: the type is non-null and there is no default.</summary>
    public bool IsRequired => Type.IsNonNull && DefaultValue is null;

    /// <summary>What it costs to give the argument; null for nothing.</summary>
    internal double? CostWeight { get; init; }

    /// <summary>How values are read into the program; null in schemas without a program behind them.</summary>
    internal InputReader? Reader { get; init; }

    /// <summary>What the program gets when no value is given: the default as the program has it.</summary>
    internal object? Absent => _absent.Value;
}
