namespace OmniCommerce.GraphQL.Authoring;

/// <summary>
/// The field is only for callers who have the policy; on a class, each of its fields is. A caller who does not have all policies of a field
/// reads an error at its place, with the code <c>UNAUTHENTICATED</c> or <c>FORBIDDEN</c>, and the field is not resolved. Who has a policy,
/// <see cref="ISchemaBuilder.AddAuthorization"/> says.
/// </summary>
/// <param name="policy">The policy's name, which is the program's own.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class AuthorizeAttribute(string policy) : Attribute
{
    /// <summary>The policy's name.</summary>
    public string Policy { get; } = policy;
}

/// <summary>The field is for everybody, whatever its class says.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class AllowAnonymousAttribute : Attribute;

/// <summary>Whether a caller has a policy.</summary>
public enum Permission
{
    /// <summary>The caller has it.</summary>
    Granted,

    /// <summary>Nobody knows who the caller is; signing in may help.</summary>
    Unauthenticated,

    /// <summary>The caller is known and does not have it.</summary>
    Forbidden,
}
