using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Payments;

namespace OmniCommerce.Torture;

/// <summary>The payment provider behind a shop, past the shop: what it knows, what it says, and what goes wrong on the way.</summary>
internal sealed class Provider : IDisposable
{
    private const int PageSize = 100;

    private readonly HttpClient _http;

    public Provider(Shop shop)
    {
        _http = new HttpClient { BaseAddress = shop.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_torture");
    }

    /// <summary>Something is to go wrong: see the sandbox's README.</summary>
    public async Task FaultAsync(object fault)
    {
        using var answer = await _http.PostAsJsonAsync("_stripe/_sandbox/faults", fault);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public async Task RecoverAsync()
    {
        using var answer = await _http.DeleteAsync(new Uri("_stripe/_sandbox/faults", UriKind.Relative));
    }

    /// <summary>By itself it tells the shop only what no answer has told; or, as Stripe does, everything.</summary>
    public async Task TellsAsync(params string[] types)
    {
        var endpoint = (await GetAsync("webhook_endpoints"))[0].GetProperty("id").GetString();
        using var form = new FormUrlEncodedContent(types.Select((type, i) => KeyValuePair.Create($"enabled_events[{i}]", type)));
        using var answer = await _http.PostAsync(new Uri($"_stripe/v1/webhook_endpoints/{endpoint}", UriKind.Relative), form);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The payments that were begun for an order of the API.</summary>
    public async Task<JsonElement[]> PaymentsAsync(string orderId) =>
        [.. await GetAsync($"payment_intents/search?expand[0]=data.latest_charge&query={Uri.EscapeDataString($"metadata['order_id']:'{BusyShop.IdOf(orderId)}'")}")];

    /// <summary>The newest payments.</summary>
    public Task<List<JsonElement>> PaymentsAsync(int count) => GetAsync($"payment_intents?limit={count}");

    /// <summary>Every payment, the newest first.</summary>
    public async Task<List<JsonElement>> AllPaymentsAsync()
    {
        var payments = new List<JsonElement>();
        while (true)
        {
            var after = payments.Count == 0 ? "" : $"&starting_after={payments[^1].GetProperty("id").GetString()}";
            var page = await GetAsync($"payment_intents?limit={PageSize}{after}");
            payments.AddRange(page);
            if (page.Count < PageSize)
                return payments;
        }
    }

    /// <summary>The card readers that are known there.</summary>
    public Task<List<JsonElement>> ReadersAsync() => GetAsync("terminal/readers");

    /// <summary>Something happens at a reader, if it can: status offline or online, or action customer_cancels.</summary>
    public async Task AtReaderAsync(string reader, string what, string how)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create(what, how)]);
        using var answer = await _http.PostAsync(new Uri($"_stripe/_sandbox/readers/{reader}", UriKind.Relative), form);
    }

    /// <summary>Somebody answers the dispute about an order's payment, in the provider's dashboard.</summary>
    public async Task AnswerDisputeAsync(string orderId, string evidence)
    {
        var payment = (await PaymentsAsync(orderId)).Single().GetProperty("id").GetString();
        var dispute = (await GetAsync($"disputes?payment_intent={payment}")).Single().GetProperty("id").GetString();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("evidence[uncategorized_text]", evidence)]);
        using var answer = await _http.PostAsync(new Uri($"_stripe/v1/disputes/{dispute}", UriKind.Relative), form);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Time passes there, and not in the shop.</summary>
    public async Task AdvanceAsync(int seconds)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("advance_seconds", $"{seconds}")]);
        using var answer = await _http.PostAsync(new Uri("_stripe/_sandbox/clock", UriKind.Relative), form);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>All that happened to each of these payments, the oldest first.</summary>
    public async Task<ILookup<string, JsonElement>> EventsAsync(IReadOnlyCollection<string> payments)
    {
        var (happened, missing, last) = (new List<(string Of, JsonElement What)>(), payments.ToHashSet(), "");
        while (missing.Count > 0)
        {
            var page = await GetAsync($"events?limit={PageSize}{last}");
            page.ShouldNotBeEmpty($"Nothing is known of {string.Join(", ", missing)}.");
            foreach (var what in page)
            {
                var about = what.GetProperty("data").GetProperty("object");
                var of = about.TryGetProperty("payment_intent", out var payment) ? payment.GetString()! : about.GetProperty("id").GetString()!;
                if (payments.Contains(of))
                    happened.Insert(0, (of, what));
                if (TypeOf(what) == "payment_intent.created")
                    missing.Remove(of);
            }

            last = $"&starting_after={page[^1].GetProperty("id").GetString()}";
        }

        return happened.ToLookup(one => one.Of, one => one.What);
    }

    public static string TypeOf(JsonElement happened) => happened.GetProperty("type").GetString()!;

    /// <summary>Tells the shop of an event, over the network; answers the status.</summary>
    public async Task<int> TellAsync(JsonElement happened)
    {
        var body = happened.GetRawText();
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(PaymentsCapability.SandboxWebhookSecret), Encoding.UTF8.GetBytes($"{at}.{body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "webhooks/stripe") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Stripe-Signature", $"t={at},v1={Convert.ToHexStringLower(hash)}");
        using var answer = await _http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>What the shopper says to the card's bank: succeeded or failed.</summary>
    public async Task ConfirmAsync(string payment, string outcome)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("outcome", outcome)]);
        using var answer = await _http.PostAsync(new Uri($"_stripe/_sandbox/intents/{payment}/authenticate", UriKind.Relative), form);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();

    private async Task<List<JsonElement>> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri($"_stripe/v1/{path}", UriKind.Relative));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{body}");
        return [.. body.GetProperty("data").EnumerateArray()];
    }
}
