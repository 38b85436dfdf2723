using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Loyalty.Features;

/// <summary>
/// Keeps lots in step with the ledger, which calls it for each movement. The points that expire next go out first; those that last longest come
/// back first. The account is locked, so what is read here stays true.
/// </summary>
internal sealed class Lots(CommerceDbContext db, LoyaltyOptions options)
{
    /// <summary>The lots whose day is over and of which something is left.</summary>
    public Task<List<PointsLot>> DueAsync(LoyaltyAccountId account, DateTimeOffset now, CancellationToken cancellationToken) =>
        LeftOf(account).Where(lot => lot.ExpiresAt <= now).OrderBy(lot => lot.ExpiresAt).ThenBy(lot => lot.Id).ToListAsync(cancellationToken);

    /// <summary>Does to the lots what the movement does, which is counted in the account's sums and not saved yet.</summary>
    public Task FollowAsync(PointsMovement movement, CancellationToken cancellationToken) => movement switch
    {
        { Kind: PointsMovementKind.Grant or PointsMovementKind.Earn or PointsMovementKind.Activate, To: PointsPot.Member } => OpenAsync(movement, cancellationToken),
        { Kind: PointsMovementKind.Hold or PointsMovementKind.Reverse } => TakeAsync(movement, cancellationToken),
        { Kind: PointsMovementKind.Expire } => ExpireAsync(movement, cancellationToken),
        { Kind: PointsMovementKind.Spend } => SpendAsync(movement, cancellationToken),
        { Kind: PointsMovementKind.Release } => BringBackFromHoldAsync(movement, cancellationToken),
        { Kind: PointsMovementKind.GiveBack } => BringBackFromOrderAsync(movement, cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task OpenAsync(PointsMovement movement, CancellationToken cancellationToken)
    {
        if (options.LastsUntil(movement.At) is { } until)
            Open(movement, Math.Min(movement.Points, await RoomAsync(movement.AccountId, cancellationToken)), until);
    }

    private void Open(PointsMovement movement, long points, DateTimeOffset until)
    {
        if (points > 0)
        {
            db.Add(new PointsLot
            {
                Id = movement.Id,
                AccountId = movement.AccountId,
                OrderId = movement.Kind == PointsMovementKind.GiveBack ? null : movement.OrderId,
                ExpiresAt = until,
                Points = points,
                Left = points,
            });
        }
    }

    // An order that is returned takes away what it brought, as far as that is there.
    private async Task TakeAsync(PointsMovement movement, CancellationToken cancellationToken)
    {
        var isHeld = movement.Kind == PointsMovementKind.Hold;
        var wanted = movement.Points;
        var lots = await LeftOf(movement.AccountId).ToListAsync(cancellationToken);
        foreach (var lot in lots.OrderByDescending(lot => !isHeld && lot.OrderId == movement.OrderId).ThenBy(lot => lot.ExpiresAt).ThenBy(lot => lot.Id))
        {
            var taken = Math.Min(wanted, lot.Left);
            if (taken == 0)
                return;
            wanted -= taken;
            await ChangeAsync(lot.Id, isHeld ? 0 : -taken, -taken, 0, cancellationToken);
            if (isHeld)
                await UseAsync(movement.HoldId!.Value, lot.Id, taken, cancellationToken);
        }
    }

    private Task ExpireAsync(PointsMovement movement, CancellationToken cancellationToken) =>
        ChangeAsync(Guid.Parse(movement.Reference), 0, -movement.Points, movement.Points, cancellationToken);

    private async Task SpendAsync(PointsMovement movement, CancellationToken cancellationToken) =>
        await db.Set<LotUse>().Where(use => use.HoldId == movement.HoldId)
            .ExecuteUpdateAsync(set => set.SetProperty(use => use.OrderId, movement.OrderId), cancellationToken);

    // Whose day came while a cart held them, expire when it lets them go.
    private async Task BringBackFromHoldAsync(PointsMovement movement, CancellationToken cancellationToken)
    {
        var held = await db.Set<PointsMovement>().Where(m => m.HoldId == movement.HoldId).SumAsync(m => m.To == PointsPot.Holds ? m.Points : -m.Points, cancellationToken);
        await BringBackAsync(movement, use => use.HoldId == movement.HoldId, held, movement.At, cancellationToken);
    }

    // Who returns something has some time to spend what comes back of it.
    private async Task BringBackFromOrderAsync(PointsMovement movement, CancellationToken cancellationToken)
    {
        var spent = await db.Set<PointsMovement>()
            .Where(m => m.OrderId == movement.OrderId && (m.Kind == PointsMovementKind.Spend || m.Kind == PointsMovementKind.GiveBack))
            .SumAsync(m => m.Kind == PointsMovementKind.Spend ? m.Points : -m.Points, cancellationToken);
        await BringBackAsync(movement, use => use.OrderId == movement.OrderId, spent, options.ReturnedLastUntil(movement.At), cancellationToken);
    }

    /// <summary>Points go back to their lots; those of a lot that does not last long enough, or has expired, become a lot of their own.</summary>
    /// <param name="movement">What comes back.</param>
    /// <param name="which">Whose they are.</param>
    /// <param name="taken">How many they had until now, in lots or not.</param>
    /// <param name="until">How long they last at least.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async Task BringBackAsync(
        PointsMovement movement, Expression<Func<LotUse, bool>> which, long taken, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var uses = await db.Set<LotUse>().AsNoTracking().Where(which).Where(use => use.Points > 0)
            .Join(db.Set<PointsLot>().AsNoTracking(), use => use.LotId, lot => lot.Id, (use, lot) => new { Use = use, Lot = lot })
            .OrderByDescending(of => of.Lot.ExpiresAt).ThenByDescending(of => of.Lot.Id)
            .ToListAsync(cancellationToken);
        if (uses.Count == 0)
            return;

        var expiring = Math.Max(0, movement.Points - (taken - uses.Sum(of => of.Use.Points)));
        var room = await RoomAsync(movement.AccountId, cancellationToken);
        var anew = 0L;
        foreach (var of in uses)
        {
            var back = Math.Min(expiring, of.Use.Points);
            if (back == 0)
                break;
            expiring -= back;
            var kept = Math.Min(back, room);
            room -= kept;
            var returns = of.Lot.Expired == 0 && of.Lot.ExpiresAt >= until;
            anew += returns ? 0 : kept;
            await UseAsync(of.Use.HoldId, of.Lot.Id, -back, cancellationToken);
            await ChangeAsync(of.Lot.Id, returns ? kept - back : -back, returns ? kept : 0, 0, cancellationToken);
        }

        Open(movement, anew, until);
    }

    // What comes in pays a debt first: who has one has no points that could expire.
    private async Task<long> RoomAsync(LoyaltyAccountId account, CancellationToken cancellationToken)
    {
        var free = await db.Set<MemberAccount>().Where(a => a.Id == account).Select(a => a.Balance - a.Held).SingleAsync(cancellationToken);
        return Math.Max(0, free - await LeftOf(account).SumAsync(lot => lot.Left, cancellationToken));
    }

    private IQueryable<PointsLot> LeftOf(LoyaltyAccountId account) => db.Set<PointsLot>().AsNoTracking().Where(lot => lot.AccountId == account && lot.Left > 0);

    private async Task UseAsync(HoldId hold, Guid lot, long more, CancellationToken cancellationToken)
    {
        var known = await db.Set<LotUse>().Where(use => use.HoldId == hold && use.LotId == lot)
            .ExecuteUpdateAsync(set => set.SetProperty(use => use.Points, use => use.Points + more), cancellationToken);
        if (known == 0)
            db.Add(new LotUse { HoldId = hold, LotId = lot, Points = more });
    }

    private async Task ChangeAsync(Guid id, long points, long left, long expired, CancellationToken cancellationToken)
    {
        var changed = await db.Set<PointsLot>().Where(lot => lot.Id == id && lot.Left + left >= 0).ExecuteUpdateAsync(
            set => set
                .SetProperty(lot => lot.Points, lot => lot.Points + points)
                .SetProperty(lot => lot.Left, lot => lot.Left + left)
                .SetProperty(lot => lot.Expired, lot => lot.Expired + expired),
            cancellationToken);
        if (changed == 0)
            throw new InvalidOperationException($"Lot {id} has fewer than {-left} points left.");
    }
}
