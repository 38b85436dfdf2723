using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

internal sealed class AllocateHeldStockHandler(CommerceDbContext db, HeldStock held, AllocatedToOrders allocated, StockBooks books)
    : IRequestHandler<AllocateHeldStock, Result<AllocatedStock>>
{
    public async Task<Result<AllocatedStock>> Handle(AllocateHeldStock request, CancellationToken cancellationToken)
    {
        var taken = await held.TakeAsync(request.HoldId, cancellationToken);
        if (taken.Parts.Count == 0)
            return new NotFound(request.HoldId.ToString(), "hold with stock");
        foreach (var part in taken.Parts)
        {
            await books.AllocateHeldAsync(part, cancellationToken);
            if (request.Joins)
                await allocated.AddAsync(request.OrderId, part, cancellationToken);
            else
                db.Add(new OrderStock { OrderId = request.OrderId, VariantId = part.VariantId, LocationId = part.LocationId, Quantity = part.Quantity });
            books.Write(MovementKind.Allocate, part, request.OrderId.ToString(), "");
        }

        return taken;
    }
}
