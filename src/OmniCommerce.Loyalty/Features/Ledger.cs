using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Loyalty.Features;

/// <summary>Books movements of points. Every use case books here and nowhere else, on an account that it has locked first.</summary>
internal sealed class Ledger(CommerceDbContext db, Lots lots, TimeProvider clock)
{
    /// <summary>The member's account, locked until the transaction ends: what is read of it from now on stays true. Null when there is none.</summary>
    public async Task<LoyaltyAccountId?> LockAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        var found = await db.Set<MemberAccount>().Where(account => account.CustomerId == customer).Select(account => account.Id).ToListAsync(cancellationToken);
        if (found is not [var id])
            return null;
        await LockAsync(id, cancellationToken);
        return id;
    }

    /// <summary>Locks the account that has movements of the order; null when none has.</summary>
    public Task<LoyaltyAccountId?> LockAsync(OrderId order, CancellationToken cancellationToken) =>
        LockAsync(db.Set<PointsMovement>().Where(movement => movement.OrderId == order), cancellationToken);

    /// <summary>Locks the account that has movements of the hold; null when none has.</summary>
    public Task<LoyaltyAccountId?> LockAsync(HoldId hold, CancellationToken cancellationToken) =>
        LockAsync(db.Set<PointsMovement>().Where(movement => movement.HoldId == hold), cancellationToken);

    /// <summary>Locks the account, and lets expire what is due: nobody uses points whose day is over, however late the job is.</summary>
    public async Task LockAsync(LoyaltyAccountId id, CancellationToken cancellationToken)
    {
        await db.Set<MemberAccount>().Where(account => account.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.Version, account => account.Version + 1), cancellationToken);
        foreach (var lot in await lots.DueAsync(id, clock.GetUtcNow(), cancellationToken))
        {
            if (!await BookAsync(Movement(id, PointsMovementKind.Expire, lot.Left, PointsPot.Member, PointsPot.Expired, lot.Id.ToString()), cancellationToken))
                throw new InvalidOperationException($"Of lot {lot.Id} {lot.Left} points are left, and the account has fewer.");
        }
    }

    /// <summary>The movements of an account. Sums over them are sure once the account is locked.</summary>
    public IQueryable<PointsMovement> MovementsOf(LoyaltyAccountId account) => db.Set<PointsMovement>().AsNoTracking().Where(movement => movement.AccountId == account);

    /// <summary>What a hold has.</summary>
    public Task<long> HeldByAsync(LoyaltyAccountId account, HoldId hold, CancellationToken cancellationToken) =>
        MovementsOf(account).Where(movement => movement.HoldId == hold)
            .SumAsync(movement => movement.To == PointsPot.Holds ? movement.Points : -movement.Points, cancellationToken);

    /// <summary>What of an order's points is pending.</summary>
    public Task<long> PendingOfAsync(LoyaltyAccountId account, OrderId order, CancellationToken cancellationToken) =>
        MovementsOf(account).Where(movement => movement.OrderId == order && (movement.To == PointsPot.Pending || movement.From == PointsPot.Pending))
            .SumAsync(movement => movement.To == PointsPot.Pending ? movement.Points : -movement.Points, cancellationToken);

    /// <summary>Moves points and brings the account's sums and lots along. False, and nothing has moved, when free points are to be held or expire and there are too few.</summary>
    public async Task<bool> BookAsync(PointsMovement movement, CancellationToken cancellationToken)
    {
        var points = movement.Points;
        var balance = points * (In(movement.To, PointsPot.Member, PointsPot.Holds) - In(movement.From, PointsPot.Member, PointsPot.Holds));
        var held = points * (In(movement.To, PointsPot.Holds) - In(movement.From, PointsPot.Holds));
        var pending = points * (In(movement.To, PointsPot.Pending) - In(movement.From, PointsPot.Pending));
        var earned = points * (In(movement.From, PointsPot.Issue) - In(movement.To, PointsPot.Issue));
        var mustBeFree = movement.Kind is PointsMovementKind.Hold or PointsMovementKind.Expire ? points : long.MinValue;

        var booked = await db.Set<MemberAccount>()
            .Where(account => account.Id == movement.AccountId && account.Balance - account.Held >= mustBeFree)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(account => account.Balance, account => account.Balance + balance)
                    .SetProperty(account => account.Held, account => account.Held + held)
                    .SetProperty(account => account.Pending, account => account.Pending + pending)
                    .SetProperty(account => account.Earned, account => account.Earned + earned)
                    .SetProperty(account => account.Version, account => account.Version + 1),
                cancellationToken);
        if (booked == 0)
            return false;

        await lots.FollowAsync(movement, cancellationToken);
        db.Add(movement);

        // The next step of the same command may sum the ledger: points that are held and spent at once, at a till.
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>A movement that happens now.</summary>
    public PointsMovement Movement(
        LoyaltyAccountId account, PointsMovementKind kind, long points, PointsPot from, PointsPot to, string reference, HoldId? hold = null, OrderId? order = null)
    {
        var now = clock.GetUtcNow();
        return new PointsMovement
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account,
            Kind = kind,
            Points = points,
            From = from,
            To = to,
            Reference = reference,
            HoldId = hold,
            OrderId = order,
            At = now,
        };
    }

    private static int In(PointsPot pot, params ReadOnlySpan<PointsPot> pots) => pots.Contains(pot) ? 1 : 0;

    private async Task<LoyaltyAccountId?> LockAsync(IQueryable<PointsMovement> movements, CancellationToken cancellationToken)
    {
        var found = await movements.Select(movement => movement.AccountId).Distinct().ToListAsync(cancellationToken);
        if (found is not [var id])
            return null;
        await LockAsync(id, cancellationToken);
        return id;
    }
}
