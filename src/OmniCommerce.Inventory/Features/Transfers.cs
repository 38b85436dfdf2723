using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.Features;

/// <summary>What the steps of a transfer share.</summary>
internal sealed class Transfers(CommerceDbContext db, StockBooks books, StockAccess access, TimeProvider clock)
{
    /// <summary>The transfer, for one at a time: whoever comes next waits until this transaction ends.</summary>
    public async Task<Result<StockTransfer>> EnterAsync(Caller caller, TransferId id, CancellationToken cancellationToken)
    {
        if (StockAccess.RefuseTo(caller) is { } forbidden)
            return forbidden;
        var found = await db.Set<StockTransfer>().Where(transfer => transfer.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(transfer => transfer.Version, transfer => transfer.Version + 1), cancellationToken);
        return found == 0
            ? new NotFound(id.ToString(), "transfer")
            : await db.Set<StockTransfer>().Include(transfer => transfer.Lines).SingleAsync(transfer => transfer.Id == id, cancellationToken);
    }

    /// <summary>The order that a transfer is for; null when it is for none.</summary>
    public Task<OrderId?> OrderOfAsync(TransferId id, CancellationToken cancellationToken) =>
        db.Set<StockTransfer>().Where(transfer => transfer.Id == id).Select(transfer => transfer.OrderId).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Takes the goods off the shelf they leave from: safety stock may go, what was promised may not.</summary>
    public async Task<Refusal?> SendAsync(StockTransfer transfer, Caller caller, CancellationToken cancellationToken)
    {
        foreach (var line in transfer.Lines.OrderBy(line => line.VariantId.Value))
        {
            var part = new StockAllocation(line.VariantId, transfer.FromId, line.Quantity);
            if (!await books.TryRemoveAsync(part, cancellationToken))
            {
                var (onHand, promised) = await books.LookAsync(part, cancellationToken);
                return new OutOfStock(await access.SkuAsync(part.VariantId, cancellationToken), part.Quantity, onHand - promised);
            }

            books.Write(MovementKind.TransferOut, part, transfer.Id.ToString(), "", by: caller.DeviceId);
        }

        transfer.Send(clock.GetUtcNow());
        return null;
    }

    public static InvalidInput RefuseAsItStands(StockTransfer transfer) => InvalidInput.At("transferId", transfer.Status switch
    {
        TransferStatus.Draft => "Its goods have not left yet.",
        TransferStatus.Sent => "Its goods have left already.",
        TransferStatus.Received => "Its goods have come already.",
        _ => "It was called off.",
    });
}

/// <summary>Reads transfers.</summary>
internal sealed class ReadTransfers(IDbContextFactory<CommerceDbContext> contexts)
{
    public async Task<Transfer?> FindAsync(TransferId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var transfer = await db.Set<StockTransfer>().AsNoTracking().Include(t => t.Lines).SingleOrDefaultAsync(t => t.Id == id, cancellationToken);
        return transfer?.Show();
    }

    /// <summary>The latest first.</summary>
    /// <exception cref="GraphQLException">The cursor is none of this list.</exception>
    public async Task<Connection<Transfer>> PageAsync(LocationId? location, TransferStatus? status, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var transfers = Found(db, location, status);
        var from = InstantCursor.Of(page);
        if (from is { At: var at })
            transfers = transfers.Where(transfer => transfer.CreatedAt <= at);

        var rows = await transfers.Include(transfer => transfer.Lines).OrderByDescending(transfer => transfer.CreatedAt).ThenByDescending(transfer => transfer.Id)
            .Skip(from?.Shown ?? 0).Take(page.Size + 1).ToListAsync(cancellationToken);
        return page.Forward(InstantCursor.Edges(from, page, rows, row => row.CreatedAt, row => row.Show()), rows.Count > page.Size, token => CountAsync(location, status, token));
    }

    /// <summary>How many of each variant are on the way to each location.</summary>
    public async Task<IReadOnlyDictionary<(VariantId, LocationId), int>> InTransitAsync(IReadOnlyCollection<VariantId> variants, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sums = await db.Set<StockTransferLine>().Where(line => variants.Contains(line.VariantId))
            .Join(db.Set<StockTransfer>().Where(transfer => transfer.Status == TransferStatus.Sent), line => line.TransferId, transfer => transfer.Id,
                (line, transfer) => new { line.VariantId, transfer.ToId, line.Quantity })
            .GroupBy(line => new { line.VariantId, line.ToId })
            .Select(group => new { group.Key.VariantId, group.Key.ToId, Quantity = group.Sum(line => line.Quantity) })
            .ToListAsync(cancellationToken);
        return sums.ToDictionary(sum => (sum.VariantId, sum.ToId), sum => sum.Quantity);
    }

    private async ValueTask<int> CountAsync(LocationId? location, TransferStatus? status, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Found(db, location, status).CountAsync(cancellationToken);
    }

    private static IQueryable<StockTransfer> Found(CommerceDbContext db, LocationId? location, TransferStatus? status)
    {
        var transfers = db.Set<StockTransfer>().AsNoTracking();
        if (location is { } place)
            transfers = transfers.Where(transfer => transfer.FromId == place || transfer.ToId == place);
        return status is { } standing ? transfers.Where(transfer => transfer.Status == standing) : transfers;
    }
}

internal sealed class FindTransferHandler(ReadTransfers transfers) : IRequestHandler<FindTransfer, Transfer?>
{
    public Task<Transfer?> Handle(FindTransfer request, CancellationToken cancellationToken) => transfers.FindAsync(request.Id, cancellationToken);
}
