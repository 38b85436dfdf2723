using System.Globalization;
using System.Reflection;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Defaults of C# parameters as literals of GraphQL.</summary>
internal static class DefaultLiterals
{
    /// <summary>The literal; null where C# has no default, or null, or a struct's default, which say nothing to a client.</summary>
    public static string? Of(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue || parameter.DefaultValue is not { } value) return null;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type.IsEnum) return EnumLiteral(type, value);
        return value switch
        {
            bool flag => flag ? "true" : "false",
            string text => Printer.Print(new StringValueNode { Value = text }),
            double or float => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
            int or short or byte or long => Convert.ToString(value, CultureInfo.InvariantCulture),
            _ => throw new SchemaException($"{Naming.Of(parameter)}: the default {value} has no literal. Write it with [GraphQLDefault]."),
        };
    }

    private static string EnumLiteral(Type type, object value)
    {
        var name = Enum.GetName(type, value) ?? throw new SchemaException($"{value} is no value of {type.FullName}.");
        return Naming.EnumValueName(type.GetField(name)!);
    }
}

/// <summary>Makes the CLR lists of inputs.</summary>
internal static class Lists
{
    /// <summary>What makes a list of the items: an array wherever one will do, else a <see cref="List{T}"/>.</summary>
    public static Func<IReadOnlyList<object?>, object> Maker(AnnotatedType list, AnnotatedType item, string member)
    {
        if (list.Type.IsAssignableFrom(item.ClrType.MakeArrayType())) return items => ArrayOf(item.ClrType, items);
        if (list.Type.IsAssignableFrom(typeof(List<>).MakeGenericType(item.ClrType)))
            return items => Activator.CreateInstance(typeof(List<>).MakeGenericType(item.ClrType), ArrayOf(item.ClrType, items))!;
        throw new SchemaException($"{member}: {list.Type} cannot be given. Take an IReadOnlyList<{item.Type.Name}>.");
    }

    private static Array ArrayOf(Type itemType, IReadOnlyList<object?> items)
    {
        var array = Array.CreateInstance(itemType, items.Count);
        for (var i = 0; i < items.Count; i++) array.SetValue(items[i], i);
        return array;
    }
}
