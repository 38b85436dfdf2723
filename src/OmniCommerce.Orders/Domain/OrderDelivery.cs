using OmniCommerce.Carts.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Orders.Domain;

/// <summary>How an order's goods reach the shopper, as a table keeps it.</summary>
internal sealed class OrderDelivery
{
    public OrderDeliveryKind Kind { get; private init; }

    /// <summary>Where they are collected or carried out; of goods that are sent, where some were carried out.</summary>
    public LocationId? LocationId { get; private init; }

    /// <summary>From when it is collected, when a time was chosen.</summary>
    public DateTimeOffset? PickUpFrom { get; private init; }

    public DateTimeOffset? PickUpUntil { get; private init; }

    public string? Name { get; private init; }

    public string? Line1 { get; private init; }

    public string? Line2 { get; private init; }

    public string? City { get; private init; }

    public string? PostalCode { get; private init; }

    public string? Region { get; private init; }

    public string? Country { get; private init; }

    public static OrderDelivery Of(Delivery? delivery) => delivery switch
    {
        null => new OrderDelivery(),
        CollectAtLocation collect => new OrderDelivery
        {
            Kind = OrderDeliveryKind.Collect,
            LocationId = collect.LocationId,
            PickUpFrom = collect.PickUp?.StartsAt,
            PickUpUntil = collect.PickUp?.EndsAt,
        },
        CarryOut carryOut => new OrderDelivery { Kind = OrderDeliveryKind.CarryOut, LocationId = carryOut.LocationId },
        ShipToAddress { Address: var to, CarriedOutOf: var store } => new OrderDelivery
        {
            Kind = OrderDeliveryKind.Ship,
            LocationId = store,
            Name = to.Name,
            Line1 = to.Line1,
            Line2 = to.Line2,
            City = to.City,
            PostalCode = to.PostalCode,
            Region = to.Region,
            Country = to.Country,
        },
        _ => throw new InvalidOperationException($"{delivery.GetType().Name} is no known delivery."),
    };

    public Delivery? ToContract() => Kind switch
    {
        OrderDeliveryKind.Ship => new ShipToAddress(new Address(Name!, Line1!, Line2, City!, PostalCode!, Region, Country!), LocationId),
        OrderDeliveryKind.Collect => new CollectAtLocation(LocationId!.Value, PickUpFrom is { } from ? new PickUpTime(LocationId.Value, from, PickUpUntil!.Value) : null),
        OrderDeliveryKind.CarryOut => new CarryOut(LocationId!.Value),
        _ => null,
    };
}

internal enum OrderDeliveryKind
{
    /// <summary>Nobody chose.</summary>
    None = 0,
    Ship = 1,
    Collect = 2,
    CarryOut = 3,
}
