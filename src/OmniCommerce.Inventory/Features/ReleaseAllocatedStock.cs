using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Features;

internal sealed class ReleaseAllocatedStockHandler(AllocatedToOrders allocated, GoodsOnTheWay onTheWay, StockBooks books, IKits kits)
    : IRequestHandler<ReleaseAllocatedStock, Result<IReadOnlyList<StockAllocation>>>
{
    public async Task<Result<IReadOnlyList<StockAllocation>>> Handle(ReleaseAllocatedStock request, CancellationToken cancellationToken)
    {
        var only = request.Only is null ? null : KitDemand.Expand(request.Only, await kits.ComponentsAsync(request.Only.Select(line => line.VariantId), cancellationToken));
        var parts = request switch
        {
            { On: { } transfer } => await onTheWay.TakeAsync(request.OrderId, only, transfer, cancellationToken),
            { At: not null } => await allocated.TakeAsync(request.OrderId, only, request.At, waiting: true, cancellationToken),
            _ => await TakeAnywhereAsync(request.OrderId, only, cancellationToken),
        };
        foreach (var part in StockBooks.InOrder(parts.Where(part => part.On is null)))
        {
            await books.DeallocateAsync(part, cancellationToken);
            books.Write(MovementKind.Deallocate, part, request.OrderId.ToString(), "");
        }

        return new Result<IReadOnlyList<StockAllocation>>(parts);
    }

    private async Task<IReadOnlyList<StockAllocation>> TakeAnywhereAsync(OrderId order, IReadOnlyList<StockDemand>? only, CancellationToken cancellationToken)
    {
        var waiting = await allocated.TakeAsync(order, only, StockAllocation.Nowhere, waiting: true, cancellationToken);
        var travelling = await onTheWay.TakeAsync(order, Without(only, waiting), null, cancellationToken);
        var lying = await allocated.TakeAsync(order, Without(Without(only, waiting), travelling), null, waiting: false, cancellationToken);
        return [.. waiting, .. travelling, .. lying];
    }

    private static IReadOnlyList<StockDemand>? Without(IReadOnlyList<StockDemand>? wanted, IReadOnlyList<StockAllocation> taken) => taken.Count == 0
        ? wanted
        : wanted?.Select(line => line with { Quantity = line.Quantity - taken.Where(part => part.VariantId == line.VariantId).Sum(part => part.Quantity) }).ToList();
}
