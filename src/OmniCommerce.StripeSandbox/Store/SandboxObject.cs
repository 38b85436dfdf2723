using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OmniCommerce.StripeSandbox.Store;

/// <summary>One of Stripe's objects as it is kept: its JSON, and by what it is found.</summary>
internal sealed class SandboxObject
{
    public const string Deleted = "deleted.";

    public required string Id { get; init; }

    /// <summary>Stripe's word for the kind: <c>payment_intent</c>; with <see cref="Deleted"/> before it when it was deleted.</summary>
    public required string Kind { get; set; }

    /// <summary>In microseconds since 1970, and no two of one process the same: the order of lists.</summary>
    public required long Sequence { get; init; }

    public string? Customer { get; set; }

    public string? Parent { get; set; }

    public long? DueAt { get; set; }

    public string? Hidden { get; set; }

    public required string Json { get; set; }

    /// <summary>Grows with every change: of two that change one object at once, the slower runs again.</summary>
    public long Version { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SandboxObject>
    {
        public void Configure(EntityTypeBuilder<SandboxObject> kept)
        {
            kept.ToTable("stripe_sandbox_objects");
            kept.HasKey(o => o.Id);
            kept.Property(o => o.Id).HasMaxLength(64);
            kept.Property(o => o.Kind).HasMaxLength(32);
            kept.Property(o => o.Customer).HasMaxLength(64);
            kept.Property(o => o.Parent).HasMaxLength(64);
            kept.Property(o => o.Json).HasMaxLength(-1);
            kept.Property(o => o.Version).IsConcurrencyToken();
            kept.HasIndex(o => new { o.Kind, o.Sequence });
            kept.HasIndex(o => o.Customer);
            kept.HasIndex(o => o.Parent);
            kept.HasIndex(o => o.DueAt);
        }
    }
}

/// <summary>The first answer to an idempotency key.</summary>
internal sealed class KeptAnswer
{
    /// <summary>SHA-256 of the key: keys are told apart by case, which not every database does.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required string Fingerprint { get; init; }

    public required string RequestId { get; init; }

    public required int Status { get; init; }

    public required string Body { get; init; }

    public required long CreatedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<KeptAnswer>
    {
        public void Configure(EntityTypeBuilder<KeptAnswer> answer)
        {
            answer.ToTable("stripe_sandbox_answers");
            answer.HasKey(a => a.Key);
            answer.Property(a => a.Key).HasMaxLength(64);
            answer.Property(a => a.Fingerprint).HasMaxLength(64);
            answer.Property(a => a.RequestId).HasMaxLength(64);
            answer.Property(a => a.Body).HasMaxLength(-1);
            answer.HasIndex(a => a.CreatedAt);
        }
    }
}

/// <summary>Something that happened, with the object as it was then.</summary>
internal sealed class SandboxEvent
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required long Sequence { get; init; }

    public required string Json { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<SandboxEvent>
    {
        public void Configure(EntityTypeBuilder<SandboxEvent> happened)
        {
            happened.ToTable("stripe_sandbox_events");
            happened.HasKey(e => e.Id);
            happened.Property(e => e.Id).HasMaxLength(64);
            happened.Property(e => e.Type).HasMaxLength(64);
            happened.Property(e => e.Json).HasMaxLength(-1);
            happened.HasIndex(e => e.Sequence);
        }
    }
}

/// <summary>An event that an endpoint has not taken yet.</summary>
internal sealed class SandboxDelivery
{
    public required string EventId { get; init; }

    public required string EndpointId { get; init; }

    /// <summary>The event's.</summary>
    public required long Sequence { get; init; }

    public int Attempts { get; set; }

    /// <summary>When it is to be tried, in milliseconds since 1970; null when it was given up.</summary>
    public long? NextAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SandboxDelivery>
    {
        public void Configure(EntityTypeBuilder<SandboxDelivery> delivery)
        {
            delivery.ToTable("stripe_sandbox_deliveries");
            delivery.HasKey(d => new { d.EventId, d.EndpointId });
            delivery.Property(d => d.EventId).HasMaxLength(64);
            delivery.Property(d => d.EndpointId).HasMaxLength(64);
            delivery.HasIndex(d => d.NextAt);
        }
    }
}
