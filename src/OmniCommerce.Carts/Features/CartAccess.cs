using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Finds the cart that a use case changes, for a caller who may change it.</summary>
internal sealed class CartAccess(CommerceDbContext db, IMediator mediator, Holds holds, TimeProvider clock)
{
    /// <summary>The cart, whatever its status; without an id the caller's current one, opened when there is none. A hold that is overdue has ended before it is answered.</summary>
    public async Task<Result<Cart>> FindAsync(Caller caller, CartId? id, CancellationToken cancellationToken)
    {
        var found = id is { } given ? await GivenAsync(caller, given, cancellationToken) : await CurrentAsync(caller, cancellationToken);
        if (!found.Try(out var cart, out _) || cart.HoldId is not { } hold || cart.Status is not CartStatus.Held)
            return found;

        var ended = await holds.EndOverdueAsync(hold, cancellationToken);
        return ended.IsRefused ? new Result<Cart>(ended.Refusals) : cart;
    }

    /// <summary>The cart as <see cref="FindAsync"/> finds it, if it can be changed as it stands.</summary>
    public async Task<Result<Cart>> FindOpenAsync(Caller caller, CartId? id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(caller, id, cancellationToken);
        return found.Try(out var cart, out _) && cart.Status is not CartStatus.Open ? new CartNotOpen(cart.Status) : found;
    }

    public Change By(Caller caller) => new(caller.Channel, clock.GetUtcNow());

    private IQueryable<Cart> CartsWithLines => db.Set<Cart>().Include(cart => cart.Lines.OrderBy(line => line.Position));

    private async Task<Result<Cart>> GivenAsync(Caller caller, CartId id, CancellationToken cancellationToken)
    {
        var cart = await CartsWithLines.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (cart is null)
            return new NotFound(id.ToString(), "cart");
        return ICarts.MaySee(caller, cart.SessionId, cart.CustomerId) ? cart : new Forbidden("The cart is somebody else's. Leave the id out for your own.");
    }

    private async Task<Result<Cart>> CurrentAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (CurrentCart.Of(caller.SessionId, caller.CustomerId) is not { } current)
            return new Forbidden("There is no session whose cart it could be. Start one, and send its token.");
        var cart = await CartsWithLines.SingleOrDefaultAsync(current, cancellationToken);
        if (cart is not null)
            return cart;

        var opened = await mediator.Send(new OpenCart(caller.SessionId, caller.CustomerId, caller.Currency), cancellationToken);
        return opened.Try(out var id, out var refusals)
            ? await CartsWithLines.SingleAsync(c => c.Id == id, cancellationToken)
            : new Result<Cart>(refusals);
    }
}
