using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Inventory.Features;

namespace OmniCommerce.Inventory.Persistence;

internal sealed class BackOrderConfiguration
    : IEntityTypeConfiguration<BackOrder>, IEntityTypeConfiguration<ExpectedStock>, IEntityTypeConfiguration<StockThreshold>
{
    public void Configure(EntityTypeBuilder<BackOrder> order)
    {
        order.ToTable("back_orders", table => table.HasCheckConstraint("CK_back_orders_promised", "\"Held\" >= 0 AND \"Allocated\" >= 0 AND \"Limit\" >= 0"));
        order.HasKey(o => o.VariantId);
        order.Property(o => o.VariantId).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<ExpectedStock> expected)
    {
        expected.ToTable("expected_stock", table => table.HasCheckConstraint("CK_expected_stock_quantity", "\"Quantity\" > 0"));
        expected.HasKey(e => new { e.VariantId, e.LocationId, e.Reference });
        expected.Property(e => e.Reference).HasMaxLength(StockLimits.MaxReference);
        expected.HasOne<Location>().WithMany().HasForeignKey(e => e.LocationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StockThreshold> threshold)
    {
        threshold.ToTable("stock_thresholds", table => table.HasCheckConstraint("CK_stock_thresholds_threshold", "\"Threshold\" >= 0"));
        threshold.HasKey(t => new { t.VariantId, t.LocationId });
        threshold.HasOne<Location>().WithMany().HasForeignKey(t => t.LocationId).OnDelete(DeleteBehavior.Restrict);
    }
}
