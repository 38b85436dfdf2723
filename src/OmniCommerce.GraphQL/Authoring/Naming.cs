using System.Reflection;
using System.Text.Json;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>How names of C# become names of GraphQL.</summary>
internal static class Naming
{
    /// <summary><c>Cart</c>; an interface goes without its leading I.</summary>
    public static string TypeName(Type type)
    {
        if (type.GetCustomAttribute<GraphQLNameAttribute>(inherit: false) is { } given) return given.Name;
        var name = type.Name.Split('`')[0];
        return type.IsInterface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name[1..] : name;
    }

    /// <summary><c>ImageUrl</c> → <c>imageUrl</c>; methods go without <c>Get</c> and <c>Async</c>.</summary>
    public static string FieldName(MemberInfo member)
    {
        if (member.GetCustomAttribute<GraphQLNameAttribute>() is { } given) return given.Name;
        var name = member.Name;
        if (member is MethodInfo)
        {
            if (name.EndsWith("Async", StringComparison.Ordinal) && name.Length > 5) name = name[..^5];
            if (name.StartsWith("Get", StringComparison.Ordinal) && name.Length > 3 && char.IsUpper(name[3])) name = name[3..];
        }

        return JsonNamingPolicy.CamelCase.ConvertName(name);
    }

    /// <summary><c>cartId</c>, whether a method or a record writes it.</summary>
    public static string InputName(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);

    /// <summary><c>PriceAsc</c> → <c>PRICE_ASC</c></summary>
    public static string EnumValueName(FieldInfo value) =>
        value.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.Name);

    /// <summary><c>addCartLines</c> → <c>AddCartLines</c></summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>The member as messages name it.</summary>
    public static string Of(MemberInfo member) => member.DeclaringType is null ? member.Name : $"{member.DeclaringType.FullName}.{member.Name}";

    /// <summary>The parameter as messages name it.</summary>
    public static string Of(ParameterInfo parameter) => $"{Of(parameter.Member)}({parameter.Name})";
}
