using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Pricing.Domain;

namespace OmniCommerce.Pricing.Persistence;

internal sealed class CouponConfiguration : IEntityTypeConfiguration<Coupon>
{
    public void Configure(EntityTypeBuilder<Coupon> coupon)
    {
        coupon.ToTable("coupons", table => table.HasCheckConstraint("CK_coupons_uses", "\"Uses\" >= 0"));
        coupon.HasKey(c => c.Id);
        coupon.Property(c => c.Id).ValueGeneratedNever();
        coupon.Property(c => c.Code).HasMaxLength(Coupon.MaxCodeLength);
        coupon.Property(c => c.NormalizedCode).HasMaxLength(Coupon.MaxCodeLength);
        coupon.HasIndex(c => c.NormalizedCode).IsUnique();
    }
}

internal sealed class CouponUseConfiguration : IEntityTypeConfiguration<CouponUse>
{
    public void Configure(EntityTypeBuilder<CouponUse> use)
    {
        use.ToTable("coupon_uses");

        // A hold takes a coupon once, however often it asks.
        use.HasKey(u => new { u.HoldId, u.CouponId });
        use.HasIndex(u => u.OrderId);
        use.HasOne<Coupon>().WithMany().HasForeignKey(u => u.CouponId).OnDelete(DeleteBehavior.Restrict);
    }
}
