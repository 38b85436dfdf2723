using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.Features;

/// <summary>Sells so many of a variant at most before they are there; 0 for none. What waits already waits on. Only what is sent is sold so.</summary>
internal sealed record AllowBackOrders(Caller Caller, VariantId VariantId, int Limit, DateTimeOffset? AvailableOn, Guid? OperationId) : ICommand<VariantId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<AllowBackOrders>
    {
        public Validator() => RuleFor(command => command.Limit).InclusiveBetween(0, StockLimits.MaxQuantity).WithMessage($"A limit is 0 to {StockLimits.MaxQuantity}.");
    }

    internal sealed class Handler(CommerceDbContext db, StockAccess access) : IRequestHandler<AllowBackOrders, Result<VariantId>>
    {
        public async Task<Result<VariantId>> Handle(AllowBackOrders command, CancellationToken cancellationToken)
        {
            var entered = await access.EnterAsync(command.Caller, null, [command.VariantId], cancellationToken);
            if (entered.IsRefused)
                return new(entered.Refusals);
            var changed = await db.Set<BackOrder>().Where(order => order.VariantId == command.VariantId)
                .ExecuteUpdateAsync(set => set.SetProperty(order => order.Limit, command.Limit).SetProperty(order => order.AvailableOn, command.AvailableOn), cancellationToken);
            if (changed == 0)
                db.Add(new BackOrder { VariantId = command.VariantId, Limit = command.Limit, AvailableOn = command.AvailableOn });
            return command.VariantId;
        }
    }
}

/// <summary>A supplier promises goods by a delivery; 0 of them when they will not come after all. What is received under the same reference is expected no more.</summary>
internal sealed record ExpectStock(Caller Caller, LocationId? LocationId, string Reference, DateTimeOffset DueAt, IReadOnlyList<StockDemand> Lines, Guid? OperationId)
    : ICommand<LocationId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<ExpectStock>
    {
        public Validator()
        {
            RuleFor(command => command.Lines).StockLines(line => line.VariantId, line => line.Quantity, 0);
            RuleFor(command => command.Reference).NotEmpty().MaximumLength(StockLimits.MaxReference).WithMessage($"A reference has 1 to {StockLimits.MaxReference} characters.");
        }
    }

    internal sealed class Handler(CommerceDbContext db, StockAccess access) : IRequestHandler<ExpectStock, Result<LocationId>>
    {
        public async Task<Result<LocationId>> Handle(ExpectStock command, CancellationToken cancellationToken)
        {
            var entered = await access.EnterAsync(command.Caller, command.LocationId, command.Lines.Select(line => line.VariantId), cancellationToken);
            if (!entered.Try(out var location, out var refusals))
                return new(refusals);
            foreach (var line in command.Lines.OrderBy(line => line.VariantId.Value))
            {
                await db.Set<ExpectedStock>()
                    .Where(expected => expected.VariantId == line.VariantId && expected.LocationId == location && expected.Reference == command.Reference)
                    .ExecuteDeleteAsync(cancellationToken);
                if (line.Quantity > 0)
                {
                    db.Add(new ExpectedStock
                    {
                        VariantId = line.VariantId,
                        LocationId = location,
                        Reference = command.Reference,
                        Quantity = line.Quantity,
                        DueAt = command.DueAt,
                    });
                }
            }

            return location;
        }
    }
}

/// <summary>Says from how many on there is little of a variant at a location; null when nobody wants to know.</summary>
internal sealed record WatchLevel(Caller Caller, VariantId VariantId, LocationId? LocationId, int? Threshold, Guid? OperationId) : ICommand<LocationId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<WatchLevel>
    {
        public Validator() => RuleFor(command => command.Threshold).InclusiveBetween(0, StockLimits.MaxQuantity).WithMessage($"A threshold is 0 to {StockLimits.MaxQuantity}.");
    }

    internal sealed class Handler(CommerceDbContext db, StockAccess access) : IRequestHandler<WatchLevel, Result<LocationId>>
    {
        public async Task<Result<LocationId>> Handle(WatchLevel command, CancellationToken cancellationToken)
        {
            if (!(await access.EnterAsync(command.Caller, command.LocationId, [command.VariantId], cancellationToken)).Try(out var location, out var refusals))
                return new(refusals);
            var row = db.Set<StockThreshold>().Where(level => level.VariantId == command.VariantId && level.LocationId == location);
            if (command.Threshold is not { } threshold)
                await row.ExecuteDeleteAsync(cancellationToken);
            else if (await row.ExecuteUpdateAsync(set => set.SetProperty(level => level.Threshold, threshold), cancellationToken) == 0)
                db.Add(new StockThreshold { VariantId = command.VariantId, LocationId = location, Threshold = threshold });
            return location;
        }
    }
}
