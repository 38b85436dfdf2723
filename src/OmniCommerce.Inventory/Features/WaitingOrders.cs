using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Inventory.Features;

/// <summary>Gives goods that have come to the orders that wait for them, the oldest first.</summary>
internal sealed class WaitingOrders(CommerceDbContext db, StockBooks books, AllocatedToOrders allocated, IMediator mediator)
{
    /// <summary>Serves what waits for a variant from what is free at a location, in the transaction in which it became free.</summary>
    public async Task ServeAsync(VariantId variant, LocationId location, CancellationToken cancellationToken)
    {
        if (!await db.Set<BackOrder>().AnyAsync(order => order.VariantId == variant && order.Allocated > 0, cancellationToken)
            || !await db.Set<Location>().AnyAsync(place => place.Id == location && place.Ships, cancellationToken))
            return;

        await books.SaveAddedAsync<OrderStock>(cancellationToken);
        var rows = await db.Set<OrderStock>().AsNoTracking().Where(stock => stock.VariantId == variant && stock.LocationId == StockAllocation.Nowhere).ToListAsync(cancellationToken);

        // Orders' ids sort by when they were placed; not every database sorts them so.
        foreach (var waiting in rows.OrderBy(row => row.OrderId.Value))
        {
            var free = await books.FreeAsync(new StockAllocation(variant, location, 0), cancellationToken);
            var served = new StockAllocation(variant, location, Math.Min(free, waiting.Quantity));
            if (served.Quantity <= 0 || !await books.TryAllocateAsync(served, cancellationToken))
                return;
            await MoveAsync(waiting.OrderId, served, cancellationToken);
            await mediator.Publish(new BackOrderServed(waiting.OrderId, served), cancellationToken);
        }
    }

    private async Task MoveAsync(OrderId order, StockAllocation served, CancellationToken cancellationToken)
    {
        var waited = served with { LocationId = StockAllocation.Nowhere };
        await allocated.TakePartAsync(order, waited, cancellationToken);
        await books.DeallocateAsync(waited, cancellationToken);
        await allocated.AddAsync(order, served, cancellationToken);
        books.Write(MovementKind.Deallocate, waited, order.ToString(), "");
        books.Write(MovementKind.Serve, served, order.ToString(), "");
    }
}

/// <summary>Serves what waits for a variant from what is free at a location.</summary>
internal sealed record ServeWaitingOrders(VariantId VariantId, LocationId LocationId) : ICommand<Done>
{
    internal sealed class Handler(WaitingOrders waiting) : IRequestHandler<ServeWaitingOrders, Result<Done>>
    {
        public async Task<Result<Done>> Handle(ServeWaitingOrders command, CancellationToken cancellationToken)
        {
            await waiting.ServeAsync(command.VariantId, command.LocationId, cancellationToken);
            return default(Done);
        }
    }
}

/// <summary>Looks for goods that became free while orders wait for them: a hold that expired, an order that was called off. What comes is given at once.</summary>
internal sealed class ServeFromFreed(IDbContextFactory<CommerceDbContext> contexts, IMediator mediator) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int MaxAtOnce = 200;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<StockRow>()
            .Where(level => level.OnHand - level.Held - level.Allocated > level.SafetyStock)
            .Where(level => db.Set<BackOrder>().Any(order => order.VariantId == level.VariantId && order.Allocated > 0))
            .Where(level => db.Set<Location>().Any(location => location.Id == level.LocationId && location.Ships))
            .Select(level => new { level.VariantId, level.LocationId }).OrderBy(level => level.VariantId).ThenBy(level => level.LocationId).Take(MaxAtOnce).ToListAsync(cancellationToken);
        foreach (var level in found)
            await mediator.Send(new ServeWaitingOrders(level.VariantId, level.LocationId), cancellationToken);
    }
}
