using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OmniCommerce.Stripe.Http;

/// <summary>
/// Sends requests and reads answers. A call that was not answered, or answered with 409 or 500 and up, is repeated under the same key, unless
/// the answer's Stripe-Should-Retry says otherwise; 429 is not, unless it says so.
/// </summary>
internal sealed class Transport : IDisposable
{
    private const int MaxAnswerBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly StripeOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly RequestBudget _budget;

    public Transport(StripeOptions options, HttpMessageHandler handler, TimeProvider clock)
    {
        options.Check();
        _options = options;
        _clock = clock;
        _http = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
        _budget = new RequestBudget(options.MaxInFlight, options.Rate, clock);
    }

    public Task<TAnswer> GetAsync<TRequest, TAnswer>(string path, TRequest request, CancellationToken cancellationToken) =>
        SendAsync<TRequest, TAnswer>(HttpMethod.Get, path, request, null, cancellationToken);

    public Task<TAnswer> DeleteAsync<TAnswer>(string path, CancellationToken cancellationToken) =>
        SendAsync<NoParameters, TAnswer>(HttpMethod.Delete, path, new NoParameters(), null, cancellationToken);

    public Task<TAnswer> PostAsync<TRequest, TAnswer>(string path, TRequest request, IdempotencyKey key, CancellationToken cancellationToken) =>
        SendAsync<TRequest, TAnswer>(HttpMethod.Post, path, request, key.Value, cancellationToken);

    /// <summary>For what moves no money: the key is the client's own, so that at least its repeats are one call.</summary>
    public Task<TAnswer> PostAsync<TRequest, TAnswer>(string path, TRequest request, CancellationToken cancellationToken) =>
        SendAsync<TRequest, TAnswer>(HttpMethod.Post, path, request, Guid.NewGuid().ToString(), cancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        _budget.Dispose();
    }

    private async Task<TAnswer> SendAsync<TRequest, TAnswer>(HttpMethod method, string path, TRequest request, string? key, CancellationToken cancellationToken)
    {
        var form = FormEncoder.Encode(request, StripeJson.TypeOf<TRequest>(), _options.NameOf);
        var mayBeDone = false;
        for (var attempt = 1; ; attempt++)
        {
            var answer = await AttemptAsync(method, path, form, key, attempt, cancellationToken);
            if (answer.Status == HttpStatusCode.OK)
                return Read<TAnswer>(answer);

            // What refuses before Stripe looks at the key, 401 and 429, says nothing of an earlier attempt.
            mayBeDone |= answer.MayBeDone;
            if (attempt > _options.MaxRetries || !answer.MayBeRepeated)
                throw Failure(answer, mayBeDone && (answer.MayBeDone || answer.IsBeforeTheKey));
            await Task.Delay(PauseAfter(attempt), _clock, cancellationToken);
        }
    }

    private async Task<Answer> AttemptAsync(HttpMethod method, string path, string form, string? key, int attempt, CancellationToken cancellationToken)
    {
        using var turn = await _budget.EnterAsync(cancellationToken);
        using var request = Request(method, path, form, key);
        using var timeout = new CancellationTokenSource(_options.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var started = _clock.GetTimestamp();
        Answer answer;
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            answer = new Answer(response.StatusCode, response.Headers, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            answer = new Answer(fault);
        }

        _options.Observe?.Invoke(new StripeAttempt(method.Method, path, attempt, (int?)answer.Status, answer.RequestId, _clock.GetElapsedTime(started)));
        return answer;
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string form, string? key)
    {
        var isPost = method == HttpMethod.Post;
        var request = new HttpRequestMessage(method, new Uri(_options.ApiBase, isPost || form.Length == 0 ? path : $"{path}?{form}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.ApiKey);
        request.Headers.Add("Stripe-Version", _options.ApiVersion);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (isPost)
            request.Content = new StringContent(form, Encoding.ASCII, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        return request;
    }

    private static TAnswer Read<TAnswer>(Answer answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, StripeJson.TypeOf<TAnswer>()) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new StripeException("The answer is not what was asked for.", StripeOutcome.Unknown, exception) { Status = answer.Status, RequestId = answer.RequestId };
        }
    }

    private static StripeException Failure(Answer answer, bool mayBeDone)
    {
        var outcome = mayBeDone ? StripeOutcome.Unknown : StripeOutcome.Definite;
        if (answer.Status is not { } status)
            return new StripeException("No answer came.", outcome, answer.Fault);
        var error = ErrorOf(answer);
        return new StripeException(error?.Message ?? $"The answer was {(int)status}.", outcome)
        {
            Status = status,
            Type = error?.Type,
            Code = error?.Code,
            DeclineCode = error?.DeclineCode,
            Param = error?.Param,
            PaymentIntent = error?.PaymentIntent,
            RequestId = answer.RequestId,
        };
    }

    private static StripeError? ErrorOf(Answer answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, StripeJson.Default.ErrorBody)?.Error;
        }
        catch (JsonException)
        {
            return null; // A proxy's page; the status says enough.
        }
    }

    private static TimeSpan PauseAfter(int attempt)
    {
        var pause = ShortestPause * Math.Pow(2, attempt - 1);
        pause = (pause < LongestPause ? pause : LongestPause) * (0.75 + (Random.Shared.NextDouble() / 4));
        return pause > ShortestPause ? pause : ShortestPause;
    }

    /// <summary>An answer, or that none came.</summary>
    private sealed class Answer
    {
        private readonly bool? _shouldRetry;
        private readonly bool _replayed;

        public Answer(Exception fault) => Fault = fault;

        public Answer(HttpStatusCode status, HttpResponseHeaders headers, byte[] body)
        {
            Status = status;
            Body = body;
            RequestId = First(headers, "request-id");
            _shouldRetry = First(headers, "stripe-should-retry") switch { "true" => true, "false" => false, _ => null };
            _replayed = First(headers, "idempotent-replayed") == "true";
        }

        public HttpStatusCode? Status { get; }

        public byte[] Body { get; } = [];

        public string? RequestId { get; }

        public Exception? Fault { get; }

        // A stored 500 is Stripe's last word on the key; a fresh one, and a call of the same key that is under way, are not.
        public bool MayBeDone => Status is null or HttpStatusCode.Conflict || (Status >= HttpStatusCode.InternalServerError && !_replayed);

        public bool IsBeforeTheKey => Status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests;

        public bool MayBeRepeated => _shouldRetry ?? (Status is null or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError);

        private static string? First(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.First() : null;
    }
}
