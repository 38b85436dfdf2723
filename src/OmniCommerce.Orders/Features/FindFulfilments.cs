using Microsoft.EntityFrameworkCore;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>Reads fulfilments as clients see them.</summary>
internal sealed class FindFulfilments(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <summary>The fulfilments of these orders, in their order.</summary>
    public async Task<ILookup<OrderId, OrderFulfilment>> OfAsync(IReadOnlyCollection<OrderId> orders, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<Fulfilment>().AsNoTracking().Include(fulfilment => fulfilment.Lines)
            .Where(fulfilment => orders.Contains(fulfilment.OrderId)).OrderBy(fulfilment => fulfilment.Number).ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.OrderId, Show);
    }

    /// <summary>The fulfilment; null when there is none that the caller may see.</summary>
    public async Task<OrderFulfilment?> ByIdAsync(FulfilmentId id, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<Fulfilment>().AsNoTracking().Include(fulfilment => fulfilment.Lines).SingleOrDefaultAsync(fulfilment => fulfilment.Id == id, cancellationToken);
        if (found is null)
            return null;
        var order = await db.Set<Order>().Where(order => order.Id == found.OrderId).Select(order => new { order.CustomerId, order.SessionId }).SingleAsync(cancellationToken);
        return OrderRows.MaySee(caller, order.CustomerId, order.SessionId) ? Show(found) : null;
    }

    /// <summary>What is to be done at a location: what has a pick-up time by that, everything else by when it was ordered.</summary>
    /// <exception cref="GraphQLException">The cursor is none of this list.</exception>
    public async Task<Connection<OrderFulfilment>> PageAsync(LocationId? location, FulfilmentStatus? status, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var fulfilments = Found(db, location, status);
        var from = InstantCursor.Of(page);
        if (from is { At: var at })
            fulfilments = fulfilments.Where(fulfilment => (fulfilment.PickUpFrom ?? fulfilment.CreatedAt) >= at);

        var rows = await fulfilments.Include(fulfilment => fulfilment.Lines)
            .OrderBy(fulfilment => fulfilment.PickUpFrom ?? fulfilment.CreatedAt).ThenBy(fulfilment => fulfilment.CreatedAt).ThenBy(fulfilment => fulfilment.Id)
            .Skip(from?.Shown ?? 0).Take(page.Size + 1).ToListAsync(cancellationToken);
        return page.Forward(
            InstantCursor.Edges(from, page, rows, row => row.PickUpFrom ?? row.CreatedAt, Show), rows.Count > page.Size, token => CountAsync(location, status, token));
    }

    /// <summary>Why an order's goods come from where they do: as it was found when they were taken, or, where there was no choice, as it stands.</summary>
    public async Task<IReadOnlyList<SourcingStep>> TraceAsync(OrderId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var order = await db.Set<Order>().AsNoTracking().SingleAsync(order => order.Id == id, cancellationToken);
        if (order.Sourcing.Count > 0)
            return order.Sourcing;
        SourcingRule? rule = order.Delivery.LocationId is null ? null : SourcingRule.CollectionPoint;
        var fulfilments = await OfAsync([id], cancellationToken);
        return
        [
            .. fulfilments[id].Where(of => of.LocationId != StockAllocation.Nowhere && of.Kind != FulfilmentKind.ToStore)
                .Select(of => new SourcingStep(of.LocationId, null, of.Lines.Sum(line => line.Quantity), SourcingOutcome.Chosen, rule)),
        ];
    }

    private async ValueTask<int> CountAsync(LocationId? location, FulfilmentStatus? status, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Found(db, location, status).CountAsync(cancellationToken);
    }

    private static IQueryable<Fulfilment> Found(CommerceDbContext db, LocationId? location, FulfilmentStatus? status)
    {
        var fulfilments = db.Set<Fulfilment>().AsNoTracking();
        if (location is { } place)
            fulfilments = fulfilments.Where(fulfilment => fulfilment.LocationId == place);
        return status is { } standing ? fulfilments.Where(fulfilment => fulfilment.Status == standing) : fulfilments;
    }

    private static OrderFulfilment Show(Fulfilment fulfilment) => new()
    {
        Id = fulfilment.Id,
        OrderId = fulfilment.OrderId,
        Number = fulfilment.Number,
        LocationId = fulfilment.LocationId,
        Kind = fulfilment.Kind,
        Status = fulfilment.Status,
        Carrier = fulfilment.Carrier,
        TrackingNumber = fulfilment.TrackingNumber,
        PickUp = fulfilment.PickUpFrom is { } from ? new PickUpTime(fulfilment.LocationId, from, fulfilment.PickUpUntil!.Value) : null,
        ExpectedAt = fulfilment.ExpectedAt,
        TransferId = fulfilment.TransferId,
        CreatedAt = fulfilment.CreatedAt,
        ReadyAt = fulfilment.ReadyAt,
        ExpiresAt = fulfilment.ExpiresAt,
        LeftAt = fulfilment.LeftAt,
        Lines = [.. fulfilment.Lines.OrderBy(line => line.VariantId.Value).Select(line => new OrderFulfilmentLine
        {
            VariantId = line.VariantId,
            Quantity = line.Quantity,
            Open = line.Open,
            Left = line.Left,
            GivenUp = line.GivenUp,
            Moved = line.Moved,
        })],
    };
}
