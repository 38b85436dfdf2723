using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.Carts.Features;

internal sealed class StartCheckoutHandler(CartAccess carts, Holds holds, CartPricer pricer, CartWatchers watchers, CartOptions options)
    : IRequestHandler<StartCheckout, Result<CheckedOutCart>>
{
    public async Task<Result<CheckedOutCart>> Handle(StartCheckout command, CancellationToken cancellationToken)
    {
        var found = await carts.FindAsync(command.Caller, command.CartId, cancellationToken);
        if (!found.Try(out var cart, out var refusals))
            return new Result<CheckedOutCart>(refusals);

        var by = carts.By(command.Caller);
        var duration = TimeSpan.FromSeconds(options.CheckoutSeconds);
        var until = by.At + duration;
        if (cart is { Status: CartStatus.Held, HoldId: { } standing })
        {
            await holds.ExtendAsync(cart, duration, by, cancellationToken);
            until = await holds.ExpiryAsync(standing, cancellationToken) ?? until;
        }
        else
        {
            if (cart.Status is not CartStatus.Open)
                return new CartNotOpen(cart.Status);

            // Gift-card money is the tenders' to take: they say how much of it.
            var taken = await holds.TakeAsync(cart, duration, withGiftCards: false, command.Caller, cancellationToken);
            if (taken.IsRefused)
                return new Result<CheckedOutCart>(taken.Refusals);
        }

        watchers.Tell(cart, command.Caller);
        var priced = await pricer.PriceAsync(cart, until, cancellationToken);
        return new CheckedOutCart(priced, cart.HoldId!.Value, priced.AppliedCoupons);
    }
}
