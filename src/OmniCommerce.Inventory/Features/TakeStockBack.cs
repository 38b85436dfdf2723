using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Features;

internal sealed class TakeStockBackValidator : AbstractValidator<TakeStockBack>
{
    public TakeStockBackValidator() =>
        RuleFor(back => back.Quantity).InclusiveBetween(1, StockLimits.MaxQuantity).WithMessage($"A quantity is 1 to {StockLimits.MaxQuantity}.");
}

internal sealed class TakeStockBackHandler(StockBooks books, WaitingOrders waiting, IKits kits) : IRequestHandler<TakeStockBack, Result<Done>>
{
    public async Task<Result<Done>> Handle(TakeStockBack request, CancellationToken cancellationToken)
    {
        StockDemand[] back = [new(request.VariantId, request.Quantity)];
        foreach (var part in KitDemand.Expand(back, await kits.ComponentsAsync([request.VariantId], cancellationToken)))
        {
            if (await TakeAsync(request, new StockAllocation(part.VariantId, request.LocationId, part.Quantity), cancellationToken) is { } refusal)
                return refusal;
        }

        return default(Done);
    }

    private async Task<NotFound?> TakeAsync(TakeStockBack request, StockAllocation part, CancellationToken cancellationToken)
    {
        var reference = request.ReturnId.ToString();
        switch (request.Condition)
        {
            case ReturnCondition.Resellable:
                if (!await books.TryAddAsync(part, cancellationToken))
                    return new NotFound(request.LocationId.ToString(), "location");
                books.Write(MovementKind.Return, part, reference, "", request.At);
                await waiting.ServeAsync(part.VariantId, part.LocationId, cancellationToken);
                break;
            case ReturnCondition.Damaged:
                // It came and went: on hand is what it was, and the loss is in the books.
                books.Write(MovementKind.Return, part, reference, "", request.At);
                books.Write(MovementKind.WriteOff, part, reference, "returned damaged", request.At);
                break;
        }

        return null;
    }
}
