namespace OmniCommerce.GraphQL.Execution;

/// <summary>A value that a client gave and that only execution could find wrong. It is the client's to read.</summary>
internal sealed class InputException(string message, string code = ErrorCodes.Input) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>The id that is malformed or of another type, if that is it.</summary>
    public InvalidId? InvalidId { get; private init; }

    public static InputException For(InvalidId id) => new($"\"{id.Text}\" is no id of the type {id.TypeName}.", ErrorCodes.InvalidId) { InvalidId = id };
}

/// <summary>An id that is malformed or of another type. To GraphQL it is an id like any other, so it is no error before a resolver wants it.</summary>
/// <param name="Text">The id as it was given.</param>
/// <param name="TypeName">The type of object it should have named.</param>
internal sealed record InvalidId(string Text, string TypeName);
