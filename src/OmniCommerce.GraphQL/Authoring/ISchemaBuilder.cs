using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Collects what makes up a schema; <c>services.AddGraphQLSchema(builder =&gt; …)</c> hands one out. A mistake is found when the schema is built, with a message that names the member and the fix.</summary>
public interface ISchemaBuilder
{
    /// <summary>Adds every type of the assembly that carries one of the authoring attributes, public or not.</summary>
    ISchemaBuilder AddTypes(Assembly assembly);

    /// <summary>Adds a scalar: how <typeparamref name="T"/> is read from literals and variables and written to a response.</summary>
    ISchemaBuilder AddScalar<T>(ScalarDefinition<T> scalar);

    /// <summary>
    /// Values of <typeparamref name="TId"/> are global object ids of the named type: they are <c>ID</c> in the schema, opaque to clients, and an
    /// id of another type is refused. An id that does not fit becomes <see cref="InvalidIdError"/>'s error.
    /// </summary>
    ISchemaBuilder AddId<TId>(string typeName, Func<TId, Guid> toGuid, Func<Guid, TId> fromGuid)
        where TId : struct;

    /// <summary>The interface that all errors of mutation payloads implement: CLR type <typeparamref name="TError"/>, GraphQL name <paramref name="name"/>.</summary>
    ISchemaBuilder AddErrorInterface<TError>(string name = "Error")
        where TError : class;

    /// <summary>
    /// What a mutation answers when an id in its input is malformed or of another type: an error of the payload where its union has the type,
    /// a GraphQL error with the code <c>INVALID_ID</c> elsewhere.
    /// </summary>
    /// <param name="create">Makes the error from the id as it was given and the name of the type that was wanted.</param>
    ISchemaBuilder InvalidIdError(Func<string, string, object> create);

    /// <summary>
    /// Resolvers may answer this open generic type, which is either a value or errors; mutations then answer a payload, other fields the value.
    /// </summary>
    /// <param name="openGeneric">A type with one type argument, the value's.</param>
    /// <param name="errors">The errors; empty when there is a value.</param>
    /// <param name="value">The value.</param>
    ISchemaBuilder AddResultType(Type openGeneric, Func<object, IReadOnlyList<object>> errors, Func<object, object?> value);

    /// <summary>Resolver parameters of type <typeparamref name="T"/> are taken from the request, by this function, and are no arguments.</summary>
    ISchemaBuilder AddParameter<T>(Func<IRequestContext, T> get);

    /// <summary>
    /// Values of <typeparamref name="T"/> are values of the scalar: <c>Int</c> or <c>Float</c> for a number type, refused out of the scalar's
    /// range; any other scalar by the text of <typeparamref name="T"/>, which then is an <see cref="IParsable{TSelf}"/>.
    /// </summary>
    ISchemaBuilder BindScalar<T>(string scalarName);

    /// <summary>
    /// Decides for each request whether it may ask for the schema by <c>__schema</c> and <c>__type</c>; without it every request may. A request
    /// that may not is refused with the code <c>INTROSPECTION_DISABLED</c>.
    /// </summary>
    ISchemaBuilder AllowIntrospection(Func<IRequestContext, bool> allow);

    /// <summary>
    /// Decides who has the policies that <see cref="AuthorizeAttribute"/> names. Asked once per request for each policy of its operation, before
    /// anything is resolved; once per subscription, when it begins.
    /// </summary>
    ISchemaBuilder AddAuthorization(Func<IRequestContext, string, ValueTask<Permission>> decide);

    /// <summary>Refuses to start while a mutation has neither <see cref="AuthorizeAttribute"/> nor <see cref="AllowAnonymousAttribute"/>, and lists those that have none.</summary>
    ISchemaBuilder RequireMutationPolicies();
}

/// <summary>What a resolver may know of the request it serves.</summary>
public interface IRequestContext
{
    /// <summary>The services of the request.</summary>
    IServiceProvider Services { get; }

    /// <summary>What the transport put there: the HTTP request's caller, a socket's connection state.</summary>
    IReadOnlyDictionary<string, object?> State { get; }

    /// <summary>Ends when the client goes or the time-out strikes.</summary>
    CancellationToken Cancellation { get; }
}

/// <summary>How a scalar is read and written.</summary>
/// <typeparam name="T">The CLR type.</typeparam>
public sealed record ScalarDefinition<T>
{
    /// <summary>The scalar's name.</summary>
    public required string Name { get; init; }

    /// <summary>The description in the schema.</summary>
    public string? Description { get; init; }

    /// <summary>The URL of the scalar's specification, for <c>@specifiedBy</c>.</summary>
    public string? SpecifiedBy { get; init; }

    /// <summary>Reads a string, from a literal or a variable; false when it is none of the scalar's.</summary>
    public required TryParse<T> Parse { get; init; }

    /// <summary>Formats the value as the text of a JSON string.</summary>
    public required Func<T, string> Format { get; init; }

    /// <summary>What a valid value looks like, for the message that refuses another: <c>an ISO 4217 code such as "GBP"</c>.</summary>
    public required string Expected { get; init; }
}

/// <summary>Reads a scalar's text.</summary>
public delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);
