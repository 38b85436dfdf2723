using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Loyalty.Features;

internal sealed class EarnPointsHandler(CommerceDbContext db, Ledger ledger, LoyaltyOptions options, TimeProvider clock) : IRequestHandler<EarnPoints, Result<int>>
{
    public async Task<Result<int>> Handle(EarnPoints command, CancellationToken cancellationToken)
    {
        if (options.PointsFor(command.Paid) is not (> 0 and var points) || await ledger.LockAsync(command.CustomerId, cancellationToken) is not { } account)
            return 0;

        var reference = command.OrderId.ToString();
        var before = await ledger.MovementsOf(account).SingleOrDefaultAsync(m => m.Kind == PointsMovementKind.Earn && m.Reference == reference, cancellationToken);
        if (before is not null)
            return checked((int)before.Points);

        var waits = options.PendingDays > 0;
        if (waits)
            db.Add(new WaitingPoints { OrderId = command.OrderId, AccountId = account, ActiveFrom = clock.GetUtcNow().AddDays(options.PendingDays) });
        var earned = ledger.Movement(
            account, PointsMovementKind.Earn, points, PointsPot.Issue, waits ? PointsPot.Pending : PointsPot.Member, reference, order: command.OrderId);
        await ledger.BookAsync(earned, cancellationToken);
        return points;
    }
}
