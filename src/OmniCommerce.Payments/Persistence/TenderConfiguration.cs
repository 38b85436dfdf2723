using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Payments.Domain;

namespace OmniCommerce.Payments.Persistence;

internal sealed class TenderConfiguration
    : IEntityTypeConfiguration<OrderTender>, IEntityTypeConfiguration<PaymentEvent>, IEntityTypeConfiguration<TenderRefund>
{
    public void Configure(EntityTypeBuilder<OrderTender> tender)
    {
        tender.ToTable("tenders", table =>
        {
            table.HasCheckConstraint("CK_tenders_amount", "\"Amount\" > 0");
            table.HasCheckConstraint("CK_tenders_authorized", "\"Authorized\" <= \"Amount\"");
            table.HasCheckConstraint("CK_tenders_captured", "\"Captured\" <= \"Authorized\"");
            table.HasCheckConstraint("CK_tenders_confirmed", "\"Confirmed\" <= \"Asked\" AND \"Asked\" <= \"Captured\"");
            table.HasCheckConstraint("CK_tenders_charged_back", "\"ChargedBack\" >= 0");
            table.HasCheckConstraint("CK_tenders_refunded", "\"Refunded\" >= 0 AND \"Carried\" >= 0 AND \"Refunded\" + \"Carried\" <= \"Captured\"");
        });
        tender.HasKey(t => t.Id);
        tender.Property(t => t.Id).ValueGeneratedNever();
        tender.Property(t => t.Key).HasMaxLength(100);
        tender.Property(t => t.IntentId).HasMaxLength(64);
        tender.Property(t => t.ReturnUrl).HasMaxLength(OrderTender.MaxReturnUrlLength);
        tender.Property(t => t.Version).IsConcurrencyToken();
        tender.Property(t => t.CardBrand).HasMaxLength(32);
        tender.Property(t => t.CardLast4).HasMaxLength(8);
        tender.Ignore(t => t.Left).Ignore(t => t.Taken).Ignore(t => t.Promised).Ignore(t => t.CanCarry).Ignore(t => t.Released).Ignore(t => t.Status).Ignore(t => t.NeedsProvider)
            .Ignore(t => t.Promise).Ignore(t => t.CanRenew).Ignore(t => t.RenewalKey);
        tender.Property(t => t.NotRenewedBecause).HasMaxLength(64);
        tender.Property(t => t.ReplacedIntentId).HasMaxLength(64);
        tender.HasIndex(t => new { t.OrderId, t.Position }).IsUnique();
        tender.HasIndex(t => t.Key).IsUnique();
        tender.HasIndex(t => t.IntentId);
        tender.HasIndex(t => new { t.State, t.ChangedAt });
        tender.HasIndex(t => t.RenewalAskedAt).HasFilter("\"RenewalAskedAt\" IS NOT NULL");
        tender.HasIndex(t => t.ReplacedIntentId).HasFilter("\"ReplacedIntentId\" IS NOT NULL");
        tender.HasIndex(t => t.CarriedFrom).HasFilter("\"CarriedFrom\" IS NOT NULL");
        tender.HasMany(t => t.Events).WithOne().HasForeignKey(e => e.TenderId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PaymentEvent> happened)
    {
        happened.ToTable("payment_events");
        happened.HasKey(e => new { e.TenderId, e.Number });
        happened.Property(e => e.Number).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<TenderRefund> refund)
    {
        refund.ToTable("tender_refunds", table => table.HasCheckConstraint("CK_tender_refunds_amount", "\"Amount\" > 0"));
        refund.HasKey(r => r.Id);
        refund.Property(r => r.Id).ValueGeneratedNever();
        refund.Property(r => r.Reference).HasMaxLength(100);
        refund.Ignore(r => r.Key).Ignore(r => r.PaidOut);
        refund.HasOne<OrderTender>().WithMany().HasForeignKey(r => r.TenderId).OnDelete(DeleteBehavior.Restrict);
        refund.HasIndex(r => new { r.TenderId, r.Reference }).IsUnique();
        refund.HasIndex(r => r.OrderId);
        refund.HasIndex(r => new { r.State, r.At });
    }
}
