using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>One GraphQL endpoint: finds out what a request wants, and answers it or says why not.</summary>
internal sealed partial class GraphQLEndpoint
{
    /// <summary>Says <c>report</c> when the client wants to know what its operation costs.</summary>
    private const string CostHeader = "GraphQL-Cost";

    private const string RetryAfterSeconds = "1";

    private readonly GraphQLExecutor _executor;
    private readonly GraphQLEndpointOptions _options;
    private readonly GraphQLLimits _limits;
    private readonly IServiceScopeFactory _scopes;
    private readonly CancellationToken _stopping;
    private readonly ILogger _logger;
    private readonly OperationStream _streams;
    private readonly Lazy<IdePage>? _ide;

    public GraphQLEndpoint(
        GraphQLExecutor executor,
        GraphQLEndpointOptions options,
        IServiceScopeFactory scopes,
        IHostApplicationLifetime lifetime,
        ILogger<GraphQLEndpoint> logger)
    {
        _executor = executor;
        _options = options;
        _scopes = scopes;
        _stopping = lifetime.ApplicationStopping;
        _logger = logger;
        _limits = options.Limits ?? executor.Limits;
        _streams = new OperationStream(executor, _limits, logger);
        _ide = options.Ide is { } ide ? new Lazy<IdePage>(() => new IdePage(ide)) : null;
    }

    public Task HandleAsync(HttpContext http)
    {
        var method = http.Request.Method;
        if (HttpMethods.IsPost(method)) return PostAsync(http);
        // A socket over HTTP/2 comes by CONNECT.
        if ((HttpMethods.IsGet(method) || HttpMethods.IsConnect(method)) && http.WebSockets.IsWebSocketRequest) return SocketAsync(http);
        if (HttpMethods.IsGet(method)) return GetAsync(http);
        http.Response.Headers.Allow = "GET, POST";
        return RefuseAsync(http, ResponseFormat.Json, RequestRefusal.Method);
    }

    private async Task PostAsync(HttpContext http)
    {
        var format = ResponseFormats.Choose(http.Request.Headers.Accept, offerHtml: false);
        if (format == ResponseFormat.None)
        {
            await RefuseAsync(http, format, RequestRefusal.NotAcceptable);
            return;
        }

        // Only application/json: browsers don't send it across origins without asking first, so no foreign page can forge a request.
        if (!IsJson(http.Request.ContentType))
        {
            await RefuseAsync(http, format, RequestRefusal.ContentType);
            return;
        }

        var (body, refusal) = await ReadBodyAsync(http);
        using (body)
        {
            GraphQLRequest? request = null;
            refusal ??= RequestParser.ParseJson(body.Bytes, out request);
            if (refusal is not null) await RefuseAsync(http, format, refusal);
            else await AnswerAsync(http, format, request!, OperationKinds.Query | OperationKinds.Mutation);
        }
    }

    private Task GetAsync(HttpContext http)
    {
        http.Response.Headers.Vary = HeaderNames.Accept;
        var format = ResponseFormats.Choose(http.Request.Headers.Accept, offerHtml: _ide is not null);
        if (format == ResponseFormat.Html) return _ide!.Value.WriteAsync(http.Response);
        if (format == ResponseFormat.None) return RefuseAsync(http, format, RequestRefusal.NotAcceptable);
        return RequestParser.ParseQueryString(http.Request.Query, out var request) is { } refusal
            ? RefuseAsync(http, format, refusal)
            : AnswerAsync(http, format, request!, OperationKinds.Query);
    }

    private async ValueTask<(RequestBody Body, RequestRefusal? Refusal)> ReadBodyAsync(HttpContext http)
    {
        try
        {
            return await RequestBody.ReadAsync(http.Request, _limits.MaxBodyBytes);
        }
        catch (BadHttpRequestException exception)
        {
            // The server's own limits; bodies that are shorter than announced, or too slow.
            return (default, new RequestRefusal(exception.StatusCode, "BAD_REQUEST", "The body is too large or did not arrive whole."));
        }
    }

    private async Task AnswerAsync(HttpContext http, ResponseFormat format, GraphQLRequest request, OperationKinds allow)
    {
        RequestRefusal? refusal;
        request.ReportsCost = http.Request.Headers[CostHeader] == "report";
        try
        {
            var state = _options.OnRequest is null ? ConnectionDecision.NoState : await _options.OnRequest(http);
            refusal = format == ResponseFormat.EventStream
                ? await StreamAsync(http, request, state, allow | OperationKinds.Subscription)
                : await ExecuteAsync(http, format, request, state, allow);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            LogFailure(exception);
            refusal = _executor.Failures.IsTransient(exception) ? RequestRefusal.Unavailable : RequestRefusal.Internal;
        }

        if (refusal is not null) await RefuseAsync(http, format, refusal);
    }

    private async ValueTask<RequestRefusal?> ExecuteAsync(
        HttpContext http,
        ResponseFormat format,
        GraphQLRequest request,
        IReadOnlyDictionary<string, object?> state,
        OperationKinds allow)
    {
        using var deadline = Deadline.Start(_limits.OperationTimeout, http.RequestAborted);
        try
        {
            using var result = await _executor.ExecuteAsync(request, http.RequestServices, state, allow, deadline.Token);
            if (result.IsRefusedKind && result.Kind == OperationKinds.Mutation) return RequestRefusal.MutationOverGet;
            var status = result.ErrorCode == ErrorCodes.Unavailable ? StatusCodes.Status503ServiceUnavailable
                : result.IsRequestError && format == ResponseFormat.GraphQLResponse ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
            await WriteAsync(http.Response, status, format, result.Memory);
            return null;
        }
        catch (OperationCanceledException) when (deadline.Token.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            return RequestRefusal.Timeout;
        }
    }

    private async ValueTask<RequestRefusal?> StreamAsync(
        HttpContext http,
        GraphQLRequest request,
        IReadOnlyDictionary<string, object?> state,
        OperationKinds allow)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping);
        await using var events = new EventStream(http.Response, _options.KeepAliveInterval, ended.Token);
        var end = await _streams.RunAsync(request, http.RequestServices, state, allow, events.SendAsync, ended.Token);
        if (end == StreamEnd.Stopped) return null;
        if (end == StreamEnd.KindNotAllowed) return RequestRefusal.MutationOverGet;
        if (end == StreamEnd.TimedOut) await events.SendAsync(RequestRefusal.Timeout.ToResponse());
        if (end == StreamEnd.Failed) await events.SendAsync(RequestRefusal.Internal.ToResponse());
        await events.CompleteAsync();
        return null;
    }

    private async Task SocketAsync(HttpContext http)
    {
        var offered = http.WebSockets.WebSocketRequestedProtocols;
        var known = offered.Contains(GraphQLSocket.Protocol);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            // An unknown protocol is accepted in its client's own words, or the client would never read close code 4406.
            SubProtocol = known ? GraphQLSocket.Protocol : offered.FirstOrDefault(),
            KeepAliveInterval = _options.KeepAliveInterval,
            KeepAliveTimeout = _options.KeepAliveInterval,
        });
        using var connection = new GraphQLSocket(socket, http, _streams, _options, _limits, _scopes, _logger, _stopping);
        await connection.RunAsync(known);
    }

    private static Task RefuseAsync(HttpContext http, ResponseFormat format, RequestRefusal refusal)
    {
        if (refusal == RequestRefusal.MutationOverGet) http.Response.Headers.Allow = "POST";
        return WriteAsync(http.Response, refusal.Status, format, refusal.ToResponse()).AsTask();
    }

    private static async ValueTask WriteAsync(HttpResponse response, int status, ResponseFormat format, ReadOnlyMemory<byte> body)
    {
        response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = RetryAfterSeconds;
        response.ContentType = ResponseFormats.ContentType(format);
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body);
    }

    private static bool IsJson(string? contentType) => contentType is "application/json"
        || (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)));

    [LoggerMessage(Level = LogLevel.Error, Message = "A GraphQL request failed.")]
    private partial void LogFailure(Exception exception);
}
