using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Features;

internal sealed class KeepSafetyStockValidator : AbstractValidator<KeepSafetyStock>
{
    public KeepSafetyStockValidator() =>
        RuleFor(safety => safety.Quantity).InclusiveBetween(0, StockLimits.MaxQuantity).WithMessage($"A safety stock is 0 to {StockLimits.MaxQuantity}.");
}

internal sealed class KeepSafetyStockHandler(StockBooks books) : IRequestHandler<KeepSafetyStock, Result<Done>>
{
    public async Task<Result<Done>> Handle(KeepSafetyStock request, CancellationToken cancellationToken)
    {
        var kept = await books.TryKeepSafeAsync(new StockAllocation(request.VariantId, request.LocationId, request.Quantity), cancellationToken);
        return kept ? default(Done) : new NotFound(request.LocationId.ToString(), "location");
    }
}
