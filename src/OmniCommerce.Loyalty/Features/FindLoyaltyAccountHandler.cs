using System.Linq.Expressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Loyalty.Features;

/// <summary>Finds an account by its own id.</summary>
internal sealed record LoyaltyAccountWithId(LoyaltyAccountId Id) : IRequest<LoyaltyAccount?>;

internal sealed class FindLoyaltyAccountHandler(IDbContextFactory<CommerceDbContext> databases, LoyaltyOptions options, TimeProvider clock)
    : IRequestHandler<FindLoyaltyAccount, LoyaltyAccount?>, IRequestHandler<LoyaltyAccountWithId, LoyaltyAccount?>
{
    public Task<LoyaltyAccount?> Handle(FindLoyaltyAccount request, CancellationToken cancellationToken) =>
        FindAsync(account => account.CustomerId == request.CustomerId, cancellationToken);

    public Task<LoyaltyAccount?> Handle(LoyaltyAccountWithId request, CancellationToken cancellationToken) =>
        FindAsync(account => account.Id == request.Id, cancellationToken);

    private async Task<LoyaltyAccount?> FindAsync(Expression<Func<MemberAccount, bool>> which, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<MemberAccount>().AsNoTracking().Where(which)
            .Select(account => new
            {
                Account = account,
                Due = db.Set<PointsLot>().Where(lot => lot.AccountId == account.Id && lot.ExpiresAt <= now).Sum(lot => lot.Left),
                NextAt = db.Set<PointsLot>().Where(lot => lot.AccountId == account.Id && lot.Left > 0 && lot.ExpiresAt > now).Min(lot => (DateTimeOffset?)lot.ExpiresAt),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        var next = found.NextAt is not { } at
            ? null
            : new ExpiringPoints(
                checked((int)await db.Set<PointsLot>().Where(lot => lot.AccountId == found.Account.Id && lot.ExpiresAt == at).SumAsync(lot => lot.Left, cancellationToken)),
                at);
        return Show(found.Account, found.Due, next);
    }

    // What is due is gone for whoever asks, though no job has booked it yet.
    private LoyaltyAccount Show(MemberAccount account, long due, ExpiringPoints? next) => new()
    {
        Id = account.Id,
        CustomerId = account.CustomerId,
        Balance = checked((int)(account.Balance - due)),
        Held = checked((int)account.Held),
        Pending = checked((int)account.Pending),
        NextToExpire = next,
        Tier = options.TierFor(account.Earned),
        Number = account.Number,
    };
}
