using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions.Persistence;

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>, IEntityTypeConfiguration<Device>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.HasKey(s => s.Id);
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.Locale).HasMaxLength(35);
        session.HasIndex(s => s.CustomerId);
        session.HasIndex(s => s.ExpiresAt);
        session.HasMany(s => s.Devices).WithOne().HasForeignKey(d => d.SessionId).OnDelete(DeleteBehavior.Cascade);
        session.Navigation(s => s.Devices).AutoInclude();
    }

    public void Configure(EntityTypeBuilder<Device> device)
    {
        device.ToTable("session_devices");
        device.HasKey(d => d.Id);
        device.Property(d => d.Id).ValueGeneratedNever();
        device.Property(d => d.Token).IsSecretHash();
        device.HasIndex(d => d.Token).IsUnique();
        device.Property(d => d.Name).HasMaxLength(DeviceClaim.MaxNameLength);
    }
}

internal sealed class HandOffCodeConfiguration : IEntityTypeConfiguration<HandOffCode>
{
    public void Configure(EntityTypeBuilder<HandOffCode> code)
    {
        code.ToTable("hand_off_codes");
        code.HasKey(c => c.Code);
        code.Property(c => c.Code).IsSecretHash().ValueGeneratedNever();
        code.HasOne<Session>().WithMany().HasForeignKey(c => c.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class SecretHashMapping
{
    public static PropertyBuilder<SecretHash> IsSecretHash(this PropertyBuilder<SecretHash> property) =>
        property.HasConversion(hash => hash.ToBytes(), bytes => SecretHash.Read(bytes)).HasMaxLength(SecretHash.Length);
}
