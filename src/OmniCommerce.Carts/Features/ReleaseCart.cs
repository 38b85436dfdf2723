using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Lets go what a cart holds, so that it can be changed again. Nothing when it holds nothing.</summary>
internal sealed record ReleaseCart(Caller Caller, CartId? CartId, Guid? OperationId) : ICommand<CartId>, IRepeatable
{
    public string Actor => Caller.Actor;
}

internal sealed class ReleaseCartHandler(CartAccess carts, Holds holds) : IRequestHandler<ReleaseCart, Result<CartId>>
{
    public async Task<Result<CartId>> Handle(ReleaseCart command, CancellationToken cancellationToken)
    {
        var found = await carts.FindAsync(command.Caller, command.CartId, cancellationToken);
        if (!found.Try(out var cart, out var refusals))
            return new Result<CartId>(refusals);
        if (cart.Status is CartStatus.Open)
            return cart.Id;
        if (cart is not { Status: CartStatus.Held, HoldId: { } hold })
            return new CartNotOpen(cart.Status);

        var ended = await holds.EndAsync(hold, HoldStatus.Released, command.Caller, cancellationToken);
        return ended.IsRefused ? new Result<CartId>(ended.Refusals) : cart.Id;
    }
}
