using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>What orders have of the goods that are on their way to where they are collected.</summary>
internal sealed class GoodsOnTheWay(CommerceDbContext db)
{
    /// <summary>Takes so much of it from the order: it is free where it arrives. Whoever receives it meanwhile waits, and reads what is left here.</summary>
    /// <param name="order">The order.</param>
    /// <param name="only">What to take, as far as there is so much; null for all.</param>
    /// <param name="on">Only what this transfer carries; null for any.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<StockAllocation>> TakeAsync(OrderId order, IReadOnlyList<StockDemand>? only, TransferId? on, CancellationToken cancellationToken)
    {
        var transfers = db.Set<StockTransfer>().Where(transfer => transfer.OrderId == order && transfer.Status == TransferStatus.Sent);
        if (on is { } one)
            transfers = transfers.Where(transfer => transfer.Id == one);
        if (await transfers.ExecuteUpdateAsync(set => set.SetProperty(transfer => transfer.Version, transfer => transfer.Version + 1), cancellationToken) == 0)
            return [];

        var found = await transfers.AsNoTracking().Include(transfer => transfer.Lines).ToListAsync(cancellationToken);
        var travelling = found.OrderByDescending(transfer => transfer.CreatedAt)
            .SelectMany(transfer => transfer.Lines.Where(line => line.Ordered > 0).OrderBy(line => line.VariantId.Value)
                .Select(line => new StockAllocation(line.VariantId, transfer.FromId, line.Ordered) { On = transfer.Id }))
            .ToList();
        var parts = only is null ? travelling : AllocatedToOrders.Chosen(travelling, only);
        foreach (var part in parts)
        {
            await db.Set<StockTransferLine>().Where(line => line.TransferId == part.On && line.VariantId == part.VariantId)
                .ExecuteUpdateAsync(set => set.SetProperty(line => line.Ordered, line => line.Ordered - part.Quantity), cancellationToken);
        }

        return parts;
    }
}

internal sealed class TransferAllocatedStockHandler(CommerceDbContext db, AllocatedToOrders allocated, StockBooks books, TimeProvider clock)
    : IRequestHandler<TransferAllocatedStock, Result<TransferId>>
{
    public async Task<Result<TransferId>> Handle(TransferAllocatedStock request, CancellationToken cancellationToken)
    {
        var transfer = StockTransfer.Sending(NewId.Of<TransferId>(clock), request.OrderId, request.FromId, request.ToId, request.Lines, clock.GetUtcNow());
        db.Add(transfer);
        foreach (var part in StockBooks.InOrder(request.Lines.Select(line => new StockAllocation(line.VariantId, request.FromId, line.Quantity))))
        {
            await allocated.TakePartAsync(request.OrderId, part, cancellationToken);
            await books.SellAllocatedAsync(part, cancellationToken);
            books.Write(MovementKind.Deallocate, part, request.OrderId.ToString(), "", by: request.DeviceId);
            books.Write(MovementKind.TransferOut, part, transfer.Id.ToString(), "", by: request.DeviceId);
        }

        return transfer.Id;
    }
}
