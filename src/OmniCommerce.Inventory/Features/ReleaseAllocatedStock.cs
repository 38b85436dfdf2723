using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

internal sealed class ReleaseAllocatedStockHandler(CommerceDbContext db, StockBooks books)
    : IRequestHandler<ReleaseAllocatedStock, Result<IReadOnlyList<StockAllocation>>>
{
    public async Task<Result<IReadOnlyList<StockAllocation>>> Handle(ReleaseAllocatedStock request, CancellationToken cancellationToken)
    {
        await books.SaveAddedAsync<OrderStock>(cancellationToken);
        var allocated = await db.Set<OrderStock>().Where(stock => stock.OrderId == request.OrderId)
            .Select(stock => new StockAllocation(stock.VariantId, stock.LocationId, stock.Quantity)).ToListAsync(cancellationToken);
        var parts = Chosen(allocated, request.Only);
        foreach (var part in parts)
        {
            await TakeAsync(request.OrderId, part, cancellationToken);
            await books.DeallocateAsync(part, cancellationToken);
            books.Write(MovementKind.Deallocate, part, request.OrderId.ToString(), "");
        }

        return new Result<IReadOnlyList<StockAllocation>>(parts);
    }

    private static List<StockAllocation> Chosen(List<StockAllocation> allocated, IReadOnlyList<StockDemand>? only)
    {
        if (only is null)
            return [.. StockBooks.InOrder(allocated)];
        var wanted = only.GroupBy(line => line.VariantId).ToDictionary(lines => lines.Key, lines => lines.Sum(line => line.Quantity));
        var parts = new List<StockAllocation>();
        foreach (var part in StockBooks.InOrder(allocated))
        {
            var quantity = Math.Min(part.Quantity, wanted.GetValueOrDefault(part.VariantId));
            if (quantity <= 0)
                continue;
            wanted[part.VariantId] -= quantity;
            parts.Add(part with { Quantity = quantity });
        }

        return parts;
    }

    // The row may have shrunk since it was read: then the command begins again.
    private async Task TakeAsync(OrderId orderId, StockAllocation part, CancellationToken cancellationToken)
    {
        var row = db.Set<OrderStock>().Where(stock => stock.OrderId == orderId && stock.VariantId == part.VariantId && stock.LocationId == part.LocationId);
        var taken = await row.Where(stock => stock.Quantity > part.Quantity)
            .ExecuteUpdateAsync(stock => stock.SetProperty(s => s.Quantity, s => s.Quantity - part.Quantity), cancellationToken);
        if (taken == 0 && await row.Where(stock => stock.Quantity == part.Quantity).ExecuteDeleteAsync(cancellationToken) == 0)
            throw new DbUpdateConcurrencyException($"The stock of order {orderId} was taken at the same time.");
    }
}
