using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;

namespace OmniCommerce.Inventory.Persistence;

internal sealed class LocationConfiguration : IEntityTypeConfiguration<Location>
{
    public void Configure(EntityTypeBuilder<Location> location)
    {
        location.ToTable("locations");
        location.HasKey(l => l.Id);
        location.Property(l => l.Id).ValueGeneratedNever();
        location.Property(l => l.Reference).HasMaxLength(Location.MaxReference);
        location.Property(l => l.Name).HasMaxLength(Location.MaxName);
        location.Property(l => l.OpeningHours).HasMaxLength(Location.MaxOpeningHours);
        location.Property(l => l.PickUp).HasConversion<PickUpConverter>().HasMaxLength(-1);
        location.HasIndex(l => l.Reference).IsUnique();
    }

    private sealed class PickUpConverter() : ValueConverter<PickUpTerms, string>(terms => Write(terms), text => Read(text))
    {
        private static string Write(PickUpTerms terms) => JsonSerializer.Serialize(terms);

        private static PickUpTerms Read(string text) => JsonSerializer.Deserialize<PickUpTerms>(text)!;
    }
}

internal sealed class StockConfiguration
    : IEntityTypeConfiguration<StockRow>, IEntityTypeConfiguration<ChannelBuffer>, IEntityTypeConfiguration<StockHold>, IEntityTypeConfiguration<OrderStock>, IEntityTypeConfiguration<StockMovement>
{
    // The floor that holds even if code is wrong. Safety stock is a wish and has no part in it.
    public void Configure(EntityTypeBuilder<StockRow> level)
    {
        level.ToTable("stock_levels", table =>
        {
            table.HasCheckConstraint("CK_stock_levels_held", "\"Held\" >= 0");
            table.HasCheckConstraint("CK_stock_levels_allocated", "\"Allocated\" >= 0");
            table.HasCheckConstraint("CK_stock_levels_safety", "\"SafetyStock\" >= 0");
            table.HasCheckConstraint("CK_stock_levels_promised", "\"Held\" + \"Allocated\" <= \"OnHand\"");
        });
        level.HasKey(l => new { l.VariantId, l.LocationId });
        level.HasOne<Location>().WithMany().HasForeignKey(l => l.LocationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ChannelBuffer> buffer)
    {
        buffer.ToTable("stock_buffers", table => table.HasCheckConstraint("CK_stock_buffers_quantity", "\"Quantity\" >= 0"));
        buffer.HasKey(b => new { b.VariantId, b.LocationId, b.Channel });
        buffer.HasOne<Location>().WithMany().HasForeignKey(b => b.LocationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StockHold> hold)
    {
        hold.ToTable("stock_holds", table => table.HasCheckConstraint("CK_stock_holds_quantity", "\"Quantity\" > 0"));
        hold.HasKey(h => new { h.HoldId, h.VariantId, h.LocationId });
        hold.Property(h => h.Trace).HasMaxLength(-1);
    }

    public void Configure(EntityTypeBuilder<OrderStock> allocation)
    {
        allocation.ToTable("stock_allocations", table => table.HasCheckConstraint("CK_stock_allocations_quantity", "\"Quantity\" > 0"));
        allocation.HasKey(a => new { a.OrderId, a.VariantId, a.LocationId });
    }

    public void Configure(EntityTypeBuilder<StockMovement> movement)
    {
        movement.ToTable("stock_movements", table => table.HasCheckConstraint("CK_stock_movements_quantity", "\"Quantity\" > 0"));
        movement.HasKey(m => m.Id);
        movement.Property(m => m.Id).ValueGeneratedNever();
        movement.Property(m => m.Reference).HasMaxLength(64);
        movement.HasIndex(m => new { m.VariantId, m.LocationId, m.At });
        movement.HasIndex(m => new { m.LocationId, m.At });
    }
}
