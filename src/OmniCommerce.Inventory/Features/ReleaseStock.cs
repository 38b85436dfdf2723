using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Features;

internal sealed class ReleaseStockHandler(HeldStock held, StockBooks books) : IRequestHandler<ReleaseStock, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReleaseStock request, CancellationToken cancellationToken)
    {
        foreach (var part in (await held.TakeAsync(request.HoldId, cancellationToken)).Parts)
        {
            await books.UnholdAsync(part, cancellationToken);
            books.Write(MovementKind.Release, part, request.HoldId.ToString(), "");
        }

        return default(Done);
    }
}
