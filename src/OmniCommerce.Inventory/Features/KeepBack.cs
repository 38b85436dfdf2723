using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.Features;

/// <summary>Keeps so many of a variant back at a location: from everybody, or, with a channel, from that one. Answers when it is so, whatever is there now.</summary>
internal sealed record KeepBack(Caller Caller, VariantId VariantId, LocationId? LocationId, Channel? Channel, int Quantity, Guid? OperationId)
    : ICommand<LocationId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<KeepBack>
    {
        public Validator() =>
            RuleFor(command => command.Quantity).InclusiveBetween(0, StockLimits.MaxQuantity).WithMessage($"What is kept back is 0 to {StockLimits.MaxQuantity}.");
    }

    internal sealed class Handler(StockAccess access, StockBooks books) : IRequestHandler<KeepBack, Result<LocationId>>
    {
        public async Task<Result<LocationId>> Handle(KeepBack command, CancellationToken cancellationToken)
        {
            if (!(await access.EnterAsync(command.Caller, command.LocationId, [command.VariantId], cancellationToken)).Try(out var location, out var refusals))
                return new(refusals);
            var part = new StockAllocation(command.VariantId, location, command.Quantity);
            if (command.Channel is { } channel)
                await books.KeepBackAsync(part, channel, cancellationToken);
            else
                await books.TryKeepSafeAsync(part, cancellationToken);
            return location;
        }
    }
}
