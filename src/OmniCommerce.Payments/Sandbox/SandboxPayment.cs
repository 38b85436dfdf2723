using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Kernel;

namespace OmniCommerce.Payments.Sandbox;

/// <summary>A payment in the sandbox's own books.</summary>
internal sealed class SandboxPayment
{
    /// <summary>The key under which it was asked for.</summary>
    public required string Key { get; init; }

    public required string IntentId { get; init; }

    public required OrderId OrderId { get; init; }

    public required Currency Currency { get; init; }

    public required long Amount { get; init; }

    public long Captured { get; init; }

    public long Refunded { get; init; }

    public required SandboxStatus Status { get; init; }

    public required string? DeclineReason { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<SandboxPayment>
    {
        public void Configure(EntityTypeBuilder<SandboxPayment> payment)
        {
            payment.ToTable("sandbox_payments", table => table.HasCheckConstraint(
                "CK_sandbox_payments_refunded", "\"Refunded\" <= \"Captured\" AND \"Captured\" <= \"Amount\""));
            payment.HasKey(p => p.Key);
            payment.Property(p => p.Key).HasMaxLength(100);
            payment.Property(p => p.IntentId).HasMaxLength(64);
            payment.HasIndex(p => p.IntentId).IsUnique();
        }
    }
}

/// <summary>A refund in the sandbox's own books.</summary>
internal sealed class SandboxRefund
{
    public required string Key { get; init; }

    public required string IntentId { get; init; }

    public required long Amount { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<SandboxRefund>
    {
        public void Configure(EntityTypeBuilder<SandboxRefund> refund)
        {
            refund.ToTable("sandbox_refunds");
            refund.HasKey(r => r.Key);
            refund.Property(r => r.Key).HasMaxLength(100);
            refund.Property(r => r.IntentId).HasMaxLength(64);
        }
    }
}

internal enum SandboxStatus
{
    RequiresCapture = 1,
    Succeeded = 2,
    Canceled = 3,
    Declined = 4,
}
