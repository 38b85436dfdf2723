using OmniCommerce.Platform.Outbox;

namespace OmniCommerce.Webhooks.Contracts;

/// <summary>The shop has given an endpoint up; nothing is sent there until somebody enables it.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Because">Why.</param>
[EventType("webhook.disabled")]
public sealed record WebhookDisabled(Guid EndpointId, string Because) : IEvent;
