using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Features;

internal sealed class ReceiveStockValidator : AbstractValidator<ReceiveStock>
{
    public ReceiveStockValidator()
    {
        RuleFor(receipt => receipt.Quantity).InclusiveBetween(1, StockLimits.MaxQuantity).WithMessage($"A quantity is 1 to {StockLimits.MaxQuantity}.");
        RuleFor(receipt => receipt.Reason).MaximumLength(StockLimits.MaxReason).WithMessage($"A reason has at most {StockLimits.MaxReason} characters.");
    }
}

internal sealed class ReceiveStockHandler(StockBooks books, WaitingOrders waiting, IKits kits) : IRequestHandler<ReceiveStock, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReceiveStock request, CancellationToken cancellationToken)
    {
        if ((await kits.ComponentsAsync([request.VariantId], cancellationToken)).Count > 0)
            return InvalidInput.At("variantId", "A kit has no stock of its own. Receive its components.");
        var part = new StockAllocation(request.VariantId, request.LocationId, request.Quantity);
        if (!await books.TryAddAsync(part, cancellationToken))
            return new NotFound(request.LocationId.ToString(), "location");
        books.Write(MovementKind.Receive, part, "", request.Reason, request.At);
        await waiting.ServeAsync(part.VariantId, part.LocationId, cancellationToken);
        return default(Done);
    }
}
