using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OmniCommerce.EndToEnd.Support;

/// <summary>A client that wants to see refusals and errors as they are.</summary>
public sealed class Client(Uri shop) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = shop, Timeout = TimeSpan.FromSeconds(60) };

    public string? Token
    {
        get => _http.DefaultRequestHeaders.Authorization?.Parameter;
        set => _http.DefaultRequestHeaders.Authorization = value is null ? null : new AuthenticationHeaderValue("Bearer", value);
    }

    /// <summary>A client with a session of its own.</summary>
    public static async Task<Client> BeginAsync(Uri shop, string channel = "WEB", string? locationId = null)
    {
        var client = new Client(shop);
        var payload = await client.MutateAsync(
            "mutation($device: DeviceInput!) { startSession(input: {device: $device}) { token errors { __typename ... on Error { message } } } }",
            new { device = new { name = "Test", channel, locationId } });
        payload.Errors().ShouldBeEmpty();
        client.Token = payload.GetProperty("token").GetString();
        return client;
    }

    /// <summary>The whole response body; the status does not matter, unless it says to come back later.</summary>
    /// <exception cref="ShopAwayException">The shop cannot do it just now.</exception>
    public async Task<JsonElement> PostAsync(string query, object? variables = null)
    {
        using var response = await _http.PostAsJsonAsync("graphql", new { query, variables });
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            throw new ShopAwayException(response.Headers.RetryAfter?.Delta);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<JsonElement> QueryAsync(string query, object? variables = null)
    {
        var body = await PostAsync(query, variables);
        body.TryGetProperty("errors", out var errors).ShouldBeFalse($"{errors}");
        return body.GetProperty("data");
    }

    /// <summary>The payload of a mutation of one field.</summary>
    public async Task<JsonElement> MutateAsync(string mutation, object? variables = null) =>
        (await QueryAsync(mutation, variables)).EnumerateObject().Single().Value;

    public Task<JsonElement> AddAsync(string sku, int quantity, Guid? operationId = null) => MutateAsync(
        "mutation($sku: String!, $quantity: Int!, $operationId: UUID) { addCartLines(input: {lines: [{variant: {sku: $sku}, quantity: $quantity}], operationId: $operationId}) { cart { id version itemCount total { amount } } errors { __typename ... on Error { message } } } }",
        new { sku, quantity, operationId });

    public Task<JsonElement> OrderByCardAsync(Guid? operationId = null, string paymentMethod = "pm_card_visa") => OrderAsync(
        [new { card = new { paymentMethod } }], operationId);

    public Task<JsonElement> OrderAsync(object[] tenders, Guid? operationId = null) => MutateAsync(
        "mutation($operationId: UUID!, $tenders: [TenderInput!]!) { placeOrder(input: {operationId: $operationId, tenders: $tenders}) { order { id number status paymentStatus pointsEarned total { amount } lines { id sku quantity returnedQuantity total { amount } } tenders { kind status amount { amount } change { amount } } } errors { __typename ... on Error { message } ... on PaymentDeclined { reason } ... on OutOfStock { sku wanted available } } } }",
        new { operationId = operationId ?? Guid.NewGuid(), tenders });

    /// <summary>Sends bytes as they are and answers status and body.</summary>
    public async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>The shop said that it cannot do this just now.</summary>
/// <param name="retryAfter">After which time it said to ask again; null when it did not say.</param>
public sealed class ShopAwayException(TimeSpan? retryAfter) : Exception("The shop cannot do this just now.")
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}

internal static class PayloadReading
{
    /// <summary>The type names of a payload's errors.</summary>
    public static IReadOnlyList<string> Errors(this JsonElement payload) =>
        [.. payload.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("__typename").GetString()!)];
}
