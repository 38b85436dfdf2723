using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Loyalty.Features;

/// <summary>A member's points expire whose day is over. Each lot once; nothing when there are none.</summary>
internal sealed record ExpirePoints(LoyaltyAccountId Account) : ICommand<Done>;

internal sealed class ExpirePointsHandler(Ledger ledger) : IRequestHandler<ExpirePoints, Result<Done>>
{
    public async Task<Result<Done>> Handle(ExpirePoints command, CancellationToken cancellationToken)
    {
        await ledger.LockAsync(command.Account, cancellationToken);
        return default(Done);
    }
}

/// <summary>Lets points expire whose owners do nothing.</summary>
internal sealed class ExpireDuePoints(IDbContextFactory<CommerceDbContext> databases, IMediator mediator, TimeProvider clock) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int MaxAtOnce = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var account in await DueAsync(cancellationToken))
            await mediator.Send(new ExpirePoints(account), cancellationToken);
    }

    private async Task<List<LoyaltyAccountId>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<PointsLot>()
            .Where(lot => lot.Left > 0 && lot.ExpiresAt <= now)
            .OrderBy(lot => lot.ExpiresAt)
            .Select(lot => lot.AccountId)
            .Take(MaxAtOnce)
            .Distinct()
            .ToListAsync(cancellationToken);
    }
}
