using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Loyalty.Features;

/// <summary>Finds an account by its own id.</summary>
internal sealed record LoyaltyAccountWithId(LoyaltyAccountId Id) : IRequest<LoyaltyAccount?>;

internal sealed class FindLoyaltyAccountHandler(IDbContextFactory<CommerceDbContext> databases, LoyaltyOptions options)
    : IRequestHandler<FindLoyaltyAccount, LoyaltyAccount?>, IRequestHandler<LoyaltyAccountWithId, LoyaltyAccount?>
{
    public async Task<LoyaltyAccount?> Handle(FindLoyaltyAccount request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return Show(await db.Set<MemberAccount>().AsNoTracking().SingleOrDefaultAsync(account => account.CustomerId == request.CustomerId, cancellationToken));
    }

    public async Task<LoyaltyAccount?> Handle(LoyaltyAccountWithId request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return Show(await db.Set<MemberAccount>().AsNoTracking().SingleOrDefaultAsync(account => account.Id == request.Id, cancellationToken));
    }

    private LoyaltyAccount? Show(MemberAccount? account) => account is null
        ? null
        : new LoyaltyAccount
        {
            Id = account.Id,
            CustomerId = account.CustomerId,
            Balance = checked((int)account.Balance),
            Held = checked((int)account.Held),
            Pending = checked((int)account.Pending),
            Tier = options.TierFor(account.Earned),
            Number = account.Number,
        };
}
