namespace OmniCommerce.GraphQL.Authoring;

/// <summary>
/// An error that a client may read: thrown by a resolver, it becomes an error of the field with this message and code. Any other exception
/// becomes "Unexpected error." and is logged.
/// </summary>
/// <param name="message">For people.</param>
/// <param name="code">For programs, in upper snake case: <c>NOT_AUTHENTICATED</c>. It is <c>extensions.code</c> of the error.</param>
public sealed class GraphQLException(string message, string code) : Exception(message)
{
    /// <summary>For programs.</summary>
    public string Code { get; } = code;
}
