using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Descriptions out of the documentation files beside the assemblies. A file is read when the first description of its assembly is asked for.</summary>
internal static partial class XmlDocumentation
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> s_files = [];

    public static LazyText Of(Type type) => Describe(type, () => Summary(type.Assembly, "T:" + Id(type)));

    public static LazyText Of(PropertyInfo property) => Describe(property, () => OfProperty(property, property.DeclaringType!));

    public static LazyText Of(MethodInfo method) => Describe(method, () => Summary(method.DeclaringType!.Assembly, "M:" + Id(method)));

    public static LazyText Of(FieldInfo value) => Describe(value, () => Summary(value.DeclaringType!.Assembly, $"F:{Id(value.DeclaringType)}.{value.Name}"));

    public static LazyText Of(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<GraphQLDescriptionAttribute>() is { } given) return new LazyText(given.Description);
        var owner = parameter.Member.DeclaringType!;

        // What a record says of its parameters stands at the type.
        var id = parameter.Member is MethodInfo method ? "M:" + Id(method) : "T:" + Id(owner);
        return new LazyText(() => Parameter(owner.Assembly, id, parameter.Name!));
    }

    private static LazyText Describe(MemberInfo member, Func<string?> find) =>
        member.GetCustomAttribute<GraphQLDescriptionAttribute>() is { } given ? new LazyText(given.Description) : new LazyText(find);

    /// <summary>What the property says, or the record of its parameter, or, where it inherits, the property it overrides or implements.</summary>
    private static string? OfProperty(PropertyInfo property, Type type)
    {
        var text = Summary(type.Assembly, $"P:{Id(type)}.{property.Name}") ?? Parameter(type.Assembly, "T:" + Id(type), property.Name);
        if (text is not null) return text;
        var bases = type.BaseType is { } baseType ? type.GetInterfaces().Prepend(baseType) : type.GetInterfaces();
        return bases.Where(each => each.GetProperty(property.Name) is not null).Select(each => OfProperty(property, each)).FirstOrDefault(each => each is not null);
    }

    private static string? Summary(Assembly assembly, string id) => Text(File(assembly).GetValueOrDefault(id)?.Element("summary"));

    private static string? Parameter(Assembly assembly, string id, string name) =>
        Text(File(assembly).GetValueOrDefault(id)?.Elements("param").FirstOrDefault(each => each.Attribute("name")?.Value == name));

    private static Dictionary<string, XElement> File(Assembly assembly) => s_files.GetOrAdd(assembly, static assembly =>
    {
        var path = Path.ChangeExtension(assembly.Location, ".xml");
        if (!System.IO.File.Exists(path)) return [];

        var members = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var member in XDocument.Load(path).Descendants("member"))
            members.TryAdd(((string?)member.Attribute("name") ?? "").Split('(')[0], member); // resolvers have no overloads
        return members;
    });

    private static string Id(Type type) => ((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name).Replace('+', '.');

    private static string Id(MethodInfo method) => $"{Id(method.DeclaringType!)}.{method.Name}";

    private static string? Text(XElement? element)
    {
        if (element is null) return null;
        var text = new StringBuilder();
        Append(text, element);
        var trimmed = Spaces().Replace(text.ToString(), " ").Trim();
        return trimmed.Length == 0 ? null : trimmed;
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText plain) text.Append(plain.Value);
            if (node is not XElement inner) continue;
            switch (inner.Name.LocalName)
            {
                case "c" or "code":
                    text.Append('`').Append(inner.Value).Append('`');
                    break;
                case "see" or "seealso" or "paramref" or "typeparamref" when inner.IsEmpty:
                    var target = (string?)inner.Attribute("langword") ?? (string?)inner.Attribute("name") ?? (string?)inner.Attribute("cref") ?? "";
                    text.Append('`').Append(target.Split('(')[0].Split('.', ':')[^1].Split('`')[0]).Append('`');
                    break;
                default:
                    Append(text.Append(' '), inner);
                    break;
            }
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
