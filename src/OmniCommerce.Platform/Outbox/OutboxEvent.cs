using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OmniCommerce.Platform.Outbox;

/// <summary>What is to be done with an event.</summary>
internal enum OutboxState
{
    /// <summary>Its handlers have not all been done.</summary>
    Pending = 1,

    /// <summary>Every handler has been done, once.</summary>
    Handled = 2,

    /// <summary>A handler failed too often; somebody has to look at it.</summary>
    Dead = 3,
}

/// <summary>An event, written in the transaction of what it tells of.</summary>
internal sealed class OutboxEvent
{
    /// <summary>So many streams' events can be worked at once; a stream is always in the same lane.</summary>
    public const int Lanes = 16;

    public const int MaxErrorLength = 400;

    public required Guid Id { get; init; }

    public required int Lane { get; init; }

    /// <summary>Whose event it is; events of one stream are handled in their order.</summary>
    public required string Stream { get; init; }

    public required long Sequence { get; init; }

    /// <summary>Decides between events of the stream with the same sequence: those of one transaction.</summary>
    public required int Position { get; init; }

    public required string Type { get; init; }

    public required int Version { get; init; }

    public required string Payload { get; init; }

    /// <summary>The trace of the request that raised it.</summary>
    public required string? TraceParent { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public OutboxState State { get; init; } = OutboxState.Pending;

    /// <summary>Not handled before.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How often a handler failed.</summary>
    public int Attempts { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? HandledAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<OutboxEvent>
    {
        public void Configure(EntityTypeBuilder<OutboxEvent> happened)
        {
            happened.ToTable("outbox_events");
            happened.HasKey(e => e.Id);
            happened.Property(e => e.Stream).HasMaxLength(EventOutbox.MaxStreamLength);
            happened.Property(e => e.Type).HasMaxLength(64);
            happened.Property(e => e.Payload).HasMaxLength(-1);
            happened.Property(e => e.TraceParent).HasMaxLength(64);
            happened.Property(e => e.LastError).HasMaxLength(MaxErrorLength);
            happened.HasIndex(e => new { e.State, e.Lane, e.DueAt });
            happened.HasIndex(e => new { e.Stream, e.Sequence, e.Position });
        }
    }
}

/// <summary>A part of all streams, worked by one node at a time: the one that leased it last, until then.</summary>
internal sealed class OutboxLane
{
    public required int Lane { get; init; }

    public Guid? Worker { get; init; }

    public required DateTimeOffset LeasedUntil { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<OutboxLane>
    {
        public void Configure(EntityTypeBuilder<OutboxLane> lane)
        {
            lane.ToTable("outbox_lanes");
            lane.HasKey(l => l.Lane);
            lane.Property(l => l.Lane).ValueGeneratedNever();
            lane.HasData(Enumerable.Range(0, OutboxEvent.Lanes).Select(i => new OutboxLane { Lane = i, LeasedUntil = DateTimeOffset.UnixEpoch }));
        }
    }
}

/// <summary>That a handler has been done for an event: written in the transaction of its effect, so that there is one effect and no second.</summary>
internal sealed class InboxEntry
{
    public required Guid EventId { get; init; }

    public required string Handler { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<InboxEntry>
    {
        public void Configure(EntityTypeBuilder<InboxEntry> entry)
        {
            entry.ToTable("inbox_entries");
            entry.HasKey(e => new { e.EventId, e.Handler });
            entry.Property(e => e.Handler).HasMaxLength(200);
            entry.HasIndex(e => e.At);
        }
    }
}
