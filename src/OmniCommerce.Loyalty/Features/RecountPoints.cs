using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Loyalty.Features;

/// <summary>
/// Recounts points: each account's sums by its movements, and no order gives back or takes back more than was spent or earned on it. Lots are part
/// of what there is: what is left of them is free, what of them is held or spent was held or spent, and what of them has expired was booked once.
/// </summary>
internal sealed class RecountPoints : IBooks
{
    public string Of => "points";

    /// <summary>The holds that have points.</summary>
    public static IQueryable<HoldId> HoldsWithPoints(CommerceDbContext db) => db.Set<PointsMovement>()
        .Where(movement => movement.HoldId != null)
        .GroupBy(movement => movement.HoldId!.Value)
        .Where(hold => hold.Sum(movement => movement.To == PointsPot.Holds ? movement.Points : movement.From == PointsPot.Holds ? -movement.Points : 0) != 0)
        .Select(hold => hold.Key);

    public async IAsyncEnumerable<string> WrongAsync(CommerceDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var movements = db.Set<PointsMovement>();
        var accounts = db.Set<MemberAccount>().AsNoTracking().Select(account => new
        {
            Account = account,
            Member = movements.Where(m => m.AccountId == account.Id)
                .Sum(m => (m.To == PointsPot.Member ? m.Points : 0) - (m.From == PointsPot.Member ? m.Points : 0)),
            Held = movements.Where(m => m.AccountId == account.Id)
                .Sum(m => (m.To == PointsPot.Holds ? m.Points : 0) - (m.From == PointsPot.Holds ? m.Points : 0)),
            Pending = movements.Where(m => m.AccountId == account.Id)
                .Sum(m => (m.To == PointsPot.Pending ? m.Points : 0) - (m.From == PointsPot.Pending ? m.Points : 0)),
            Issued = movements.Where(m => m.AccountId == account.Id)
                .Sum(m => (m.From == PointsPot.Issue ? m.Points : 0) - (m.To == PointsPot.Issue ? m.Points : 0)),
        });
        var wrongAccounts = accounts.Where(sums => sums.Account.Balance != sums.Member + sums.Held
            || sums.Account.Held != sums.Held || sums.Account.Pending != sums.Pending || sums.Account.Earned != sums.Issued);
        await foreach (var wrong in wrongAccounts.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var account = wrong.Account;
            yield return $"account {account.Number}: {account.Balance} points, {account.Held} held, {account.Pending} pending, {account.Earned} earned; "
                + $"{wrong.Member + wrong.Held}, {wrong.Held}, {wrong.Pending}, {wrong.Issued} by its movements";
        }

        var orders = movements.Where(m => m.OrderId != null).GroupBy(m => m.OrderId!.Value).Select(order => new
        {
            order.Key,
            Earned = order.Sum(m => m.Kind == PointsMovementKind.Earn ? m.Points : 0),
            Reversed = order.Sum(m => m.Kind == PointsMovementKind.Reverse || m.Kind == PointsMovementKind.ReversePending ? m.Points : 0),
            Spent = order.Sum(m => m.Kind == PointsMovementKind.Spend ? m.Points : 0),
            GivenBack = order.Sum(m => m.Kind == PointsMovementKind.GiveBack ? m.Points : 0),
        });
        await foreach (var wrong in orders.Where(o => o.Reversed > o.Earned || o.GivenBack > o.Spent).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"order {wrong.Key}: {wrong.Reversed} of {wrong.Earned} earned taken back, {wrong.GivenBack} of {wrong.Spent} spent given back";

        await foreach (var wrong in WrongLotsAsync(db).WithCancellation(cancellationToken))
            yield return wrong;
    }

    public async IAsyncEnumerable<string> LateAsync(CommerceDbContext db, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var waiting = db.Set<WaitingPoints>().AsNoTracking().Where(points => points.ActiveFrom < before - ActivateDuePoints.Every);
        await foreach (var late in waiting.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"order {late.OrderId}: its points should be the member's since {late.ActiveFrom:u}";

        var due = db.Set<PointsLot>().AsNoTracking().Where(lot => lot.Left > 0 && lot.ExpiresAt < before - ExpireDuePoints.Every);
        await foreach (var late in due.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"lot {late.Id}: {late.Left} points should have expired at {late.ExpiresAt:u}";
    }

    private static async IAsyncEnumerable<string> WrongLotsAsync(CommerceDbContext db)
    {
        var (movements, lots, uses) = (db.Set<PointsMovement>(), db.Set<PointsLot>(), db.Set<LotUse>());
        var sums = lots.Select(lot => new { lot.Id, lot.Points, lot.Left, lot.Expired, Used = uses.Where(use => use.LotId == lot.Id).Sum(use => use.Points) });
        await foreach (var wrong in sums.Where(lot => lot.Points != lot.Left + lot.Expired + lot.Used).AsAsyncEnumerable())
            yield return $"lot {wrong.Id}: of {wrong.Points} points {wrong.Left} are left, {wrong.Expired} expired and {wrong.Used} used";

        var accounts = db.Set<MemberAccount>().Select(account => new
        {
            account.Number,
            Free = account.Balance - account.Held,
            Left = lots.Where(lot => lot.AccountId == account.Id).Sum(lot => lot.Left),
            Expired = lots.Where(lot => lot.AccountId == account.Id).Sum(lot => lot.Expired),
            Booked = movements.Where(m => m.AccountId == account.Id && m.Kind == PointsMovementKind.Expire).Sum(m => m.Points),
        });
        await foreach (var wrong in accounts.Where(a => (a.Left > 0 && a.Left > a.Free) || a.Expired != a.Booked).AsAsyncEnumerable())
            yield return $"account {wrong.Number}: {wrong.Left} points that expire of {wrong.Free} free ones; {wrong.Expired} expired, {wrong.Booked} by its movements";

        var holds = uses.GroupBy(use => use.HoldId).Select(hold => new
        {
            hold.Key,
            Used = hold.Sum(use => use.Points),
            Held = movements.Where(m => m.HoldId == hold.Key).Sum(m => m.To == PointsPot.Holds ? m.Points : m.Kind == PointsMovementKind.Release ? -m.Points : 0),
        });
        await foreach (var wrong in holds.Where(hold => hold.Used > hold.Held).AsAsyncEnumerable())
            yield return $"hold {wrong.Key}: {wrong.Used} points of lots, and it held {wrong.Held}";
    }
}
