using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>Where events are sent.</summary>
internal static class WebhookEndpoints
{
    public const string Kind = "webhook_endpoint";

    public static Task<Outcome> CreateAsync(Call call)
    {
        var secret = $"whsec_{Guid.NewGuid():N}";
        var endpoint = new WebhookEndpoint
        {
            Id = call.Work.NewId("we"),
            ApiVersion = call.Parameters.Text("api_version"),
            Created = call.Now,
            Description = call.Parameters.Text("description"),
            EnabledEvents = call.Parameters.Texts("enabled_events")!,
            Metadata = call.Parameters.MergedInto(null),
            Url = UrlOf(call),
            Hidden = secret,
        };
        call.Work.Save(endpoint);
        endpoint.Secret = secret;
        return Task.FromResult(Outcome.Of(StripeJson.Write(endpoint)));
    }

    public static async Task<Outcome> RetrieveAsync(Call call) => await call.Work.GetAsync<WebhookEndpoint>(call.Id, Kind);

    public static async Task<Outcome> UpdateAsync(Call call)
    {
        var endpoint = await call.Work.GetAsync<WebhookEndpoint>(call.Id, Kind);
        if (call.Parameters.Has("description"))
            endpoint.Description = call.Parameters.Text("description");
        if (call.Parameters.Has("disabled"))
            endpoint.Status = call.Parameters.Flag("disabled") ? "disabled" : "enabled";
        if (call.Parameters.Has("url"))
            endpoint.Url = UrlOf(call);
        endpoint.EnabledEvents = call.Parameters.Texts("enabled_events") ?? endpoint.EnabledEvents;
        endpoint.Metadata = call.Parameters.MergedInto(endpoint.Metadata);
        call.Work.Save(endpoint);
        return endpoint;
    }

    public static async Task<Outcome> DeleteAsync(Call call)
    {
        var endpoint = await call.Work.GetAsync<WebhookEndpoint>(call.Id, Kind);
        var deleted = new Deleted { Id = endpoint.Id, Kind = Kind };
        call.Work.Delete(endpoint, deleted);
        return deleted;
    }

    public static Task<Outcome> ListAsync(Call call) => Lists.PageAsync(call, Kind);

    private static string UrlOf(Call call) =>
        Uri.TryCreate(call.Parameters.Text("url"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? call.Parameters.Text("url")!
            : throw StripeError.Invalid("url", "Invalid URL: An explicit scheme (such as https) must be provided.", "url_invalid");
}
