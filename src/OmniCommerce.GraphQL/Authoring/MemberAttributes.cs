namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Says the name in the schema where it is not the CLR name in the schema's spelling.</summary>
/// <param name="name">The name, a GraphQL Name.</param>
[AttributeUsage(AttributeTargets.All)]
public sealed class GraphQLNameAttribute(string name) : Attribute
{
    /// <summary>The name in the schema.</summary>
    public string Name { get; } = name;
}

/// <summary>Says the description in the schema where it is not the member's XML documentation.</summary>
/// <param name="description">Markdown.</param>
[AttributeUsage(AttributeTargets.All)]
public sealed class GraphQLDescriptionAttribute(string description) : Attribute
{
    /// <summary>The description in the schema.</summary>
    public string Description { get; } = description;
}

/// <summary>Marks a field, argument, input field or enum value as deprecated.</summary>
/// <param name="reason">What to use instead.</param>
[AttributeUsage(AttributeTargets.All)]
public sealed class GraphQLDeprecatedAttribute(string reason) : Attribute
{
    /// <summary>What to use instead.</summary>
    public string Reason { get; } = reason;
}

/// <summary>Keeps a member out of the schema.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class GraphQLIgnoreAttribute : Attribute;

/// <summary>The member is of this GraphQL type, written as in the language: <c>"Decimal!"</c>. Needed only where the CLR type does not say it.</summary>
/// <param name="type">A type reference of the GraphQL language.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class GraphQLTypeAttribute(string type) : Attribute
{
    /// <summary>The type reference.</summary>
    public string Type { get; } = type;
}

/// <summary>The default of an argument or input field, in GraphQL's own literal syntax, where C# has no literal for it.</summary>
/// <param name="literal">For example <c>RELEVANCE</c> or <c>[]</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class GraphQLDefaultAttribute(string literal) : Attribute
{
    /// <summary>The literal.</summary>
    public string Literal { get; } = literal;
}

/// <summary>The parameter is the object whose field is resolved.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ParentAttribute : Attribute;

/// <summary>
/// The field is resolved for all parents of its level by one call: the method's <see cref="ParentAttribute"/> parameter is an
/// <see cref="IReadOnlyList{T}"/> of parents, and it answers a list with one result per parent, in their order.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BatchResolverAttribute : Attribute;

/// <summary>The mutation may refuse with this error: it is a member of the payload's error union, in the order of the attributes.</summary>
/// <typeparam name="TError">A CLR type that the schema's error interface covers.</typeparam>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ErrorAttribute<TError> : Attribute;

/// <summary>The name of the payload's one result field, where it is not the result type's name in camel case.</summary>
/// <param name="name">The field's name.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResultFieldAttribute(string name) : Attribute
{
    /// <summary>The field's name.</summary>
    public string Name { get; } = name;
}

/// <summary>
/// The field tries a secret or is else worth guessing at: a sign-in, a code, a gift card. An operation may name one such field, once, so that
/// what counts requests counts attempts, too. Only for fields of the query and mutation roots.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OncePerRequestAttribute : Attribute;
