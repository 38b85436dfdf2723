using FluentValidation;
using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Takes stock, a place in the pick-up slot, coupon uses and gift-card money for a cart, all or nothing; a cart that is held is held longer.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="CartId">The cart; null for the session's.</param>
/// <param name="Seconds">For how long; null for the channel's usual time.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
internal sealed record HoldCart(Caller Caller, CartId? CartId, int? Seconds, Guid? OperationId) : ICommand<CartId>, IRepeatable
{
    public string Actor => Caller.Actor;
}

internal sealed class HoldCartHandler(CartAccess carts, Holds holds, CartWatchers watchers, CartOptions options) : IRequestHandler<HoldCart, Result<CartId>>
{
    public async Task<Result<CartId>> Handle(HoldCart command, CancellationToken cancellationToken)
    {
        var found = await carts.FindAsync(command.Caller, command.CartId, cancellationToken);
        if (!found.Try(out var cart, out var refusals))
            return new Result<CartId>(refusals);

        var by = carts.By(command.Caller);
        var duration = options.HoldFor(command.Seconds, command.Caller.Channel);
        if (cart.Status is CartStatus.Held)
        {
            await holds.ExtendAsync(cart, duration, by, cancellationToken);
        }
        else
        {
            if (cart.Status is not CartStatus.Open)
                return new CartNotOpen(cart.Status);
            var taken = await holds.TakeAsync(cart, duration, withGiftCards: true, command.Caller, cancellationToken);
            if (taken.IsRefused)
                return new Result<CartId>(taken.Refusals);
        }

        watchers.Tell(cart, command.Caller);
        return cart.Id;
    }

    internal sealed class Validator : AbstractValidator<HoldCart>
    {
        public Validator() => RuleFor(command => command.Seconds).InclusiveBetween(CartOptions.MinHoldSeconds, CartOptions.MaxHoldSeconds)
            .WithMessage($"A hold lasts {CartOptions.MinHoldSeconds} to {CartOptions.MaxHoldSeconds} seconds.");
    }
}
