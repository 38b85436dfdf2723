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

/// <summary>Goods come from a supplier, as its delivery note says.</summary>
internal sealed record BookReceipt(Caller Caller, LocationId? LocationId, IReadOnlyList<StockDemand> Lines, string? Reference, Guid? OperationId)
    : ICommand<LocationId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<BookReceipt>
    {
        public Validator()
        {
            RuleFor(command => command.Lines).StockLines(line => line.VariantId, line => line.Quantity, 1);
            RuleFor(command => command.Reference).MaximumLength(StockLimits.MaxReference).WithMessage($"A reference has at most {StockLimits.MaxReference} characters.");
        }
    }

    internal sealed class Handler(CommerceDbContext db, StockAccess access, StockBooks books, WaitingOrders waiting) : IRequestHandler<BookReceipt, Result<LocationId>>
    {
        public async Task<Result<LocationId>> Handle(BookReceipt command, CancellationToken cancellationToken)
        {
            var entered = await access.EnterAsync(command.Caller, command.LocationId, command.Lines.Select(line => line.VariantId), cancellationToken);
            if (!entered.Try(out var location, out var refusals))
                return new(refusals);
            foreach (var part in StockBooks.InOrder(command.Lines.Select(line => new StockAllocation(line.VariantId, location, line.Quantity))))
            {
                if (!await books.TryAddAsync(part, cancellationToken))
                    return new NotFound(location.ToString(), "location");
                books.Write(MovementKind.Receive, part, command.Reference ?? "", "", by: command.Caller.DeviceId);
                if (command.Reference is not null)
                    await ExpectLessAsync(part, command.Reference, cancellationToken);
                await waiting.ServeAsync(part.VariantId, location, cancellationToken);
            }

            return location;
        }

        private async Task ExpectLessAsync(StockAllocation part, string reference, CancellationToken cancellationToken)
        {
            var expected = db.Set<ExpectedStock>().Where(e => e.VariantId == part.VariantId && e.LocationId == part.LocationId && e.Reference == reference);
            var left = await expected.Where(e => e.Quantity > part.Quantity)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Quantity, e => e.Quantity - part.Quantity), cancellationToken);
            if (left == 0)
                await expected.ExecuteDeleteAsync(cancellationToken);
        }
    }
}
