using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Payments.Domain;

namespace OmniCommerce.Payments.Persistence;

internal sealed class PaymentCustomerConfiguration : IEntityTypeConfiguration<PaymentCustomer>
{
    public void Configure(EntityTypeBuilder<PaymentCustomer> customer)
    {
        customer.ToTable("payment_customers");
        customer.HasKey(c => c.CustomerId);
        customer.Property(c => c.CustomerId).ValueGeneratedNever();
        customer.Property(c => c.ProviderId).HasMaxLength(64);
        customer.HasIndex(c => c.ProviderId).IsUnique();
    }
}
