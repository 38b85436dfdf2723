using System.Reflection;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>A CLR type with what C# says about null, in it and in its type arguments.</summary>
/// <param name="Type">The type; <c>T</c> where <c>T?</c> of a struct is written.</param>
/// <param name="IsNullable">Whether null may come.</param>
/// <param name="Arguments">The type arguments, or an array's element.</param>
internal sealed record AnnotatedType(Type Type, bool IsNullable, IReadOnlyList<AnnotatedType> Arguments)
{
    /// <summary>The type as the CLR has it: <c>Nullable&lt;T&gt;</c> for a struct that may be null.</summary>
    public Type ClrType => IsNullable && Type.IsValueType ? typeof(Nullable<>).MakeGenericType(Type) : Type;

    /// <summary>The type of the items, if it is an array or one of the collections that lists are written as.</summary>
    public AnnotatedType? Item
    {
        get
        {
            if (Type == typeof(string)) return null;
            if (Type.IsArray) return Arguments[0];
            return Type.IsGenericType && Arguments.Count == 1 && typeof(IEnumerable<>).MakeGenericType(Arguments[0].ClrType).IsAssignableFrom(Type)
                ? Arguments[0]
                : null;
        }
    }

    public static AnnotatedType Of(PropertyInfo property) => Of(new NullabilityInfoContext().Create(property), isInput: false);

    public static AnnotatedType Of(ParameterInfo parameter) => Of(new NullabilityInfoContext().Create(parameter), isInput: parameter.Position >= 0);

    /// <summary>The type argument, if the type is that generic one.</summary>
    public AnnotatedType? ArgumentOf(Type openGeneric) => Type.IsGenericType && Type.GetGenericTypeDefinition() == openGeneric ? Arguments[0] : null;

    public AnnotatedType OrNull() => this with { IsNullable = true };

    private static AnnotatedType Of(NullabilityInfo info, bool isInput)
    {
        var inner = Nullable.GetUnderlyingType(info.Type);
        var state = isInput ? info.WriteState : info.ReadState;
        var isNullable = inner is not null || (!info.Type.IsValueType && state is not NullabilityState.NotNull);
        if (inner is not null) return new AnnotatedType(inner, true, Plain(inner.GetGenericArguments()));
        var arguments = info.ElementType is { } element ? [element] : info.GenericTypeArguments;
        return new AnnotatedType(info.Type, isNullable, [.. arguments.Select(argument => Of(argument, isInput))]);
    }

    private static AnnotatedType[] Plain(Type[] types) => Array.ConvertAll(types, type => new AnnotatedType(type, false, Plain(type.GetGenericArguments())));
}
