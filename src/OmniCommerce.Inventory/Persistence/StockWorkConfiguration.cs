using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Inventory.Domain;

namespace OmniCommerce.Inventory.Persistence;

internal sealed class TransferConfiguration : IEntityTypeConfiguration<StockTransfer>, IEntityTypeConfiguration<StockTransferLine>
{
    public void Configure(EntityTypeBuilder<StockTransfer> transfer)
    {
        transfer.ToTable("stock_transfers", table => table.HasCheckConstraint("CK_stock_transfers_way", "\"FromId\" <> \"ToId\""));
        transfer.HasKey(t => t.Id);
        transfer.Property(t => t.Id).ValueGeneratedNever();
        transfer.HasOne<Location>().WithMany().HasForeignKey(t => t.FromId).OnDelete(DeleteBehavior.Restrict);
        transfer.HasOne<Location>().WithMany().HasForeignKey(t => t.ToId).OnDelete(DeleteBehavior.Restrict);
        transfer.HasMany(t => t.Lines).WithOne().HasForeignKey(line => line.TransferId).OnDelete(DeleteBehavior.Restrict);
        transfer.HasIndex(t => new { t.Status, t.CreatedAt });
        transfer.HasIndex(t => t.OrderId).HasFilter("\"OrderId\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<StockTransferLine> line)
    {
        line.ToTable("stock_transfer_lines", table =>
        {
            table.HasCheckConstraint("CK_stock_transfer_lines_quantity", "\"Quantity\" > 0 AND (\"Received\" IS NULL OR \"Received\" >= 0)");
            table.HasCheckConstraint("CK_stock_transfer_lines_ordered", "\"Ordered\" >= 0 AND \"Ordered\" <= \"Quantity\"");
        });
        line.Ignore(l => l.CameForOrder);
        line.HasKey(l => new { l.TransferId, l.VariantId });
        line.HasIndex(l => l.VariantId);
    }
}

internal sealed class KitConfiguration : IEntityTypeConfiguration<KitComponent>
{
    public void Configure(EntityTypeBuilder<KitComponent> component)
    {
        component.ToTable("kit_components", table => table.HasCheckConstraint("CK_kit_components_quantity", "\"Quantity\" > 0 AND \"KitId\" <> \"ComponentId\""));
        component.HasKey(c => new { c.KitId, c.ComponentId });
        component.HasIndex(c => c.ComponentId);
    }
}

internal sealed class StockCountConfiguration : IEntityTypeConfiguration<StockCount>, IEntityTypeConfiguration<StockCountLine>
{
    public void Configure(EntityTypeBuilder<StockCount> count)
    {
        count.ToTable("stock_counts");
        count.HasKey(c => c.Id);
        count.Property(c => c.Id).ValueGeneratedNever();
        count.Ignore(c => c.Differences);
        count.HasOne<Location>().WithMany().HasForeignKey(c => c.LocationId).OnDelete(DeleteBehavior.Restrict);
        count.HasMany(c => c.Lines).WithOne().HasForeignKey(line => line.StockCountId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StockCountLine> line)
    {
        line.ToTable("stock_count_lines", table => table.HasCheckConstraint("CK_stock_count_lines_counted", "\"Counted\" IS NULL OR \"Counted\" >= 0"));
        line.HasKey(l => new { l.StockCountId, l.VariantId });
    }
}
