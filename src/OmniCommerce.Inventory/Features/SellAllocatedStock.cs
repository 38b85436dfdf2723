using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Features;

internal sealed class SellAllocatedStockHandler(AllocatedToOrders allocated, StockBooks books)
    : IRequestHandler<SellAllocatedStock, Result<IReadOnlyList<StockAllocation>>>
{
    public async Task<Result<IReadOnlyList<StockAllocation>>> Handle(SellAllocatedStock request, CancellationToken cancellationToken)
    {
        var parts = await allocated.TakeAsync(request.OrderId, request.Only, request.From, waiting: false, cancellationToken);
        foreach (var part in parts)
        {
            await books.SellAllocatedAsync(part, cancellationToken);
            books.Write(MovementKind.Sell, part, request.OrderId.ToString(), "", request.At);
        }

        return new Result<IReadOnlyList<StockAllocation>>(parts);
    }
}
