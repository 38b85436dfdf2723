using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>What a transfer brings for the order that it was sent for, to be collected where it arrives.</summary>
internal sealed class ArrivedForOrders(CommerceDbContext db, StockBooks books, AllocatedToOrders allocated, IMediator mediator)
{
    /// <summary>The order is locked before its transfer, by whoever locks both. Nothing when it was sent for none.</summary>
    public async Task AnnounceAsync(OrderId? order, CancellationToken cancellationToken)
    {
        if (order is { } id)
            await mediator.Publish(new OrderGoodsArriving(id), cancellationToken);
    }

    /// <summary>Gives the order what came of a line for it.</summary>
    public async Task GiveAsync(StockTransfer transfer, StockTransferLine line, CancellationToken cancellationToken)
    {
        if (line.CameForOrder == 0)
            return;
        var (order, part) = (transfer.OrderId!.Value, new StockAllocation(line.VariantId, transfer.ToId, line.CameForOrder));
        await books.AllocateAsync(part, cancellationToken);
        await allocated.AddAsync(order, part, cancellationToken);
        books.Write(MovementKind.Serve, part, order.ToString(), "");
    }

    /// <summary>Says what came for the order, and what of it did not and is looked for elsewhere.</summary>
    /// <returns>Why it cannot be; null when it was done.</returns>
    public async Task<Refusal?> HandOverAsync(StockTransfer transfer, CancellationToken cancellationToken)
    {
        if (transfer.OrderId is not { } order || !transfer.Lines.Any(line => line.Ordered > 0))
            return null;

        // What is missing is looked for by statements that see only what is in the database: there the transfer has ended.
        await db.SaveChangesAsync(cancellationToken);
        var (came, missing) = (Parts(transfer, line => line.CameForOrder), Parts(transfer, line => line.Ordered - line.CameForOrder));
        var taken = await mediator.Send(new TakeOrderGoodsIn(order, transfer.Id, transfer.ToId, came, missing), cancellationToken);
        return taken.IsRefused ? InvalidInput.At("lines", $"What is missing cannot be given up now. {taken.Refusals[0].Message}") : null;
    }

    private static StockDemand[] Parts(StockTransfer transfer, Func<StockTransferLine, int> quantity) =>
        [.. transfer.Lines.Where(line => quantity(line) > 0).OrderBy(line => line.VariantId.Value).Select(line => new StockDemand(line.VariantId, quantity(line)))];
}
