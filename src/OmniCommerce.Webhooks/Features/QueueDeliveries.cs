using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Webhooks.Domain;
using OmniCommerce.Webhooks.Sending;

namespace OmniCommerce.Webhooks.Features;

/// <summary>Makes of every event a message to each endpoint that wants it.</summary>
internal sealed class QueueDeliveries(CommerceDbContext db, EndpointMemory endpoints, CommitActions commit, DeliverySignal signal, TimeProvider clock) : IAllEventsHandler
{
    public async ValueTask<bool> WantsAsync(RaisedEvent raised, CancellationToken cancellationToken) =>
        (await endpoints.WantingAsync(EventNames.Of(raised), cancellationToken)).Count > 0;

    public async Task HandleAsync(RaisedEvent raised, CancellationToken cancellationToken)
    {
        var wanting = await endpoints.WantingAsync(EventNames.Of(raised), cancellationToken);

        // A replay of the time in which the event was raised may have been faster.
        var queued = await db.Set<Delivery>().Where(delivery => wanting.Contains(delivery.EndpointId) && delivery.EventId == raised.Id)
            .Select(delivery => delivery.EndpointId).ToListAsync(cancellationToken);
        foreach (var endpoint in wanting.Except(queued))
            db.Add(MessageOf(raised, endpoint, clock.GetUtcNow()));
        commit.AfterCommit(signal.Wake);
    }

    /// <summary>The message that tells an endpoint of an event.</summary>
    public static Delivery MessageOf(RaisedEvent raised, Guid endpoint, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        EndpointId = endpoint,
        EventId = raised.Id,
        Type = EventNames.Of(raised),
        Body = BodyOf(raised),
        RaisedAt = raised.RaisedAt,
        DueAt = now,
    };

    private static string BodyOf(RaisedEvent raised)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", EventNames.Of(raised));
            json.WriteString("timestamp", raised.RaisedAt.UtcDateTime);
            json.WritePropertyName("data");
            json.WriteRawValue(raised.Payload);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
