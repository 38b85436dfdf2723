using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

internal sealed class SellAllocatedStockHandler(CommerceDbContext db, StockBooks books)
    : IRequestHandler<SellAllocatedStock, Result<IReadOnlyList<StockAllocation>>>
{
    public async Task<Result<IReadOnlyList<StockAllocation>>> Handle(SellAllocatedStock request, CancellationToken cancellationToken)
    {
        await books.SaveAddedAsync<OrderStock>(cancellationToken);
        var rows = db.Set<OrderStock>().Where(stock => stock.OrderId == request.OrderId);
        var allocated = await rows.Select(stock => new StockAllocation(stock.VariantId, stock.LocationId, stock.Quantity)).ToListAsync(cancellationToken);
        if (allocated.Count > 0 && await rows.ExecuteDeleteAsync(cancellationToken) != allocated.Count)
            throw new DbUpdateConcurrencyException($"The stock of order {request.OrderId} was taken at the same time.");

        IReadOnlyList<StockAllocation> parts = [.. StockBooks.InOrder(allocated)];
        foreach (var part in parts)
        {
            await books.SellAllocatedAsync(part, cancellationToken);
            books.Write(MovementKind.Sell, part, request.OrderId.ToString(), "", request.At);
        }

        return new Result<IReadOnlyList<StockAllocation>>(parts);
    }
}
