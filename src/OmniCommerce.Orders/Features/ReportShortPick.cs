using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>
/// Goods of a fulfilment are not on their shelf, whatever the books say. They are written off there and come from elsewhere if anybody has them who
/// sends them; the rest is given up, and what was paid for it goes back.
/// </summary>
internal sealed record ReportShortPick(Caller Caller, FulfilmentId FulfilmentId, IReadOnlyList<StockDemand> Missing, Guid? OperationId)
    : ICommand<OrderId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<ReportShortPick>
    {
        public Validator() => RuleFor(command => command.Missing).NotEmpty().WithMessage("Say what is missing.");
    }

    internal sealed class Handler(FulfilmentBooks books, GoodsElsewhere elsewhere, IMediator mediator) : IRequestHandler<ReportShortPick, Result<OrderId>>
    {
        public async Task<Result<OrderId>> Handle(ReportShortPick command, CancellationToken cancellationToken)
        {
            if (!(await books.TakeAsync(command.Caller, command.FulfilmentId, cancellationToken)).Try(out var taken, out var refusals))
                return new(refusals);
            var (order, fulfilment) = (taken.Order, taken.This);
            if (!fulfilment.CanStillChange)
                return fulfilment.RefuseAsItStands();
            if (!fulfilment.PartsOf(command.Missing).Try(out var missing, out refusals))
                return new(refusals);

            await mediator.MustAsync(new ReleaseAllocatedStock(order.Id, missing, fulfilment.LocationId), cancellationToken);
            foreach (var part in missing)
                await mediator.MustAsync(new WriteOffStock(part.VariantId, fulfilment.LocationId, part.Quantity, "not found when it was picked"), cancellationToken);

            IReadOnlyList<StockDemand> nowhere = fulfilment.Kind == FulfilmentKind.CarryOut ? missing : await elsewhere.FindAsync(taken, missing, cancellationToken);
            if (nowhere.Count > 0)
            {
                var given = await books.GiveUpReleasedAsync(taken, nowhere, "It was not in stock after all.", command.Caller, cancellationToken);
                if (given.IsRefused)
                    return new(given.Refusals);
            }
            else
            {
                books.Settle(taken.All);
            }

            return order.Id;
        }
    }
}
