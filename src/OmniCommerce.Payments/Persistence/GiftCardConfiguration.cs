using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Payments.Domain;

namespace OmniCommerce.Payments.Persistence;

internal sealed class GiftCardConfiguration
    : IEntityTypeConfiguration<GiftCard>, IEntityTypeConfiguration<GiftCardHold>, IEntityTypeConfiguration<GiftCardEntry>
{
    public void Configure(EntityTypeBuilder<GiftCard> card)
    {
        card.ToTable("gift_cards", table =>
            table.HasCheckConstraint("CK_gift_cards_held", "\"Held\" >= 0 AND \"Held\" <= \"Balance\""));
        card.HasKey(c => c.Id);
        card.Property(c => c.Id).ValueGeneratedNever();
        card.Property(c => c.Code).HasMaxLength(64);
        card.Property(c => c.NormalizedCode).HasMaxLength(64);
        card.Ignore(c => c.Available);
        card.HasIndex(c => c.NormalizedCode).IsUnique();
    }

    public void Configure(EntityTypeBuilder<GiftCardHold> hold)
    {
        hold.ToTable("gift_card_holds", table => table.HasCheckConstraint("CK_gift_card_holds_amount", "\"Amount\" > 0"));
        hold.HasKey(h => new { h.HoldId, h.GiftCardId });
        hold.Property(h => h.Amount).IsConcurrencyToken();
        hold.HasOne<GiftCard>().WithMany().HasForeignKey(h => h.GiftCardId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<GiftCardEntry> entry)
    {
        entry.ToTable("gift_card_entries");
        entry.HasKey(e => new { e.GiftCardId, e.Kind, e.Reference });
        entry.Property(e => e.Reference).HasMaxLength(100);
        entry.HasOne<GiftCard>().WithMany().HasForeignKey(e => e.GiftCardId).OnDelete(DeleteBehavior.Restrict);
    }
}
