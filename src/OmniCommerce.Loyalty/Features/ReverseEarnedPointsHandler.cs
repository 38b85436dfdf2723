using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;

namespace OmniCommerce.Loyalty.Features;

internal sealed class ReverseEarnedPointsHandler(Ledger ledger, LoyaltyOptions options) : IRequestHandler<ReverseEarnedPoints, Result<int>>
{
    public async Task<Result<int>> Handle(ReverseEarnedPoints command, CancellationToken cancellationToken)
    {
        if (await ledger.LockAsync(command.OrderId, cancellationToken) is not { } account)
            return 0;

        var ofOrder = await ledger.MovementsOf(account).Where(movement => movement.OrderId == command.OrderId).ToListAsync(cancellationToken);
        var reversals = ofOrder.Where(movement => movement.Kind is PointsMovementKind.Reverse or PointsMovementKind.ReversePending).ToList();
        var before = reversals.Where(movement => movement.Reference == command.Reference).ToList();
        if (before.Count > 0)
            return checked((int)before.Sum(movement => movement.Points));

        var earned = ofOrder.Where(movement => movement.Kind == PointsMovementKind.Earn).Sum(movement => movement.Points);
        var taken = earned - reversals.Sum(movement => movement.Points) - options.PointsFor(command.RemainingPaid);
        if (taken <= 0)
            return 0;

        // What is still pending goes first: the member has not been able to spend it.
        var fromPending = Math.Min(taken, await ledger.PendingOfAsync(account, command.OrderId, cancellationToken));
        await TakeAsync(account, command, PointsMovementKind.ReversePending, PointsPot.Pending, fromPending, cancellationToken);
        await TakeAsync(account, command, PointsMovementKind.Reverse, PointsPot.Member, taken - fromPending, cancellationToken);
        return checked((int)taken);
    }

    private async Task TakeAsync(
        LoyaltyAccountId account, ReverseEarnedPoints command, PointsMovementKind kind, PointsPot from, long points, CancellationToken cancellationToken)
    {
        if (points > 0)
            await ledger.BookAsync(ledger.Movement(account, kind, points, from, PointsPot.Issue, command.Reference, order: command.OrderId), cancellationToken);
    }
}
