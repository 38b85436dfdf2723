using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Customers.Domain;

namespace OmniCommerce.Customers.Persistence;

internal sealed class CustomerConfiguration : IEntityTypeConfiguration<RegisteredCustomer>
{
    public void Configure(EntityTypeBuilder<RegisteredCustomer> customer)
    {
        customer.ToTable("customers");
        customer.HasKey(c => c.Id);
        customer.Property(c => c.Id).ValueGeneratedNever();
        customer.Property(c => c.Email).HasMaxLength(EmailAddress.MaxLength);
        customer.Property(c => c.EmailKey).HasMaxLength(EmailAddress.MaxLength);
        customer.HasIndex(c => c.EmailKey).IsUnique();
        customer.Property(c => c.Phone).HasMaxLength(RegisteredCustomer.MaxPhoneLength);
        customer.Property(c => c.Name).HasMaxLength(RegisteredCustomer.MaxNameLength);
        customer.Property(c => c.PasswordHash).HasMaxLength(256);
        customer.Property(c => c.Reference).HasMaxLength(RegisteredCustomer.MaxReferenceLength);
        customer.HasIndex(c => c.Reference).IsUnique();
    }
}
