using System.Net;
using System.Text;

namespace OmniCommerce.Stripe.Tests;

/// <summary>A Stripe that answers what the test says, in turn, and remembers what it was asked.</summary>
internal sealed class ScriptedStripe : HttpMessageHandler
{
    public const string Payment = """{"id":"pi_1","object":"payment_intent","status":"requires_capture","amount":1990,"currency":"gbp","created":1790000000}""";

    private readonly Queue<Func<Task<HttpResponseMessage>>> _answers = new();
    private readonly Lock _lock = new();

    public List<AskedRequest> Asked { get; } = [];

    public ScriptedStripe Answers(int status, string body = "{}", params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(() =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            foreach (var (name, value) in headers)
                response.Headers.Add(name, value);
            return Task.FromResult(response);
        });
        return this;
    }

    public ScriptedStripe Refuses(int status, string type, string code, params (string Name, string Value)[] headers) =>
        Answers(status, $$$"""{"error":{"type":"{{{type}}}","code":"{{{code}}}","message":"Told in a test."}}""", headers);

    public ScriptedStripe HangsUp()
    {
        _answers.Enqueue(() => throw new HttpRequestException("The connection was closed."));
        return this;
    }

    public ScriptedStripe AnswersWhen(Func<Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public StripeClient Client(TimeProvider? clock = null, Func<StripeOptions, StripeOptions>? with = null) =>
        new((with ?? (options => options))(new StripeOptions { ApiKey = "sk_test_scripted" }), this, clock ?? new ImpatientClock());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Func<Task<HttpResponseMessage>> answer;
        lock (_lock)
        {
            Asked.Add(new AskedRequest(
                request.Method.Method,
                request.RequestUri!.AbsoluteUri[(request.RequestUri.GetLeftPart(UriPartial.Authority).Length)..],
                body,
                request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null));
            answer = _answers.Dequeue();
        }

        return await answer().WaitAsync(cancellationToken);
    }
}

internal sealed record AskedRequest(string Method, string PathAndQuery, string Body, string? Key);

/// <summary>A clock on which a pause of some seconds is over at once and written down; a longer wait never ends, unless <see cref="EndWaits"/> says so.</summary>
internal sealed class ImpatientClock : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _ticks;

    public bool EndWaits { get; init; }

    public List<TimeSpan> Pauses { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero && (dueTime <= LongestPause || EndWaits))
        {
            lock (_lock)
                Pauses.Add(dueTime);
            Interlocked.Add(ref _ticks, dueTime.Ticks);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Idle();
    }

    private sealed class Idle : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
