using OmniCommerce.Webhooks.Contracts;

namespace OmniCommerce.Webhooks.Domain;

/// <summary>A message to an endpoint: one event, sent until the endpoint takes it or is given up.</summary>
internal sealed class Delivery
{
    public const int MaxErrorLength = 400;

    public required Guid Id { get; init; }

    public required Guid EndpointId { get; init; }

    public required Guid EventId { get; init; }

    public required string Type { get; init; }

    /// <summary>What is sent, to the byte.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public DeliveryStatus Status { get; set; } = DeliveryStatus.Waiting;

    public int Attempts { get; set; }

    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Who is sending it now, or was until <see cref="LeasedUntil"/>.</summary>
    public Guid? Sender { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }

    public int? LastStatus { get; set; }

    public string? LastError { get; set; }

    public DateTimeOffset? LastAttemptAt { get; set; }

    /// <summary>By which the receiver knows a message that it had before.</summary>
    public static string MessageIdOf(Guid eventId) => $"msg_{eventId:N}";

    /// <summary>Sends it from the beginning, at once.</summary>
    public void Replay(DateTimeOffset now) => (Status, Attempts, DueAt, Sender, LeasedUntil) = (DeliveryStatus.Waiting, 0, now, null, null);
}
