using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Carts.Persistence;

internal sealed class CartConfiguration : IEntityTypeConfiguration<Cart>
{
    private const string StandingCartOf = "\"TillId\" IS NULL AND \"Status\" IN ('Open', 'Held') AND ";

    public void Configure(EntityTypeBuilder<Cart> cart)
    {
        cart.ToTable("carts");
        cart.HasKey(c => c.Id);
        cart.Property(c => c.Id).ValueGeneratedNever();
        cart.Property(c => c.Version).IsConcurrencyToken();
        cart.Property(c => c.Codes).HasConversion<CodesConverter, CodesComparer>().HasMaxLength(-1);
        cart.Property(c => c.Delivery).HasConversion<DeliveryConverter>().HasMaxLength(-1);

        // A shopper has one cart to put things into: the customer's, or the guest's in a session.
        cart.HasIndex(c => c.CustomerId).IsUnique().HasFilter(StandingCartOf + "\"CustomerId\" IS NOT NULL");
        cart.HasIndex(c => c.SessionId).IsUnique().HasFilter(StandingCartOf + "\"SessionId\" IS NOT NULL AND \"CustomerId\" IS NULL");
        cart.HasIndex(c => c.HoldId).IsUnique().HasFilter("\"HoldId\" IS NOT NULL");

        cart.HasMany(c => c.Lines).WithOne().HasForeignKey(line => line.CartId).OnDelete(DeleteBehavior.Cascade);
    }

    /// <summary>Most carts have no codes: for them nothing is parsed.</summary>
    private sealed class CodesConverter() : ValueConverter<IReadOnlyList<CartCode>, string>(codes => Write(codes), text => Read(text))
    {
        private static string Write(IReadOnlyList<CartCode> codes) => codes.Count == 0 ? "" : JsonSerializer.Serialize(codes);

        private static CartCode[] Read(string text) => text.Length == 0 ? [] : JsonSerializer.Deserialize<CartCode[]>(text)!;
    }

    /// <summary>The list is replaced by each change, so that it is another exactly when it has changed.</summary>
    private sealed class CodesComparer() : ValueComparer<IReadOnlyList<CartCode>>((one, other) => ReferenceEquals(one, other), codes => codes.Count, codes => codes);

    private sealed class DeliveryConverter() : ValueConverter<Delivery, string>(delivery => Write(delivery), text => Read(text))
    {
        private static string Write(Delivery delivery) => JsonSerializer.Serialize(delivery switch
        {
            ShipToAddress ship => new Stored(ship.Address, null, ship.CarriedOutOf?.Value, null, null),
            CollectAtLocation collect => new Stored(null, collect.LocationId.Value, null, collect.PickUp?.StartsAt, collect.PickUp?.EndsAt),
            CarryOut carry => new Stored(null, null, carry.LocationId.Value, null, null),
            _ => throw new InvalidOperationException($"{delivery.GetType().Name} is no delivery that is stored."),
        });

        private static Delivery Read(string text) => JsonSerializer.Deserialize<Stored>(text) switch
        {
            { ShipTo: { } address, CarryOutAt: var store } => new ShipToAddress(address, store is { } id ? new LocationId(id) : null),
            { CollectAt: { } location, From: { } from, Until: { } until } => new CollectAtLocation(new LocationId(location), new PickUpTime(new LocationId(location), from, until)),
            { CollectAt: { } location } => new CollectAtLocation(new LocationId(location)),
            { CarryOutAt: { } location } => new CarryOut(new LocationId(location)),
            _ => throw new InvalidOperationException("The stored delivery is none."),
        };

        private sealed record Stored(Address? ShipTo, Guid? CollectAt, Guid? CarryOutAt, DateTimeOffset? From, DateTimeOffset? Until);
    }
}

internal sealed class CartLineConfiguration : IEntityTypeConfiguration<CartLine>
{
    public void Configure(EntityTypeBuilder<CartLine> line)
    {
        line.ToTable("cart_lines", table =>
        {
            table.HasCheckConstraint("CK_cart_lines_quantity", "\"Quantity\" > 0");
            table.HasCheckConstraint("CK_cart_lines_carried_out", "\"CarriedOut\" >= 0 AND \"CarriedOut\" <= \"Quantity\"");
        });
        line.HasKey(l => l.Id);
        line.Property(l => l.Id).ValueGeneratedNever();

        // A variant at the catalogue's price is one line, whoever adds it.
        line.HasIndex(l => new { l.CartId, l.VariantId }).IsUnique().HasFilter("\"TillPrice\" IS NULL").HasDatabaseName("IX_cart_lines_variant");
        line.HasIndex(l => new { l.CartId, l.Position });
    }
}

internal sealed class HoldConfiguration : IEntityTypeConfiguration<Hold>
{
    public void Configure(EntityTypeBuilder<Hold> hold)
    {
        hold.ToTable("holds");
        hold.HasKey(h => h.Id);
        hold.Property(h => h.Id).ValueGeneratedNever();
        hold.HasIndex(h => h.CartId).IsUnique().HasFilter("\"Status\" = 'Held'");
        hold.HasIndex(h => h.ExpiresAt).HasFilter("\"Status\" = 'Held'");
        hold.HasOne<Cart>().WithMany().HasForeignKey(h => h.CartId).OnDelete(DeleteBehavior.Cascade);
    }
}
