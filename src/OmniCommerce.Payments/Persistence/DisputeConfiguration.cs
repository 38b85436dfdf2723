using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Payments.Domain;

namespace OmniCommerce.Payments.Persistence;

internal sealed class DisputeConfiguration : IEntityTypeConfiguration<TenderDispute>
{
    public void Configure(EntityTypeBuilder<TenderDispute> dispute)
    {
        dispute.ToTable("tender_disputes", table => table.HasCheckConstraint("CK_tender_disputes_amount", "\"Amount\" > 0"));
        dispute.HasKey(d => d.ProviderId);
        dispute.Property(d => d.ProviderId).HasMaxLength(64);
        dispute.Property(d => d.Reason).HasMaxLength(64);
        dispute.Ignore(d => d.ChargedBack);
        dispute.HasOne<OrderTender>().WithMany().HasForeignKey(d => d.TenderId).OnDelete(DeleteBehavior.Restrict);
        dispute.HasIndex(d => d.TenderId);
        dispute.HasIndex(d => d.OpenedAt);
    }
}
