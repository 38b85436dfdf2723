using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

internal sealed class EnterOpeningStockHandler(CommerceDbContext db, StockBooks books) : IRequestHandler<EnterOpeningStock, Result<int>>
{
    public async Task<Result<int>> Handle(EnterOpeningStock request, CancellationToken cancellationToken)
    {
        var location = await db.Set<Location>().Where(location => location.Reference == request.Location || location.Name == request.Location)
            .OrderBy(location => location.Reference == request.Location ? 0 : 1)
            .Select(location => (LocationId?)location.Id).FirstOrDefaultAsync(cancellationToken);
        if (location is not { } locationId)
            return new NotFound(request.Location, "location");

        var known = await db.Set<StockRow>().Where(level => level.LocationId == locationId).Select(level => level.VariantId).ToHashSetAsync(cancellationToken);
        StockAllocation[] parts =
        [
            .. request.Quantities.Where(stock => stock.Quantity > 0 && !known.Contains(stock.VariantId)).DistinctBy(stock => stock.VariantId)
                .Select(stock => new StockAllocation(stock.VariantId, locationId, Math.Min(stock.Quantity, StockLimits.MaxQuantity))),
        ];
        foreach (var part in parts)
            books.Write(MovementKind.Receive, part, "", "opening stock");
        await books.OpenAsync(
            Array.ConvertAll(parts, part => new StockRow { VariantId = part.VariantId, LocationId = part.LocationId, OnHand = part.Quantity }), cancellationToken);
        return parts.Length;
    }
}
