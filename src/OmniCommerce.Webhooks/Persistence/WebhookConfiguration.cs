using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Webhooks.Domain;

namespace OmniCommerce.Webhooks.Persistence;

internal sealed class EndpointConfiguration : IEntityTypeConfiguration<Endpoint>
{
    public void Configure(EntityTypeBuilder<Endpoint> endpoint)
    {
        endpoint.ToTable("webhook_endpoints");
        endpoint.Property(e => e.Url).HasMaxLength(Endpoint.MaxUrlLength);
        endpoint.Property(e => e.Types).HasMaxLength(Endpoint.MaxTypesLength);
        endpoint.Property(e => e.Secret).HasMaxLength(100);
        endpoint.Property(e => e.PreviousSecret).HasMaxLength(100);
    }
}

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> delivery)
    {
        delivery.ToTable("webhook_deliveries");
        delivery.Property(d => d.Type).HasMaxLength(80);
        delivery.Property(d => d.Body).HasMaxLength(-1);
        delivery.Property(d => d.LastError).HasMaxLength(Delivery.MaxErrorLength);
        delivery.HasOne<Endpoint>().WithMany().HasForeignKey(d => d.EndpointId).OnDelete(DeleteBehavior.Cascade);
        delivery.HasIndex(d => new { d.Status, d.DueAt });
        delivery.HasIndex(d => new { d.EndpointId, d.EventId }).IsUnique();
    }
}
