using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Money of gift cards: of those whose codes are in the cart, when that is asked for, and of those that tenders pay with.</summary>
internal sealed class HeldGiftCardMoney(IMediator mediator, CartPricer pricer) : IHoldable
{
    public async Task<Result<Done>> TakeAsync(Taking taking, CancellationToken cancellationToken)
    {
        var cart = taking.Cart;
        if (!taking.WithGiftCards || !cart.HasGiftCards)
            return default(Done);
        var priced = await pricer.PriceAsync(cart, null, cancellationToken);
        var money = new Dictionary<string, long>();
        foreach (var share in await pricer.GiftCardsAsync(cart, priced.Total, cancellationToken))
        {
            money[share.Code] = share.Pays.MinorUnits;
            if (share.Pays.IsZero)
                continue;
            var held = await mediator.Send(new HoldGiftCard(taking.Id, share.Code, share.Pays), cancellationToken);
            if (held.IsRefused)
                return new CodeRejected(share.Code, "EMPTY", "The gift card has less than was there a moment ago. Try again.");
        }

        cart.HoldGiftCards(money);
        return default(Done);
    }

    public async Task<Result<Done>> TakeToPayAsync(HoldPayment payment, CancellationToken cancellationToken)
    {
        foreach (var card in payment.Tenders.Where(tender => tender.GiftCardCode is not null).GroupBy(tender => tender.GiftCardCode!))
        {
            var amount = card.Aggregate(Money.Zero(card.First().Amount.Currency), (sum, tender) => sum + tender.Amount);
            var held = await mediator.Send(new HoldGiftCard(payment.HoldId, card.Key, amount), cancellationToken);
            if (held.IsRefused)
                return held;
        }

        return default(Done);
    }

    public Task<Result<Done>> ReleaseAsync(Releasing releasing, CancellationToken cancellationToken) => mediator.Send(new ReleaseGiftCards(releasing.Id), cancellationToken);

    public Task<Result<Done>> CommitAsync(Committing committing, CancellationToken cancellationToken) =>
        committing.Cart.HasGiftCards || committing.MayBePaidBy(TenderKind.GiftCard)
            ? mediator.Send(new SpendHeldGiftCards(committing.Id, committing.OrderId), cancellationToken)
            : IHoldable.Nothing;
}
