using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Removes lines from a cart, all or nothing.</summary>
internal sealed record RemoveCartLines(Caller Caller, CartId? CartId, IReadOnlyList<CartLineId> LineIds, Guid? OperationId) : ICommand<CartId>, IRepeatable
{
    public string Actor => Caller.Actor;
}

internal sealed class RemoveCartLinesHandler(CartAccess carts, CartWatchers watchers) : IRequestHandler<RemoveCartLines, Result<CartId>>
{
    public async Task<Result<CartId>> Handle(RemoveCartLines command, CancellationToken cancellationToken)
    {
        var found = await carts.FindOpenAsync(command.Caller, command.CartId, cancellationToken);
        if (!found.Try(out var cart, out var refusals))
            return new Result<CartId>(refusals);
        if (command.LineIds.Count == 0)
            return cart.Id;
        if (cart.Remove(command.LineIds, carts.By(command.Caller)) is { } refusal)
            return refusal;

        watchers.Tell(cart, command.Caller);
        return cart.Id;
    }
}
