using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Features;

internal sealed class ReleaseAllocatedStockHandler(AllocatedToOrders allocated, StockBooks books, IKits kits)
    : IRequestHandler<ReleaseAllocatedStock, Result<IReadOnlyList<StockAllocation>>>
{
    public async Task<Result<IReadOnlyList<StockAllocation>>> Handle(ReleaseAllocatedStock request, CancellationToken cancellationToken)
    {
        var only = request.Only is null ? null : KitDemand.Expand(request.Only, await kits.ComponentsAsync(request.Only.Select(line => line.VariantId), cancellationToken));
        var parts = await allocated.TakeAsync(request.OrderId, only, request.At, waiting: true, cancellationToken);
        foreach (var part in parts)
        {
            await books.DeallocateAsync(part, cancellationToken);
            books.Write(MovementKind.Deallocate, part, request.OrderId.ToString(), "");
        }

        return new Result<IReadOnlyList<StockAllocation>>(parts);
    }
}
