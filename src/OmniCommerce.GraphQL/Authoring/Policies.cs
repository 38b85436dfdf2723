using System.Collections.Concurrent;
using System.Reflection;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Finds the policies of fields.</summary>
internal static class Policies
{
    private static readonly ConcurrentDictionary<Type, string[]> s_ofClasses = [];

    /// <summary>The policies of the member, of its class, and of the type whose field it is; null when none of them says anything.</summary>
    public static string[]? Of(MemberInfo member, IReadOnlyList<Attribute> attributes, Type? parent)
    {
        if (attributes.OfType<Microsoft.AspNetCore.Authorization.IAuthorizeData>().Any()) throw Foreign(Naming.Of(member));
        if (attributes.OfType<AllowAnonymousAttribute>().Any()) return [];
        string[] policies =
        [
            .. (parent is null ? [] : OfClass(parent))
                .Concat(OfClass(member.DeclaringType!))
                .Concat(attributes.OfType<AuthorizeAttribute>().Select(each => each.Policy))
                .Distinct(StringComparer.Ordinal),
        ];
        return policies.Length == 0 ? null : policies;
    }

    /// <summary>Refuses policies that nobody decides on, and mutations that name none where they have to.</summary>
    /// <exception cref="SchemaException">The message lists the fields.</exception>
    public static void Check(Schema schema, bool isDecided, bool mutationsNameOne)
    {
        var fields = schema.Types.OfType<ObjectType>().SelectMany(type => type.Fields.Select(field => (Type: type, Field: field)));
        if (!isDecided && fields.FirstOrDefault(each => each.Field.Policies is { Count: > 0 }) is { Field: { } field } guarded)
            throw new SchemaException($"{guarded.Type.Name}.{field.Name} is for callers with the policy \"{field.Policies![0]}\": say with AddAuthorization who has it.");

        if (!mutationsNameOne || schema.MutationType is null) return;
        var open = schema.MutationType.Fields.Where(each => each.Policies is null).Select(each => each.Name).ToArray();
        if (open.Length > 0)
            throw new SchemaException($"These mutations name no policy: {string.Join(", ", open)}. Put [Authorize(\"…\")] on each, or [AllowAnonymous] where it is for everybody.");
    }

    private static string[] OfClass(Type type) => s_ofClasses.GetOrAdd(type, static each =>
    {
        if (each.GetCustomAttributes().OfType<Microsoft.AspNetCore.Authorization.IAuthorizeData>().Any()) throw Foreign(each.FullName!);
        return [.. each.GetCustomAttributes<AuthorizeAttribute>().Select(attribute => attribute.Policy)];
    });

    // It would be passed over in silence, for routes are not what is guarded here.
    private static SchemaException Foreign(string member) =>
        new($"{member}: [Authorize] of Microsoft.AspNetCore.Authorization guards routes, not fields. Use the one of {typeof(AuthorizeAttribute).Namespace}.");
}
