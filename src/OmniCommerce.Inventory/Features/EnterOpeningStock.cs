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
        if (await LocationAsync(request.Location, cancellationToken) is not { } locationId)
            return new NotFound(request.Location ?? "any", "location");

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

    private async Task<LocationId?> LocationAsync(string? wanted, CancellationToken cancellationToken)
    {
        if (wanted is not null)
        {
            return await db.Set<Location>().Where(location => location.Reference == wanted || location.Name == wanted)
                .OrderBy(location => location.Reference == wanted ? 0 : 1)
                .Select(location => (LocationId?)location.Id).FirstOrDefaultAsync(cancellationToken);
        }

        return await db.Set<Location>().OrderByDescending(location => location.Ships).ThenBy(location => location.Reference)
            .Select(location => (LocationId?)location.Id).FirstOrDefaultAsync(cancellationToken);
    }
}
