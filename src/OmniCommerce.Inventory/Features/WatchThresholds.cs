using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Inventory.Features;

/// <summary>Tells that there is little of a variant at a location, or enough again: once each time, whichever node finds it.</summary>
internal sealed record TellOfLevel(VariantId VariantId, LocationId LocationId) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, EventOutbox outbox) : IRequestHandler<TellOfLevel, Result<Done>>
    {
        public async Task<Result<Done>> Handle(TellOfLevel command, CancellationToken cancellationToken)
        {
            var row = db.Set<StockThreshold>().Where(level => level.VariantId == command.VariantId && level.LocationId == command.LocationId);
            if (await row.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } watched)
                return default(Done);
            var available = await db.Set<StockRow>().Where(level => level.VariantId == command.VariantId && level.LocationId == command.LocationId)
                .Select(level => level.OnHand - level.Held - level.Allocated - level.SafetyStock).SingleOrDefaultAsync(cancellationToken);
            var isLow = available <= watched.Threshold;
            if (isLow == watched.IsLow
                || await row.Where(level => level.IsLow != isLow).ExecuteUpdateAsync(set => set.SetProperty(level => level.IsLow, isLow), cancellationToken) == 0)
                return default(Done);
            outbox.Raise(
                $"stock:{command.VariantId}:{command.LocationId}",
                isLow
                    ? new StockLow(command.VariantId, command.LocationId, Math.Max(0, available), watched.Threshold)
                    : new StockBack(command.VariantId, command.LocationId, available));
            return default(Done);
        }
    }
}

/// <summary>Looks for levels that have crossed their threshold: beside the sales, so that no sale is slower for it.</summary>
internal sealed class WatchThresholds(IDbContextFactory<CommerceDbContext> contexts, IMediator mediator) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    private const int MaxAtOnce = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var crossed = await db.Set<StockThreshold>()
            .LeftJoin(
                db.Set<StockRow>(),
                watched => new { watched.VariantId, watched.LocationId },
                level => new { level.VariantId, level.LocationId },
                (watched, level) => new
                {
                    watched.VariantId,
                    watched.LocationId,
                    watched.IsLow,
                    watched.Threshold,
                    Available = level == null ? 0 : level.OnHand - level.Held - level.Allocated - level.SafetyStock,
                })
            .Where(level => level.IsLow ? level.Available > level.Threshold : level.Available <= level.Threshold)
            .OrderBy(level => level.VariantId).ThenBy(level => level.LocationId)
            .Take(MaxAtOnce).ToListAsync(cancellationToken);
        foreach (var level in crossed)
            await mediator.Send(new TellOfLevel(level.VariantId, level.LocationId), cancellationToken);
    }
}
