using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OmniCommerce.Payments.Inbox;

internal enum StoredEventState
{
    Pending = 1,
    Done = 2,

    /// <summary>It failed too often; somebody has to look at it.</summary>
    Dead = 3,
}

/// <summary>An event as Stripe sent it. Its id is the key, so that what is sent twice is one.</summary>
internal sealed class StoredEvent
{
    public const int MaxName = 100;

    public required string Id { get; init; }

    public required string Type { get; init; }

    /// <summary>The request's body: what was signed.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public StoredEventState State { get; init; } = StoredEventState.Pending;

    public int Attempts { get; init; }

    /// <summary>When it is to be worked off next; whoever works it off puts this ahead first, so that others leave it alone.</summary>
    public required DateTimeOffset DueAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<StoredEvent>
    {
        public void Configure(EntityTypeBuilder<StoredEvent> stored)
        {
            stored.ToTable("stripe_inbox");
            stored.HasKey(e => e.Id);
            stored.Property(e => e.Id).HasMaxLength(MaxName);
            stored.Property(e => e.Type).HasMaxLength(MaxName);
            stored.Property(e => e.Body).HasMaxLength(-1);
            stored.HasIndex(e => new { e.State, e.DueAt });
        }
    }
}
