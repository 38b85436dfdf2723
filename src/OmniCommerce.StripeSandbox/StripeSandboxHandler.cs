using System.Text;
using OmniCommerce.StripeSandbox.Http;

namespace OmniCommerce.StripeSandbox;

/// <summary>
/// Answers a client's requests in process, as the sandbox would over the network: give it to an <see cref="HttpClient"/>. A dropped answer is
/// an <see cref="HttpRequestException"/>, as a cut connection would be.
/// </summary>
public sealed class StripeSandboxHandler : HttpMessageHandler
{
    private readonly StripeApi _api;
    private readonly StripeSandboxOptions _options;

    internal StripeSandboxHandler(StripeApi api, StripeSandboxOptions options)
    {
        _api = api;
        _options = options;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var url = request.RequestUri!;
        var answer = await _api.AnswerAsync(
            new ApiRequest
            {
                Method = request.Method.Method,
                Path = url.AbsolutePath,
                Query = url.Query.TrimStart('?'),
                Body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken),
                ContentType = request.Content?.Headers.ContentType?.MediaType,
                Authorization = request.Headers.Authorization?.ToString(),
                IdempotencyKey = Header(request, "Idempotency-Key"),
                Version = Header(request, "Stripe-Version"),
                BaseUrl = (_options.PublicUrl?.ToString() ?? url.GetLeftPart(UriPartial.Authority)).TrimEnd('/'),
            },
            cancellationToken);
        if (answer.Dropped)
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The sandbox cut the connection, as it was told to.");

        var response = new HttpResponseMessage((System.Net.HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            Content = new StringContent(answer.Body, Encoding.UTF8, answer.ContentType.Split(';')[0]),
        };
        foreach (var (name, value) in answer.Headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private static string? Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
