using MediatR;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Enters the code of a coupon or gift card in a cart.</summary>
internal sealed record ApplyCartCode(Caller Caller, CartId? CartId, string Code, Guid? OperationId) : ICommand<CartId>, IRepeatable
{
    public string Actor => Caller.Actor;
}

internal sealed class ApplyCartCodeHandler(CartAccess carts, ICartPricing pricing, IMediator mediator, CartWatchers watchers, CartOptions options)
    : IRequestHandler<ApplyCartCode, Result<CartId>>
{
    public async Task<Result<CartId>> Handle(ApplyCartCode command, CancellationToken cancellationToken)
    {
        var found = await carts.FindOpenAsync(command.Caller, command.CartId, cancellationToken);
        if (!found.Try(out var cart, out var refusals))
            return new Result<CartId>(refusals);

        var recognised = await RecogniseAsync(command.Code.Trim(), cart, cancellationToken);
        if (!recognised.Try(out var code, out refusals))
            return new Result<CartId>(refusals);
        if (cart.Codes.Any(entered => entered.Is(code.Code)))
            return new CodeRejected(command.Code, "ALREADY_APPLIED", $"'{command.Code}' is in the cart already.");
        if (cart.Codes.Count == options.MaxCodes)
            return new CodeRejected(command.Code, "TOO_MANY", $"A cart takes at most {options.MaxCodes} codes. Remove one first.");

        cart.Enter(code, carts.By(command.Caller));
        watchers.Tell(cart, command.Caller);
        return cart.Id;
    }

    // Coupons come first, because a retailer chooses their codes; gift cards' are long and random.
    private async Task<Result<CartCode>> RecogniseAsync(string code, Cart cart, CancellationToken cancellationToken)
    {
        var refusal = await pricing.CheckCouponAsync(code, cancellationToken);
        if (refusal is null)
            return new CartCode(code, CartCodeKind.Coupon);
        if (refusal.Reason != "UNKNOWN")
            return refusal;

        var card = await mediator.Send(new FindGiftCard(code), cancellationToken);
        if (card is null)
            return refusal;
        if (card.Balance.Currency != cart.Currency)
            return new CodeRejected(code, "OTHER_CURRENCY", $"The gift card is in {card.Balance.Currency}, and the cart is in {cart.Currency}.");
        if (card.Balance.IsZero)
            return new CodeRejected(code, "EMPTY", "Nothing is left on the gift card.");
        return new CartCode(card.Code, CartCodeKind.GiftCard);
    }
}
