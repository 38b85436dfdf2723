using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Takes a code out of a cart.</summary>
internal sealed record RemoveCartCode(Caller Caller, CartId? CartId, string Code, Guid? OperationId) : ICommand<CartId>, IRepeatable
{
    public string Actor => Caller.Actor;
}

internal sealed class RemoveCartCodeHandler(CartAccess carts, IMediator mediator, CartWatchers watchers) : IRequestHandler<RemoveCartCode, Result<CartId>>
{
    public async Task<Result<CartId>> Handle(RemoveCartCode command, CancellationToken cancellationToken)
    {
        var found = await carts.FindOpenAsync(command.Caller, command.CartId, cancellationToken);
        if (!found.Try(out var cart, out var refusals))
            return new Result<CartId>(refusals);

        // A gift card's code may be written with dashes or without: the card knows its own.
        var entered = cart.Codes.Any(code => code.Is(command.Code))
            ? command.Code
            : (await mediator.Send(new FindGiftCard(command.Code), cancellationToken))?.Code ?? command.Code;
        if (cart.Withdraw(entered, carts.By(command.Caller)) is { } refusal)
            return refusal;

        watchers.Tell(cart, command.Caller);
        return cart.Id;
    }
}
