using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Loyalty.Domain;

namespace OmniCommerce.Loyalty.Persistence;

internal sealed class MemberAccountConfiguration : IEntityTypeConfiguration<MemberAccount>
{
    public void Configure(EntityTypeBuilder<MemberAccount> account)
    {
        // The balance may be below zero: points are spent, then the order that earned them is returned.
        account.ToTable("loyalty_accounts", table => table.HasCheckConstraint("CK_loyalty_accounts_pots", "\"Held\" >= 0 AND \"Pending\" >= 0"));
        account.HasKey(a => a.Id);
        account.Property(a => a.Id).ValueGeneratedNever();
        account.Property(a => a.Number).HasMaxLength(MemberNumber.Length);
        account.Property(a => a.Version).IsConcurrencyToken();
        account.HasIndex(a => a.CustomerId).IsUnique();
        account.HasIndex(a => a.Number).IsUnique();
    }
}

internal sealed class PointsMovementConfiguration : IEntityTypeConfiguration<PointsMovement>
{
    public void Configure(EntityTypeBuilder<PointsMovement> movement)
    {
        movement.ToTable("points_movements", table => table.HasCheckConstraint("CK_points_movements_points", "\"Points\" > 0"));
        movement.HasKey(m => m.Id);
        movement.Property(m => m.Id).ValueGeneratedNever();
        movement.HasIndex(m => new { m.AccountId, m.Kind, m.Reference }).IsUnique();
        movement.HasIndex(m => m.HoldId);
        movement.HasIndex(m => m.OrderId);
        movement.HasOne<MemberAccount>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class WaitingPointsConfiguration : IEntityTypeConfiguration<WaitingPoints>
{
    public void Configure(EntityTypeBuilder<WaitingPoints> waiting)
    {
        waiting.ToTable("points_waiting");
        waiting.HasKey(w => w.OrderId);
        waiting.Property(w => w.OrderId).ValueGeneratedNever();
        waiting.HasIndex(w => w.ActiveFrom);
    }
}

internal sealed class PointsLotConfiguration : IEntityTypeConfiguration<PointsLot>, IEntityTypeConfiguration<LotUse>
{
    public void Configure(EntityTypeBuilder<PointsLot> lot)
    {
        lot.ToTable("points_lots", table => table.HasCheckConstraint("CK_points_lots_points", "\"Left\" >= 0 AND \"Expired\" >= 0 AND \"Left\" + \"Expired\" <= \"Points\""));
        lot.HasKey(l => l.Id);
        lot.Property(l => l.Id).ValueGeneratedNever();
        lot.HasIndex(l => l.AccountId);
        lot.HasIndex(l => l.ExpiresAt).HasFilter("\"Left\" > 0");
        lot.HasOne<MemberAccount>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<LotUse> use)
    {
        use.ToTable("points_lot_uses", table => table.HasCheckConstraint("CK_points_lot_uses_points", "\"Points\" >= 0"));
        use.HasKey(u => new { u.HoldId, u.LotId });
        use.HasIndex(u => u.OrderId);
        use.HasOne<PointsLot>().WithMany().HasForeignKey(u => u.LotId).OnDelete(DeleteBehavior.Restrict);
    }
}
