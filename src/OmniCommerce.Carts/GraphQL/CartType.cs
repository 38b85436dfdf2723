using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.GraphQL;

[ObjectType<PricedCart>]
internal static class CartType
{
    [NodeResolver]
    public static ValueTask<PricedCart?> Load(CartId id, Caller caller, ICarts carts, CancellationToken cancellationToken) =>
        CartQueries.Cart(id, caller, carts, cancellationToken);

    /// <summary>What stands between this cart and an order, each with what would help.</summary>
    public static async Task<IReadOnlyList<ICartProblem>> Problems(
        [Parent] PricedCart cart, Caller caller, ICatalog catalog, IStock stock, IPickUps pickUps, ILocations locations, ICartPricing pricing, CancellationToken cancellationToken)
    {
        // What a held cart needs, it has.
        if (cart.Status is not CartStatus.Open)
            return [];
        if (cart.Lines.Count == 0)
            return [new CartEmpty()];

        var variants = await catalog.VariantsAsync([.. cart.Lines.Select(line => line.VariantId)], cancellationToken);
        var problems = new List<ICartProblem>();
        problems.AddRange(cart.Lines.Where(line => !line.IsSold).Select(line => new NoLongerSold(line.Id, variants[line.VariantId].Sku.Value)));
        problems.AddRange(await ShortageAsync(cart, caller.Channel, variants, stock, locations, cancellationToken));
        if (cart.Delivery is CollectAtLocation { PickUp: { } time })
        {
            var from = await pickUps.CollectableFromAsync(time.LocationId, DemandOf(cart), caller.Channel, cancellationToken);
            if ((await pickUps.ChooseAsync(time.LocationId, time.StartsAt, from, cancellationToken)).Refusals is [PickUpSlotNotFree notFree])
                problems.Add(notFree);
        }

        foreach (var coupon in cart.Coupons)
        {
            if (await pricing.CheckCouponAsync(coupon, cancellationToken) is { } rejected)
                problems.Add(rejected);
        }

        return problems;
    }

    /// <summary>
    /// From when its goods can be at a location to be collected, if they are ordered now: at once, or when they have come from other locations. Null
    /// when they cannot, or when the cart is not open.
    /// </summary>
    /// <param name="cart">The cart.</param>
    /// <param name="locationId">The location.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="pickUps">Knows it.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    public static async Task<DateTimeOffset?> CollectableFrom([Parent] PricedCart cart, LocationId locationId, Caller caller, IPickUps pickUps, CancellationToken cancellationToken) =>
        cart.Status is CartStatus.Open && cart.Lines.Count > 0 ? await pickUps.CollectableFromAsync(locationId, DemandOf(cart), caller.Channel, cancellationToken) : null;

    private static StockDemand[] DemandOf(PricedCart cart) => [.. cart.Lines.Where(line => line.IsSold).Select(line => new StockDemand(line.VariantId, line.Quantity))];

    private static async Task<IEnumerable<ICartProblem>> ShortageAsync(
        PricedCart cart, Channel channel, IReadOnlyDictionary<VariantId, CatalogVariant> variants, IStock stock, ILocations locations, CancellationToken cancellationToken)
    {
        var carriedOut = cart.Lines.Where(line => line.IsSold && line.CarriedOut > 0).Select(line => new StockDemand(line.VariantId, line.CarriedOut));
        var missing = await stock.MissingAsync(DemandOf(cart), HeldGoods.SourceOf(cart.Delivery, carriedOut), channel, cancellationToken);
        var problems = new List<ICartProblem>();
        foreach (var (variant, wanted, available, at) in missing)
        {
            var store = at is { } id ? await Locations.LoadAsync(id, locations, cancellationToken) : null;
            problems.Add(new OutOfStock(variants[variant].Sku.Value, wanted, available) { Store = store?.Name });
        }

        return problems;
    }
}

[ObjectType<PricedCartLine>]
internal static class CartLineType
{
    /// <summary>What is bought.</summary>
    public static async ValueTask<CatalogVariant> Variant([Parent] PricedCartLine line, VariantById variants, CancellationToken cancellationToken) =>
        await variants.LoadAsync(line.VariantId, cancellationToken)
            ?? throw new InvalidOperationException($"Variant {line.VariantId} of a cart is not in the catalogue.");
}

[ObjectType<NoLongerSold>]
internal static class NoLongerSoldType;

[ObjectType<Address>]
internal static class AddressType;

[ObjectType<ShipToAddress>]
internal static class ShipToAddressType
{
    /// <summary>The store out of which some of the goods are carried at once, see the lines' carriedOut; null when all are sent.</summary>
    public static async ValueTask<StoreLocation?> CarriedOutOf([Parent] ShipToAddress delivery, ILocations locations, CancellationToken cancellationToken) =>
        delivery.CarriedOutOf is { } store ? await Locations.LoadAsync(store, locations, cancellationToken) : null;
}

[ObjectType<CollectAtLocation>]
internal static class CollectAtLocationType
{
    /// <summary>The location.</summary>
    public static ValueTask<StoreLocation> Location([Parent] CollectAtLocation delivery, ILocations locations, CancellationToken cancellationToken) =>
        Locations.LoadAsync(delivery.LocationId, locations, cancellationToken);
}

[ObjectType<CarryOut>]
internal static class CarryOutType
{
    /// <summary>The store.</summary>
    public static ValueTask<StoreLocation> Location([Parent] CarryOut delivery, ILocations locations, CancellationToken cancellationToken) =>
        Locations.LoadAsync(delivery.LocationId, locations, cancellationToken);
}

internal static class Locations
{
    public static async ValueTask<StoreLocation> LoadAsync(LocationId id, ILocations locations, CancellationToken cancellationToken) =>
        await locations.FindAsync(id, cancellationToken) ?? throw new GraphQLException("The location is no longer there.", "NOT_FOUND");
}

/// <summary>The session's cart.</summary>
[ObjectType<ShopperSession>]
internal static class SessionCart
{
    /// <summary>What the session's shopper intends to buy: the customer's cart, or the guest's.</summary>
    public static async ValueTask<PricedCart> Cart([Parent] ShopperSession session, ICarts carts, IMediator mediator, CancellationToken cancellationToken)
    {
        if (await carts.CurrentAsync(session.Id, session.CustomerId, cancellationToken) is { } current)
            return current;

        // After sign-out a session has none until somebody looks.
        var opened = await mediator.Send(new OpenCart(session.Id, session.CustomerId, session.Currency), cancellationToken);
        return await carts.FindAsync(opened.Value, cancellationToken) ?? throw new InvalidOperationException($"Cart {opened.Value} was opened and is gone.");
    }
}
