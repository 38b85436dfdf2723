using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using OmniCommerce.Webhooks.Domain;

namespace OmniCommerce.Webhooks.Sending;

/// <summary>What came of sending a message.</summary>
/// <param name="Status">The receiver's answer; null when there was none.</param>
/// <param name="Error">Why it was not taken; null when it was.</param>
/// <param name="RetryAfter">How long the receiver wants to be left alone; null when it did not say.</param>
internal sealed record Outcome(int? Status, string? Error, TimeSpan? RetryAfter = null)
{
    public bool IsTaken => Error is null;
}

/// <summary>Sends a message once. It was taken when the answer is 2xx, within 15 seconds; a redirection is no answer but a refusal.</summary>
internal sealed class WebhookClient : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _clock;
    private readonly WebhooksOptions _options;
    private readonly HttpClient _http;

    public WebhookClient(SafeDialer dialer, WebhooksOptions options, TimeProvider clock)
    {
        _clock = clock;
        _options = options;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellationToken) => dialer.ConnectAsync(context.DnsEndPoint, cancellationToken),
            ConnectTimeout = Deadline,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 4_096,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<Outcome> SendAsync(Endpoint endpoint, Delivery delivery, CancellationToken cancellationToken)
    {
        // It was judged when it was added; the setting may have changed since.
        if (TargetUrl.Refuse(endpoint.Url, _options.AllowInsecureTargets) is { } refusal)
            return new Outcome(null, refusal);
        using var request = RequestOf(endpoint, delivery);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            var status = (int)response.StatusCode;
            return response.IsSuccessStatusCode ? new Outcome(status, null) : new Outcome(status, $"It answered {status}.", RetryAfterOf(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Outcome(null, $"It did not answer within {Deadline.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException exception)
        {
            return new Outcome(null, exception.InnerException is TargetRefusedException refused ? refused.Message : $"{exception.HttpRequestError}: {exception.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage RequestOf(Endpoint endpoint, Delivery delivery)
    {
        var now = _clock.GetUtcNow();
        var (id, timestamp) = (Delivery.MessageIdOf(delivery.EventId), now.ToUnixTimeSeconds());
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = content };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", Signature.Of(endpoint.SecretsAt(now), id, timestamp, delivery.Body));
        request.Headers.Add("User-Agent", "OmniCommerce-Webhooks/1.0");
        return request;
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var after = header?.Delta ?? header?.Date - _clock.GetUtcNow();
        return after > TimeSpan.Zero ? after : null;
    }
}
