using System.Runtime.CompilerServices;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Events;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.GraphQL;

[QueryType]
internal static class CartQueries
{
    /// <summary>A cart the caller may see: its own, a shared one, or, at the till, any.</summary>
    public static async ValueTask<PricedCart?> Cart(CartId id, Caller caller, ICarts carts, CancellationToken cancellationToken)
    {
        var cart = await carts.FindAsync(id, cancellationToken);
        return cart is not null && ICarts.MaySee(caller, cart) ? cart : null;
    }
}

/// <summary>A change of a cart, with the cart as it is when the change is told.</summary>
/// <param name="Cart">The cart.</param>
/// <param name="Channel">The channel that changed it.</param>
/// <param name="Device">The device that changed it; null when no device did: a hold that expired.</param>
internal sealed record CartChange(PricedCart Cart, Channel Channel, string? Device);

[SubscriptionType]
internal static class CartSubscriptions
{
    /// <summary>Every change of the cart, whichever device or channel made it.</summary>
    public static async IAsyncEnumerable<CartChange> CartChanged(
        CartId cartId, Caller caller, ICarts carts, IBroadcast broadcast, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Listening comes first, so that no change is missed between the look and the wait.
        var changes = broadcast.Listen<CartChanged>(Contracts.CartChanged.Topic(cartId), cancellationToken);
        var cart = await carts.FindAsync(cartId, cancellationToken)
            ?? throw new GraphQLException(new NotFound(cartId.ToString(), "cart").Message, "NOT_FOUND");
        if (!ICarts.MaySee(caller, cart))
            throw new GraphQLException("The cart is somebody else's.", "FORBIDDEN");

        await foreach (var change in changes)
        {
            if (await carts.FindAsync(cartId, cancellationToken) is { } changed)
                yield return new CartChange(changed, change.Channel, change.Device);
        }
    }
}
