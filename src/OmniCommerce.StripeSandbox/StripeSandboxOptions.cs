namespace OmniCommerce.StripeSandbox;

/// <summary>How the sandbox runs.</summary>
public sealed class StripeSandboxOptions
{
    /// <summary>Where a browser reaches the sandbox's pages when requests come in process: <c>http://127.0.0.1:5080/_stripe</c>. By default the address that was asked.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Endpoints that are there from the start, for all events; more can be added by the API.</summary>
    public IList<WebhookTarget> Webhooks { get; } = [];

    /// <summary>How webhooks are sent; by default over the network.</summary>
    public HttpMessageHandler? WebhookTransport { get; set; }

    /// <summary>After how long a webhook that was not taken is sent again, try by try; after the last it is given up. Stripe takes hours in test mode.</summary>
    public IReadOnlyList<TimeSpan> WebhookRetries { get; set; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)];

    internal TimeProvider Clock { get; set; } = TimeProvider.System;
}

/// <summary>An endpoint for webhooks.</summary>
/// <param name="Url">Where events are sent.</param>
/// <param name="Secret">What they are signed with: <c>whsec_…</c></param>
public sealed record WebhookTarget(Uri Url, string Secret)
{
    /// <summary>Of which types of events it is told; by default of all.</summary>
    public IReadOnlyList<string> Events { get; init; } = ["*"];
}
