using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

internal sealed class OpenCartHandler(CommerceDbContext db, IDatabaseProvider provider, TimeProvider clock) : IRequestHandler<OpenCart, Result<CartId>>
{
    public async Task<Result<CartId>> Handle(OpenCart command, CancellationToken cancellationToken)
    {
        if (CurrentCart.Of(command.SessionId, command.CustomerId) is not { } current)
            return new Forbidden("A cart belongs to a session or a customer.");
        if (await FindAsync() is { } there)
            return there;

        var cart = Cart.OfShopper(
            NewId.Of<CartId>(clock), command.SessionId, command.CustomerId, command.Currency, new Change(Channel.Web, clock.GetUtcNow()));
        db.Add(cart);
        try
        {
            // Whoever asked may look for the cart in the same transaction, and of two who open it at once the slower must find the other's.
            await db.SaveChangesAsync(cancellationToken);
            return cart.Id;
        }
        catch (DbUpdateException exception) when (provider.IsUniqueViolation(exception))
        {
            db.Entry(cart).State = EntityState.Detached;
            return await FindAsync() ?? throw new InvalidOperationException("The cart that stood in the way is gone.", exception);
        }

        Task<CartId?> FindAsync() => db.Set<Cart>().Where(current).Select(c => (CartId?)c.Id).SingleOrDefaultAsync(cancellationToken);
    }
}

/// <summary>A session begins with a cart.</summary>
internal sealed class SessionStartedHandler(CommerceDbContext db, TimeProvider clock) : INotificationHandler<SessionStarted>
{
    public Task Handle(SessionStarted notification, CancellationToken cancellationToken)
    {
        var session = notification.Session;
        if (session.CustomerId is null)
            db.Add(Cart.OfShopper(NewId.Of<CartId>(clock), session.Id, null, session.Currency, new Change(Channel.Web, clock.GetUtcNow())));
        return Task.CompletedTask;
    }
}

internal sealed class OpenTillCartHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<OpenTillCart, Result<CartId>>
{
    public Task<Result<CartId>> Handle(OpenTillCart command, CancellationToken cancellationToken) => Task.FromResult(Open(command));

    private Result<CartId> Open(OpenTillCart command)
    {
        var caller = command.Caller;
        if (!caller.IsTill || caller.DeviceId is not { } till)
            return new Forbidden("Only a till opens further carts.");
        Delivery? carriedOut = caller.LocationId is { } store ? new CarryOut(store) : null;
        var cart = Cart.OfTill(
            NewId.Of<CartId>(clock), till, command.CustomerId, caller.Currency, carriedOut, new Change(caller.Channel, clock.GetUtcNow()));
        db.Add(cart);
        return cart.Id;
    }
}
