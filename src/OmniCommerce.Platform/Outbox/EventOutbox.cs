using System.Diagnostics;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Platform.Outbox;

/// <summary>
/// Raises events within a command: they are saved with everything else that it changes, or not at all, and handled after the commit, at least
/// once, each stream's in order.
/// </summary>
public sealed class EventOutbox(CommerceDbContext db, CommitActions commit, EventTypes types, OutboxSignal signal, TimeProvider clock)
{
    /// <summary>The longest name of a stream.</summary>
    public const int MaxStreamLength = 100;

    // Thin enough to be sent out as a webhook's data, whose whole body has to stay under 20 KB.
    private const int MaxPayloadLength = 16_000;

    private int _position;

    /// <summary>Raises an event.</summary>
    /// <param name="stream">Whose event it is: <c>order:…</c>. At most 100 characters.</param>
    /// <param name="happened">The event.</param>
    /// <param name="sequence">
    /// The version of the stream's aggregate after the change, by which its events are ordered; null to order them by the clock, for streams
    /// that have no version. Either way it is read after the transaction has taken the aggregate's row, so that a later one is committed later.
    /// </param>
    /// <exception cref="InvalidOperationException">No command is running, or the event is too large.</exception>
    public void Raise(string stream, IEvent happened, long? sequence = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stream.Length, MaxStreamLength, nameof(stream));
        if (!commit.InTransaction)
            throw new InvalidOperationException("Events are raised by commands, within their transaction.");
        var type = types.Of(happened.GetType());
        var payload = EventJson.Write(happened);
        if (payload.Length > MaxPayloadLength)
            throw new InvalidOperationException($"The event {type.Name} has {payload.Length} characters; {MaxPayloadLength} are allowed.");

        var now = Instant.Stored(clock.GetUtcNow());
        db.Add(new OutboxEvent
        {
            Id = Guid.CreateVersion7(now),
            Lane = LaneOf(stream),
            Stream = stream,
            Sequence = sequence ?? now.UtcTicks / TimeSpan.TicksPerMicrosecond,
            Position = _position++,
            Type = type.Name,
            Version = type.Version,
            Payload = payload,
            TraceParent = Activity.Current?.Id,
            RaisedAt = now,
            DueAt = now,
        });
        commit.AfterCommit(signal.Wake);
    }

    // Not string.GetHashCode, which differs from process to process.
    private static int LaneOf(string stream)
    {
        var hash = 2166136261u;
        foreach (var character in stream)
            hash = unchecked((hash ^ character) * 16777619u);
        return (int)(hash % OutboxEvent.Lanes);
    }
}
