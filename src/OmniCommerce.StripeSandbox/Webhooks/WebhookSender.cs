using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OmniCommerce.StripeSandbox.Faults;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Operations;
using OmniCommerce.StripeSandbox.Store;

namespace OmniCommerce.StripeSandbox.Webhooks;

/// <summary>
/// Sends events to the endpoints: signed, to each endpoint in the order they happened, at least once. What an endpoint does not take is tried
/// again later, and does not hold up what comes after it.
/// </summary>
internal sealed class WebhookSender(SandboxStore store, FaultList faults, StripeSandboxOptions options, ILogger<WebhookSender> logger) : IDisposable
{
    private const int Batch = 100;
    private const int LeaseMs = 30_000;
    private const int ReorderMs = 500;

    private readonly HttpClient _http = new(options.WebhookTransport ?? new SocketsHttpHandler(), options.WebhookTransport is null) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Sends what is due.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        List<Due> due;
        Dictionary<string, WebhookEndpoint> endpoints;
        await using (var work = await store.BeginAsync(default, cancellationToken))
        {
            var now = store.Clock.UnixMilliseconds;
            due = await work.Deliveries.Where(delivery => delivery.NextAt <= now).OrderBy(delivery => delivery.Sequence).Take(Batch)
                .Join(work.Events, delivery => delivery.EventId, happened => happened.Id, (delivery, happened) =>
                    new Due(delivery.EventId, delivery.EndpointId, delivery.Sequence, delivery.Attempts, delivery.NextAt!.Value, happened.Type, happened.Json))
                .ToListAsync(cancellationToken);
            if (due.Count == 0)
                return false;
            var rows = await work.Objects.Where(row => row.Kind == WebhookEndpoints.Kind).ToListAsync(cancellationToken);
            endpoints = rows.Select(SandboxStore.Read<WebhookEndpoint>).ToDictionary(endpoint => endpoint.Id);
        }

        await Task.WhenAll(due.GroupBy(delivery => delivery.EndpointId)
            .Select(group => SendInOrderAsync(endpoints.GetValueOrDefault(group.Key), group.OrderBy(delivery => delivery.Sequence), cancellationToken)));
        return due.Count == Batch;
    }

    public void Dispose() => _http.Dispose();

    private async Task SendInOrderAsync(WebhookEndpoint? endpoint, IEnumerable<Due> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries)
        {
            if (!await ClaimAsync(delivery, cancellationToken))
                continue;
            if (endpoint is not { Status: "enabled" })
            {
                await EndAsync(delivery, cancellationToken);
                continue;
            }

            var fault = delivery.Attempts == 0 ? faults.TakeForEvent(delivery.Type) : null;
            if (fault?.Webhook is "delay" or "reorder")
            {
                await PostponeAsync(delivery, fault.DelayMs > 0 ? fault.DelayMs : ReorderMs, cancellationToken);
                continue;
            }

            var taken = fault?.Webhook == "drop" || await SendAsync(endpoint, delivery, cancellationToken);
            if (fault?.Webhook == "dup")
                await SendAsync(endpoint, delivery, cancellationToken);
            if (taken)
                await EndAsync(delivery, cancellationToken);
            else
                await TryLaterAsync(delivery, cancellationToken);
        }
    }

    private async Task<bool> SendAsync(WebhookEndpoint endpoint, Due delivery, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new StringContent(delivery.Json, Encoding.UTF8) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
            request.Headers.TryAddWithoutValidation("Stripe-Signature", Signature(endpoint.Hidden!, delivery.Json));
            request.Headers.TryAddWithoutValidation("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks) OmniCommerce-StripeSandbox");
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug(exception, "{Url} did not take {Event}.", endpoint.Url, delivery.EventId);
            return false;
        }
    }

    // The machine's own time, not the sandbox's: whoever checks the signature does so by his clock.
    private string Signature(string secret, string json)
    {
        var at = options.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}.{json}"));
        return $"t={at},v1={Convert.ToHexStringLower(hash)}";
    }

    // So that of several nodes one sends it; should that one end before it has, another does after the lease.
    private async Task<bool> ClaimAsync(Due delivery, CancellationToken cancellationToken)
    {
        var until = store.Clock.UnixMilliseconds + LeaseMs;
        return await store.ExecuteAsync(
            db => db.Set<SandboxDelivery>().Where(row => row.EventId == delivery.EventId && row.EndpointId == delivery.EndpointId && row.NextAt == delivery.NextAt)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAt, until), cancellationToken),
            cancellationToken) == 1;
    }

    private Task<int> EndAsync(Due delivery, CancellationToken cancellationToken) => store.ExecuteAsync(
        db => db.Set<SandboxDelivery>().Where(row => row.EventId == delivery.EventId && row.EndpointId == delivery.EndpointId).ExecuteDeleteAsync(cancellationToken),
        cancellationToken);

    private Task<int> PostponeAsync(Due delivery, int milliseconds, CancellationToken cancellationToken) =>
        UpdateAsync(delivery, delivery.Attempts, store.Clock.UnixMilliseconds + milliseconds, cancellationToken);

    private Task<int> TryLaterAsync(Due delivery, CancellationToken cancellationToken) => UpdateAsync(
        delivery,
        delivery.Attempts + 1,
        delivery.Attempts < options.WebhookRetries.Count ? store.Clock.UnixMilliseconds + (long)options.WebhookRetries[delivery.Attempts].TotalMilliseconds : null,
        cancellationToken);

    private Task<int> UpdateAsync(Due delivery, int attempts, long? nextAt, CancellationToken cancellationToken) => store.ExecuteAsync(
        db => db.Set<SandboxDelivery>().Where(row => row.EventId == delivery.EventId && row.EndpointId == delivery.EndpointId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Attempts, attempts).SetProperty(row => row.NextAt, nextAt), cancellationToken),
        cancellationToken);

    private sealed record Due(string EventId, string EndpointId, long Sequence, int Attempts, long NextAt, string Type, string Json);
}
