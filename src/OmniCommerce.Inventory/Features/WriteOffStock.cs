using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

internal sealed class WriteOffStockValidator : AbstractValidator<WriteOffStock>
{
    public WriteOffStockValidator()
    {
        RuleFor(loss => loss.Quantity).InclusiveBetween(1, StockLimits.MaxQuantity).WithMessage($"A quantity is 1 to {StockLimits.MaxQuantity}.");
        RuleFor(loss => loss.Reason).MaximumLength(StockLimits.MaxReason).WithMessage($"A reason has at most {StockLimits.MaxReason} characters.");
    }
}

internal sealed class WriteOffStockHandler(CommerceDbContext db, StockBooks books, ICatalog catalog) : IRequestHandler<WriteOffStock, Result<Done>>
{
    public async Task<Result<Done>> Handle(WriteOffStock request, CancellationToken cancellationToken)
    {
        var part = new StockAllocation(request.VariantId, request.LocationId, request.Quantity);
        if (!await books.TryRemoveAsync(part, cancellationToken))
            return await RefuseAsync(part, cancellationToken);
        books.Write(MovementKind.WriteOff, part, "", request.Reason, request.At);
        return default(Done);
    }

    private async Task<OutOfStock> RefuseAsync(StockAllocation part, CancellationToken cancellationToken)
    {
        var free = await db.Set<StockRow>().Where(level => level.VariantId == part.VariantId && level.LocationId == part.LocationId)
            .Select(level => level.OnHand - level.Held - level.Allocated).SingleOrDefaultAsync(cancellationToken);
        var variants = await catalog.VariantsAsync([part.VariantId], cancellationToken);
        return new OutOfStock(variants.TryGetValue(part.VariantId, out var variant) ? variant.Sku.Value : part.VariantId.ToString(), part.Quantity, free);
    }
}
