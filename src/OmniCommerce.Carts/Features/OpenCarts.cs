using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Persistence;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

internal sealed class OpenCartHandler(CommerceDbContext db, CartTable table, IMediator mediator, TimeProvider clock) : IRequestHandler<OpenCart, Result<CartId>>
{
    public async Task<Result<CartId>> Handle(OpenCart command, CancellationToken cancellationToken)
    {
        if (command is { SessionId: null, CustomerId: null })
            return new Forbidden("A cart belongs to a session or a customer.");

        // Whoever asks for a guest's may have begun to before the session's shopper signed in.
        var customer = command.CustomerId ?? await mediator.Send(new FindShopper(command.SessionId!.Value), cancellationToken);
        if (await table.FindCurrentAsync(db, command.SessionId, customer, cancellationToken) is { } there)
            return there.Id;

        var cart = Cart.OfShopper(NewId.Of<CartId>(clock), command.SessionId, customer, command.Currency, new Change(Channel.Web, clock.GetUtcNow()));
        db.Add(cart);

        // Whoever asked looks for the cart in the same transaction. Of two who open it at once the unique index lets one, and the other runs again.
        await db.SaveChangesAsync(cancellationToken);
        return cart.Id;
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
