using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Webhooks.Contracts;

/// <summary>From now on sends events to an address. Refused with <see cref="InvalidInput"/> when nothing may be sent there, or there is no such event.</summary>
/// <param name="Url">Where: https, port 443 or 8443, a public host.</param>
/// <param name="Types">Which events: their names, or <c>*</c> for all, those to come included.</param>
public sealed record AddWebhookEndpoint(string Url, IReadOnlyList<string> Types) : ICommand<AddedWebhookEndpoint>;

/// <summary>An address that was added.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Secret">By which the receiver knows that a message is the shop's: <c>whsec_…</c>.</param>
public sealed record AddedWebhookEndpoint(Guid Id, string Secret);

/// <summary>Sends nothing there any more, and forgets what was sent. Refused with <see cref="NotFound"/>.</summary>
/// <param name="Id">The endpoint.</param>
public sealed record RemoveWebhookEndpoint(Guid Id) : ICommand<Done>;

/// <summary>
/// Makes a new secret and answers it. For a day messages are signed with the secret before it too, so that the receiver has time to change; one
/// older than that is void at once. Refused with <see cref="NotFound"/>.
/// </summary>
/// <param name="Id">The endpoint.</param>
public sealed record RotateWebhookSecret(Guid Id) : ICommand<string>;

/// <summary>Sends to an endpoint again that was disabled: what waits at once; what was raised meanwhile is to be replayed. Refused with <see cref="NotFound"/>.</summary>
/// <param name="Id">The endpoint.</param>
public sealed record EnableWebhookEndpoint(Guid Id) : ICommand<Done>;

/// <summary>Sends one message again, whether or not it arrived; the receiver knows it by its id. Refused with <see cref="NotFound"/>.</summary>
/// <param name="DeliveryId">The delivery.</param>
public sealed record ReplayWebhookDelivery(Guid DeliveryId) : ICommand<Done>;

/// <summary>
/// Sends an endpoint what was raised in a range of time and did not arrive: given up, or raised while the endpoint was disabled. Answers how
/// many messages. Refused with <see cref="NotFound"/>, and with <see cref="InvalidInput"/> when the range has too many events.
/// </summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="From">The range's beginning.</param>
/// <param name="Until">The range's end, not included.</param>
public sealed record ReplayWebhookDeliveries(Guid EndpointId, DateTimeOffset From, DateTimeOffset Until) : ICommand<int>;

/// <summary>All endpoints, by their age.</summary>
public sealed record ListWebhookEndpoints : IRequest<IReadOnlyList<WebhookEndpoint>>;

/// <summary>An address to which events are sent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">The address.</param>
/// <param name="Types">The events, or <c>*</c>.</param>
/// <param name="DisabledBecause">Why nothing is sent; null when it is.</param>
/// <param name="PausedUntil">Until when nothing is sent because it failed too often, or asked for it; null when it is not paused.</param>
/// <param name="Waiting">How many messages wait.</param>
public sealed record WebhookEndpoint(Guid Id, string Url, IReadOnlyList<string> Types, string? DisabledBecause, DateTimeOffset? PausedUntil, int Waiting);

/// <summary>The latest messages.</summary>
/// <param name="EndpointId">Of one endpoint; null for all.</param>
/// <param name="AtMost">How many.</param>
public sealed record ListWebhookDeliveries(Guid? EndpointId, int AtMost) : IRequest<IReadOnlyList<WebhookDelivery>>;

/// <summary>A message to an endpoint.</summary>
/// <param name="Id">Its id, for replaying.</param>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="MessageId">The id under which the receiver knows it.</param>
/// <param name="Type">What it tells of.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="RaisedAt">When that happened.</param>
/// <param name="Attempts">How often it was sent in vain.</param>
/// <param name="NextAttemptAt">When it is sent next; null when it is not.</param>
/// <param name="LastAnswer">What came of the last attempt: a status code, or why there was none; null when there was no attempt.</param>
public sealed record WebhookDelivery(
    Guid Id, Guid EndpointId, string MessageId, string Type, DeliveryStatus Status, DateTimeOffset RaisedAt, int Attempts, DateTimeOffset? NextAttemptAt, string? LastAnswer);

/// <summary>Where a message stands.</summary>
public enum DeliveryStatus
{
    /// <summary>It is to be sent.</summary>
    Waiting = 1,

    /// <summary>The receiver took it.</summary>
    Delivered = 2,

    /// <summary>It is given up.</summary>
    Failed = 3,
}
