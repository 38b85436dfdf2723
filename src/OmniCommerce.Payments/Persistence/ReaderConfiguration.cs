using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Payments.Domain;

namespace OmniCommerce.Payments.Persistence;

internal sealed class ReaderConfiguration : IEntityTypeConfiguration<CardReader>
{
    public void Configure(EntityTypeBuilder<CardReader> reader)
    {
        reader.ToTable("card_readers");
        reader.HasKey(r => r.Id);
        reader.Property(r => r.Id).ValueGeneratedNever();
        reader.Property(r => r.Label).HasMaxLength(100);
        reader.Property(r => r.ProviderId).HasMaxLength(64);
        reader.HasIndex(r => new { r.LocationId, r.Label }).IsUnique();
    }
}
