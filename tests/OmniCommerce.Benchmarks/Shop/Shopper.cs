using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OmniCommerce.Benchmarks.Shop;

/// <summary>One shopper with a connection and a session of their own. Requests are bytes made beforehand, answers are read and looked at, so that an error is never counted as speed.</summary>
internal sealed class Shopper : IDisposable
{
    private static readonly byte[] ErrorMark = "\"errors\":[{"u8.ToArray();
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    // A line takes up to 999 of a variant: before it is full, the shopper begins anew.
    private const int AddsPerCart = 900;

    private readonly HttpClient _http;
    private int _added;

    public Shopper(Uri shop) => _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = shop };

    public static byte[] Request(string query, object? variables = null) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { query, variables }));

    public async Task<byte[]> SendAsync(byte[] request)
    {
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = Json;
        using var response = await _http.PostAsync("graphql", content);
        var answer = await response.Content.ReadAsByteArrayAsync();
        return answer.AsSpan().IndexOf(ErrorMark) < 0 && response.IsSuccessStatusCode
            ? answer
            : throw new InvalidOperationException(Encoding.UTF8.GetString(answer));
    }

    public async Task AddAsync(byte[] request)
    {
        if (++_added % AddsPerCart == 0)
            await BeginAsync();
        await SendAsync(request);
    }

    public async Task BeginAsync()
    {
        _http.DefaultRequestHeaders.Authorization = null;
        var answer = await SendAsync(Operations.StartSession);
        using var json = JsonDocument.Parse(answer);
        var token = json.RootElement.GetProperty("data").GetProperty("startSession").GetProperty("token").GetString();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public void Dispose() => _http.Dispose();
}
