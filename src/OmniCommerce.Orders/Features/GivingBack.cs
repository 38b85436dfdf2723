using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Orders.Features;

internal static class GivingBack
{
    /// <summary>
    /// Gives a part of what was paid for an order back to what it was paid with, and takes back the points that it earned, in the running
    /// transaction. Answers how many points were taken back.
    /// </summary>
    /// <param name="mediator">Asks payments and loyalty.</param>
    /// <param name="order">The order.</param>
    /// <param name="amount">How much, over all tenders.</param>
    /// <param name="reference">The return or cancellation.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    public static async Task<Result<int>> GiveBackAsync(this IMediator mediator, Order order, Money amount, string reference, CancellationToken cancellationToken)
    {
        if (!(await mediator.Send(new OpenRefunds(order.Id, amount, reference), cancellationToken)).Try(out var shares, out var refusals))
            return new(refusals);

        var byPoints = shares.Where(share => share.Kind == TenderKind.Points).ToList();
        order.GiveBack(amount.MinorUnits, amount.MinorUnits - byPoints.Sum(share => share.Amount.MinorUnits));
        if (byPoints.Sum(share => share.Points ?? 0) is > 0 and var points)
        {
            var given = await mediator.Send(new GivePointsBack(order.Id, points, reference), cancellationToken);
            if (given.IsRefused)
                return new(given.Refusals);
        }

        foreach (var card in shares.Where(share => share.GiftCardCode is not null).GroupBy(share => share.GiftCardCode!))
        {
            var onCard = card.Aggregate(Money.Zero(amount.Currency), (sum, share) => sum + share.Amount);
            var given = await mediator.Send(new RefundToGiftCard(card.Key, onCard, reference), cancellationToken);
            if (given.IsRefused)
                return new(given.Refusals);
        }

        return order.PointsEarned == 0
            ? 0
            : await mediator.Send(new ReverseEarnedPoints(order.Id, new Money(order.PaidWithMoney, order.Currency), reference), cancellationToken);
    }
}
