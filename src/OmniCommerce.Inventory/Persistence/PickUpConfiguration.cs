using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Inventory.Domain;

namespace OmniCommerce.Inventory.Persistence;

internal sealed class PickUpConfiguration : IEntityTypeConfiguration<PickUpSlotRow>, IEntityTypeConfiguration<PickUpClaim>
{
    public void Configure(EntityTypeBuilder<PickUpSlotRow> slot)
    {
        slot.ToTable("pick_up_slots", table => table.HasCheckConstraint("CK_pick_up_slots_taken", "\"Taken\" >= 0"));
        slot.HasKey(s => new { s.LocationId, s.StartsAt });
        slot.HasOne<Location>().WithMany().HasForeignKey(s => s.LocationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PickUpClaim> claim)
    {
        claim.ToTable("pick_up_claims");
        claim.HasKey(c => c.HoldId);
        claim.Property(c => c.HoldId).ValueGeneratedNever();
        claim.HasIndex(c => c.OrderId).IsUnique().HasFilter("\"OrderId\" IS NOT NULL");
        claim.HasIndex(c => new { c.LocationId, c.StartsAt });
    }
}
