using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Orders.Persistence;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>, IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.ToTable("orders", table => table.HasCheckConstraint("CK_orders_refunded", "\"Refunded\" >= 0 AND \"Refunded\" <= \"Total\""));
        order.HasKey(o => o.Id);
        order.Property(o => o.Id).ValueGeneratedNever();
        order.Property(o => o.Number).HasMaxLength(32);
        order.Property(o => o.Email).HasMaxLength(254);
        order.Property(o => o.Reference).HasMaxLength(100);
        order.Property(o => o.EndedBecause).HasMaxLength(-1);
        order.Property(o => o.Exchange).HasConversion<ExchangeConverter>().HasMaxLength(-1);
        order.Property(o => o.Terms).HasConversion<TermsConverter>().HasMaxLength(-1);
        order.Property(o => o.Sourcing).HasConversion<TraceConverter, TraceComparer>().HasMaxLength(-1);
        order.Property(o => o.Version).IsConcurrencyToken();
        order.ComplexProperty(o => o.Delivery, delivery =>
        {
            delivery.Property(d => d.PostalCode).HasMaxLength(32);
            delivery.Property(d => d.Country).HasMaxLength(2);
        });
        order.Ignore(o => o.Left).Ignore(o => o.LeavesInPart).Ignore(o => o.SendsNothing);
        order.HasMany(o => o.Lines).WithOne().HasForeignKey(line => line.OrderId).OnDelete(DeleteBehavior.Restrict);

        // A cart becomes one order. Tries that failed do not count.
        order.HasIndex(o => o.CartId).IsUnique().HasFilter($"\"{nameof(Order.Status)}\" <> '{nameof(OrderStatus.Failed)}'");
        order.HasIndex(o => o.Reference).IsUnique().HasFilter($"\"{nameof(Order.Reference)}\" IS NOT NULL AND \"{nameof(Order.Status)}\" <> '{nameof(OrderStatus.Failed)}'");
        order.HasIndex(o => o.Number).IsUnique();
        order.HasIndex(o => new { o.CustomerId, o.Sequence });
        order.HasIndex(o => new { o.Status, o.StartedAt });
    }

    /// <summary>Most orders have nothing to choose: for them nothing is parsed.</summary>
    private sealed class TraceConverter() : ValueConverter<IReadOnlyList<SourcingStep>, string>(trace => Write(trace), text => Read(text))
    {
        private static string Write(IReadOnlyList<SourcingStep> trace) => trace.Count == 0 ? "" : JsonSerializer.Serialize(trace);

        private static SourcingStep[] Read(string text) => text.Length == 0 ? [] : JsonSerializer.Deserialize<SourcingStep[]>(text)!;
    }

    private sealed class ExchangeConverter() : ValueConverter<Exchange, string>(exchange => Write(exchange), text => Read(text))
    {
        private static string Write(Exchange exchange) => JsonSerializer.Serialize(exchange);

        private static Exchange Read(string text) => JsonSerializer.Deserialize<Exchange>(text)!;
    }

    private sealed class TermsConverter() : ValueConverter<PriceTerms, string>(terms => Write(terms), text => Read(text))
    {
        private static string Write(PriceTerms terms) => JsonSerializer.Serialize(terms);

        private static PriceTerms Read(string text) => JsonSerializer.Deserialize<PriceTerms>(text)!;
    }

    private sealed class TraceComparer() : ValueComparer<IReadOnlyList<SourcingStep>>((one, other) => ReferenceEquals(one, other), trace => trace.Count, trace => trace);

    public void Configure(EntityTypeBuilder<OrderLine> line)
    {
        line.ToTable("order_lines", table =>
        {
            table.HasCheckConstraint("CK_order_lines_states", "\"FulfilledQuantity\" >= 0 AND \"CancelledQuantity\" >= 0 AND \"ReturnedQuantity\" >= 0");
            table.HasCheckConstraint("CK_order_lines_carried_out", "\"CarriedOut\" >= 0 AND \"CarriedOut\" <= \"Quantity\"");
            table.HasCheckConstraint("CK_order_lines_quantity", "\"FulfilledQuantity\" + \"CancelledQuantity\" + \"ReturnedQuantity\" <= \"Quantity\"");
        });
        line.HasKey(l => l.Id);
        line.Property(l => l.Id).ValueGeneratedNever();
        line.Ignore(l => l.AllocatedQuantity).Ignore(l => l.KeptQuantity);
        line.HasIndex(l => new { l.OrderId, l.Position }).IsUnique();
    }
}

internal sealed class ReturnConfiguration : IEntityTypeConfiguration<OrderReturn>, IEntityTypeConfiguration<OrderReturnLine>
{
    public void Configure(EntityTypeBuilder<OrderReturn> goods)
    {
        goods.ToTable("order_returns");
        goods.HasKey(r => r.Id);
        goods.Property(r => r.Id).ValueGeneratedNever();
        goods.HasOne<Order>().WithMany().HasForeignKey(r => r.OrderId).OnDelete(DeleteBehavior.Restrict);
        goods.HasMany(r => r.Lines).WithOne().HasForeignKey(line => line.ReturnId).OnDelete(DeleteBehavior.Restrict);
        goods.Property(r => r.Reference).HasMaxLength(100);
        goods.Property(r => r.ApprovedBy).HasMaxLength(200);
        goods.HasIndex(r => r.OrderId);
        goods.HasIndex(r => r.Reference);
        goods.HasIndex(r => r.ExchangedFor).IsUnique().HasFilter("\"ExchangedFor\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<OrderReturnLine> line)
    {
        line.ToTable("order_return_lines", table => table.HasCheckConstraint("CK_order_return_lines_quantity", "\"Quantity\" > 0"));
        line.HasKey(l => new { l.ReturnId, l.Position });
        line.HasOne<OrderLine>().WithMany().HasForeignKey(l => l.OrderLineId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrderChangeConfiguration : IEntityTypeConfiguration<OrderChange>
{
    public void Configure(EntityTypeBuilder<OrderChange> change)
    {
        change.ToTable("order_changes");
        change.HasKey(c => c.Id);
        change.Property(c => c.Id).ValueGeneratedNever();
        change.Property(c => c.What).HasMaxLength(-1);
        change.Property(c => c.Note).HasMaxLength(1_000);
        change.HasOne<Order>().WithMany().HasForeignKey(c => c.OrderId).OnDelete(DeleteBehavior.Restrict);
        change.HasIndex(c => new { c.OrderId, c.At });
    }
}

internal sealed class FulfilmentConfiguration : IEntityTypeConfiguration<Fulfilment>, IEntityTypeConfiguration<FulfilmentLine>
{
    public void Configure(EntityTypeBuilder<Fulfilment> fulfilment)
    {
        fulfilment.ToTable("fulfilments");
        fulfilment.HasKey(f => f.Id);
        fulfilment.Property(f => f.Id).ValueGeneratedNever();
        fulfilment.Property(f => f.Carrier).HasMaxLength(100);
        fulfilment.Property(f => f.TrackingNumber).HasMaxLength(100);
        fulfilment.Ignore(f => f.OpenQuantity).Ignore(f => f.HasLeft).Ignore(f => f.CanStillChange).Ignore(f => f.CanLeave);
        fulfilment.HasOne<Order>().WithMany().HasForeignKey(f => f.OrderId).OnDelete(DeleteBehavior.Restrict);
        fulfilment.HasMany(f => f.Lines).WithOne().HasForeignKey(line => line.FulfilmentId).OnDelete(DeleteBehavior.Restrict);
        fulfilment.HasIndex(f => new { f.OrderId, f.Number }).IsUnique();
        fulfilment.HasIndex(f => new { f.LocationId, f.Status, f.CreatedAt });
        fulfilment.HasIndex(f => f.ExpiresAt).HasFilter("\"ExpiresAt\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<FulfilmentLine> line)
    {
        line.ToTable("fulfilment_lines", table => table.HasCheckConstraint(
            "CK_fulfilment_lines_open", "\"Left\" >= 0 AND \"GivenUp\" >= 0 AND \"Moved\" >= 0 AND \"Left\" + \"GivenUp\" + \"Moved\" <= \"Quantity\""));
        line.HasKey(l => new { l.FulfilmentId, l.VariantId });
        line.Ignore(l => l.Open);
    }
}

internal sealed class OrderCounterConfiguration : IEntityTypeConfiguration<OrderCounter>
{
    public void Configure(EntityTypeBuilder<OrderCounter> counter)
    {
        counter.ToTable("order_counters");
        counter.HasKey(c => c.Name);
        counter.Property(c => c.Name).HasMaxLength(32);
        counter.HasData(new OrderCounter { Name = OrderCounter.Orders, Last = OrderCounter.First - 1 });
    }
}
