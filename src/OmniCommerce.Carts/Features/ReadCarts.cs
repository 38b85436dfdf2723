using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Carts.Features;

/// <summary>Reads a cart and its lines by one statement; a second one only for the hold of a held cart.</summary>
internal sealed class ReadCarts(IDbContextFactory<CommerceDbContext> databases, CartPricer pricer) : ICarts
{
    public ValueTask<PricedCart?> FindAsync(CartId id, CancellationToken cancellationToken) => FindAsync(cart => cart.Id == id, cancellationToken);

    public async ValueTask<PricedCart?> CurrentAsync(SessionId? sessionId, CustomerId? customerId, CancellationToken cancellationToken) =>
        CurrentCart.Of(sessionId, customerId) is { } current ? await FindAsync(current, cancellationToken) : null;

    private async ValueTask<PricedCart?> FindAsync(Expression<Func<Cart, bool>> which, CancellationToken cancellationToken)
    {
        Cart? cart;
        DateTimeOffset? until = null;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            cart = await db.Set<Cart>().AsNoTracking().Include(c => c.Lines.OrderBy(line => line.Position)).SingleOrDefaultAsync(which, cancellationToken);
            if (cart?.HoldId is { } hold)
                until = await db.Set<Hold>().Where(h => h.Id == hold && h.Status == HoldStatus.Held).Select(h => (DateTimeOffset?)h.ExpiresAt).SingleOrDefaultAsync(cancellationToken);
        }

        return cart is null ? null : await pricer.PriceAsync(cart, until, cancellationToken);
    }
}

/// <summary>Which cart a shopper puts things into.</summary>
internal static class CurrentCart
{
    /// <summary>The customer's, or, for a guest, the session's; null when there is neither.</summary>
    public static Expression<Func<Cart, bool>>? Of(SessionId? session, CustomerId? customer)
    {
        if (customer is not null)
        {
            return cart => cart.CustomerId == customer && cart.CustomerId != null && cart.TillId == null
                && (cart.Status == CartStatus.Open || cart.Status == CartStatus.Held);
        }

        if (session is null)
            return null;
        return cart => cart.SessionId == session && cart.SessionId != null && cart.CustomerId == null && cart.TillId == null
            && (cart.Status == CartStatus.Open || cart.Status == CartStatus.Held);
    }
}
