using System.Text.Json.Serialization;

namespace OmniCommerce.StripeSandbox.Objects;

/// <summary>Where events are sent. Its secret is <see cref="StripeObject.Hidden"/>: it is shown once, when the endpoint is made.</summary>
internal sealed class WebhookEndpoint : StripeObject
{
    public override string Object => "webhook_endpoint";

    public string? ApiVersion { get; init; }

    public string? Application { get; init; }

    public required long Created { get; init; }

    public string? Description { get; set; }

    public required List<string> EnabledEvents { get; set; }

    public bool Livemode { get; init; }

    public required SortedDictionary<string, string> Metadata { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; set; }

    public string Status { get; set; } = "enabled";

    public required string Url { get; set; }

    public bool Wants(string type) => Status == "enabled" && (EnabledEvents.Contains("*") || EnabledEvents.Contains(type));
}
