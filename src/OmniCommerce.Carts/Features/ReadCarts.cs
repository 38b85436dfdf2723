using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Persistence;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Carts.Features;

/// <summary>Reads a cart and its lines by one statement; a second one only for the hold of a held cart.</summary>
internal sealed class ReadCarts(IDbContextFactory<CommerceDbContext> databases, CartTable table, CartPricer pricer) : ICarts
{
    public async ValueTask<PricedCart?> FindAsync(CartId id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await ShowAsync(db, await table.ReadAsync(db, id, cancellationToken), cancellationToken);
    }

    public async ValueTask<PricedCart?> CurrentAsync(SessionId? sessionId, CustomerId? customerId, CancellationToken cancellationToken)
    {
        if (sessionId is null && customerId is null)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await ShowAsync(db, await table.ReadCurrentAsync(db, sessionId, customerId, cancellationToken), cancellationToken);
    }

    private async ValueTask<PricedCart?> ShowAsync(CommerceDbContext db, Cart? cart, CancellationToken cancellationToken)
    {
        if (cart is null)
            return null;
        var until = cart.HoldId is { } id
            ? await db.Set<Hold>().Where(h => h.Id == id && h.Status == HoldStatus.Held).Select(h => (DateTimeOffset?)h.ExpiresAt).SingleOrDefaultAsync(cancellationToken)
            : null;
        return await pricer.PriceAsync(cart, until, cancellationToken);
    }
}
