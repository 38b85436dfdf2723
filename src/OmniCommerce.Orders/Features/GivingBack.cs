using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>What is given back of an order at once.</summary>
/// <param name="Amount">How much, over all tenders.</param>
/// <param name="Carried">What of it is not given back but pays for another order.</param>
/// <param name="Due">What, of what stays paid, is due because goods have left.</param>
/// <param name="Reference">The return or cancellation.</param>
internal sealed record ToGiveBack(Money Amount, Money Carried, Money Due, string Reference);

internal static class GivingBack
{
    /// <summary>
    /// Gives a part of what was paid for an order back to what it was paid with, and takes back the points that it earned, in the running
    /// transaction. Answers how many points were taken back.
    /// </summary>
    /// <param name="mediator">Asks payments and loyalty.</param>
    /// <param name="order">The order.</param>
    /// <param name="what">What is given back.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    public static async Task<Result<int>> GiveBackAsync(
        this IMediator mediator, Order order, ToGiveBack what, CancellationToken cancellationToken)
    {
        var (amount, carried, due, reference) = what;
        IReadOnlyList<RefundShare> kept = [];
        if (!carried.IsZero)
        {
            var over = await mediator.Send(new CarryOver(order.Id, carried, reference), cancellationToken);
            if (over.IsRefused)
                return new(over.Refusals);
            kept = over.Value;
        }

        if (!(await mediator.Send(new OpenRefunds(order.Id, amount - carried, due, reference), cancellationToken)).Try(out var refunded, out var refusals))
            return new(refusals);
        order.GiveBack(amount.MinorUnits, amount.MinorUnits - PointsIn(refunded) - PointsIn(kept));

        var booked = await BookAsync(mediator, refunded, reference, cancellationToken);
        if (booked.IsRefused)
            return new(booked.Refusals);
        return order.PointsEarned == 0
            ? 0
            : await mediator.Send(new ReverseEarnedPoints(order.Id, new Money(order.PaidWithMoney, order.Currency), reference), cancellationToken);
    }

    /// <summary>What of the shares was paid with points, in minor units.</summary>
    public static long PointsIn(IReadOnlyList<RefundShare> shares) => shares.Where(share => share.Kind == TenderKind.Points).Sum(share => share.Amount.MinorUnits);

    // Points and gift cards are the shop's own: they are there again at once.
    private static async Task<Result<Done>> BookAsync(IMediator mediator, IReadOnlyList<RefundShare> shares, string reference, CancellationToken cancellationToken)
    {
        foreach (var of in shares.Where(share => share.Points > 0).GroupBy(share => share.OrderId))
        {
            var given = await mediator.Send(new GivePointsBack(of.Key, of.Sum(share => share.Points!.Value), reference), cancellationToken);
            if (given.IsRefused)
                return given;
        }

        foreach (var card in shares.Where(share => share.GiftCardCode is not null).GroupBy(share => share.GiftCardCode!))
        {
            var onCard = card.Aggregate(Money.Zero(card.First().Amount.Currency), (sum, share) => sum + share.Amount);
            var given = await mediator.Send(new RefundToGiftCard(card.Key, onCard, reference), cancellationToken);
            if (given.IsRefused)
                return given;
        }

        return default(Done);
    }
}
