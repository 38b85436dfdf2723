using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>Why a transport does not execute a request, in words made for its client: never an exception's.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The <c>extensions.code</c> that programs go by.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record RequestRefusal(int Status, string Code, string Message)
{
    public static readonly RequestRefusal Method = new(
        StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED", "GraphQL requests are sent by GET or POST.");

    public static readonly RequestRefusal MutationOverGet = new(
        StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED", "Mutations are sent by POST.");

    public static readonly RequestRefusal NotAcceptable = new(
        StatusCodes.Status406NotAcceptable,
        "NOT_ACCEPTABLE",
        "The answer can be application/graphql-response+json, application/json or text/event-stream, in UTF-8.");

    public static readonly RequestRefusal ContentType = new(
        StatusCodes.Status415UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json in UTF-8.");

    public static readonly RequestRefusal Batch = new(
        StatusCodes.Status400BadRequest, "BATCH_NOT_SUPPORTED", "Batches are not supported: send one operation per request.");

    public static readonly RequestRefusal EmptyBody = Bad("The body is empty; it must be a JSON object with \"query\".");

    public static readonly RequestRefusal MalformedJson = Bad("The request is not well-formed JSON.");

    public static readonly RequestRefusal Timeout = new(
        StatusCodes.Status504GatewayTimeout, "TIMEOUT", "The operation took too long and was stopped.");

    public static readonly RequestRefusal Internal = new(
        StatusCodes.Status500InternalServerError, ErrorCodes.Internal, "The server failed to answer this request.");

    public static readonly RequestRefusal Unavailable = new(
        StatusCodes.Status503ServiceUnavailable, ErrorCodes.Unavailable, Failures.Unavailable.Message);

    public static RequestRefusal Bad(string message) => new(StatusCodes.Status400BadRequest, "BAD_REQUEST", message);

    public static RequestRefusal BodyTooLarge(int limit) => new(
        StatusCodes.Status413PayloadTooLarge, "BODY_TOO_LARGE", $"The body may have at most {limit} bytes.");

    public static RequestRefusal TooManyOperations(int limit) => new(
        StatusCodes.Status429TooManyRequests, "TOO_MANY_OPERATIONS", $"A connection may have at most {limit} operations at a time.");

    /// <summary>The errors, a JSON array.</summary>
    public byte[] ToErrorList() => JsonSerializer.SerializeToUtf8Bytes(new[] { new { message = Message, extensions = new { code = Code } } });

    /// <summary>A whole response.</summary>
    public byte[] ToResponse() => [.. "{\"errors\":"u8, .. ToErrorList(), (byte)'}'];
}
