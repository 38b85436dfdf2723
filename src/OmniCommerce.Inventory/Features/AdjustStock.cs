using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.Features;

/// <summary>
/// Sets what is on hand by hand, from what the caller saw to what it should be: if somebody sold or received meanwhile, nothing is set.
/// </summary>
internal sealed record AdjustStock(
    Caller Caller, VariantId VariantId, LocationId? LocationId, int ExpectedOnHand, int OnHand, StockReason Reason, string? Note, Guid? OperationId)
    : ICommand<LocationId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<AdjustStock>
    {
        public Validator()
        {
            RuleFor(command => command.OnHand).InclusiveBetween(0, StockLimits.MaxQuantity).WithMessage($"On hand are 0 to {StockLimits.MaxQuantity}.");
            RuleFor(command => command.Note).MaximumLength(StockLimits.MaxReason).WithMessage($"A note has at most {StockLimits.MaxReason} characters.");
            RuleFor(command => command.Note).NotEmpty().When(command => command.Reason == StockReason.Other).WithMessage("Say why.");
        }
    }

    internal sealed class Handler(StockAccess access, StockBooks books, WaitingOrders waiting) : IRequestHandler<AdjustStock, Result<LocationId>>
    {
        public async Task<Result<LocationId>> Handle(AdjustStock command, CancellationToken cancellationToken)
        {
            if (!(await access.EnterAsync(command.Caller, command.LocationId, [command.VariantId], cancellationToken)).Try(out var location, out var refusals))
                return new(refusals);
            var wanted = new StockAllocation(command.VariantId, location, command.OnHand);
            if (!await books.TrySetOnHandAsync(wanted, command.ExpectedOnHand, cancellationToken))
            {
                var (onHand, promised) = await books.LookAsync(wanted, cancellationToken);
                return onHand != command.ExpectedOnHand
                    ? new StockChangedMeanwhile(onHand)
                    : new StockPromised(await access.SkuAsync(command.VariantId, cancellationToken), promised);
            }

            var change = command.OnHand - command.ExpectedOnHand;
            if (change != 0)
            {
                books.Write(
                    change > 0 ? MovementKind.AdjustUp : MovementKind.AdjustDown,
                    wanted with { Quantity = Math.Abs(change) },
                    "",
                    command.Note ?? "",
                    code: command.Reason,
                    by: command.Caller.DeviceId);
            }

            if (change > 0)
                await waiting.ServeAsync(command.VariantId, location, cancellationToken);

            return location;
        }
    }
}
