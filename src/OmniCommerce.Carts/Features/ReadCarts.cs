using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Persistence;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Carts.Features;

/// <summary>Reads a cart and its lines by one statement; a second one only for the hold of a held cart.</summary>
internal sealed class ReadCarts(IDbContextFactory<CommerceDbContext> databases, CartTable table, CartPricer pricer, CartWatchers watchers) : ICarts
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

    /// <summary>The cart that a command has just changed, as it left it; read again only when it is held or the command was a repeat.</summary>
    public async ValueTask<PricedCart> ChangedAsync(CartId id, CancellationToken cancellationToken) => watchers.TakeChanged(id) is { HoldId: null } cart
        ? await pricer.PriceAsync(cart, null, cancellationToken)
        : await FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"Cart {id} was changed and is gone.");

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
