using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Persistence;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Finds the cart that a use case changes, for a caller who may change it.</summary>
internal sealed class CartAccess(CommerceDbContext db, CartTable table, IMediator mediator, Holds holds, TimeProvider clock)
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

    private async Task<Result<Cart>> GivenAsync(Caller caller, CartId id, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(db, id, cancellationToken) is not { } cart)
            return new NotFound(id.ToString(), "cart");
        return ICarts.MaySee(caller, cart.SessionId, cart.CustomerId) ? cart : new Forbidden("The cart is somebody else's. Leave the id out for your own.");
    }

    private async Task<Result<Cart>> CurrentAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller is { SessionId: null, CustomerId: null })
            return new Forbidden("There is no session whose cart it could be. Start one, and send its token.");
        if (await table.FindCurrentAsync(db, caller.SessionId, caller.CustomerId, cancellationToken) is { } cart)
            return cart;

        var opened = await mediator.Send(new OpenCart(caller.SessionId, caller.CustomerId, caller.Currency), cancellationToken);
        if (!opened.Try(out var id, out var refusals))
            return new Result<Cart>(refusals);
        var there = await table.FindAsync(db, id, cancellationToken) ?? throw new InvalidOperationException($"Cart {id} was opened and is gone.");

        // The guest who asks has signed in meanwhile, and has not seen what is in the customer's cart.
        return there.CustomerId == caller.CustomerId ? there : new CartNotOpen(CartStatus.Merged);
    }
}
