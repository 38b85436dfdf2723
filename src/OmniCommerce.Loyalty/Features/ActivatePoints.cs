using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Loyalty.Features;

/// <summary>What an order earned and still waits becomes the member's to spend. Once; nothing when it waits no longer.</summary>
internal sealed record ActivatePoints(OrderId OrderId) : ICommand<Done>;

internal sealed class ActivatePointsHandler(CommerceDbContext db, Ledger ledger) : IRequestHandler<ActivatePoints, Result<Done>>
{
    public async Task<Result<Done>> Handle(ActivatePoints command, CancellationToken cancellationToken)
    {
        // Whoever takes the row away activates the points.
        if (await db.Set<WaitingPoints>().Where(waiting => waiting.OrderId == command.OrderId).ExecuteDeleteAsync(cancellationToken) == 0
            || await ledger.LockAsync(command.OrderId, cancellationToken) is not { } account)
            return default(Done);

        var pending = await ledger.PendingOfAsync(account, command.OrderId, cancellationToken);
        if (pending > 0)
        {
            var active = ledger.Movement(
                account, PointsMovementKind.Activate, pending, PointsPot.Pending, PointsPot.Member, command.OrderId.ToString(), order: command.OrderId);
            await ledger.BookAsync(active, cancellationToken);
        }

        return default(Done);
    }
}

/// <summary>Activates the points whose time has come.</summary>
internal sealed class ActivateDuePoints(IDbContextFactory<CommerceDbContext> databases, IMediator mediator, TimeProvider clock) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int MaxAtOnce = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var order in await DueAsync(cancellationToken))
            await mediator.Send(new ActivatePoints(order), cancellationToken);
    }

    private async Task<List<OrderId>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<WaitingPoints>()
            .Where(waiting => waiting.ActiveFrom <= now)
            .OrderBy(waiting => waiting.ActiveFrom)
            .Select(waiting => waiting.OrderId)
            .Take(MaxAtOnce)
            .ToListAsync(cancellationToken);
    }
}
