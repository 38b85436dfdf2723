using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>
/// Goods of a fulfilment are not on their shelf, whatever the books say. They are written off there; what is to be sent comes from elsewhere if
/// anybody has it; the rest is given up, and what was paid for it goes back.
/// </summary>
internal sealed record ReportShortPick(Caller Caller, FulfilmentId FulfilmentId, IReadOnlyList<StockDemand> Missing, Guid? OperationId)
    : ICommand<OrderId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<ReportShortPick>
    {
        public Validator() => RuleFor(command => command.Missing).NotEmpty().WithMessage("Say what is missing.");
    }

    internal sealed class Handler(FulfilmentBooks books, IMediator mediator, TimeProvider clock) : IRequestHandler<ReportShortPick, Result<OrderId>>
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

            var nowhere = new List<StockDemand>();
            foreach (var part in missing)
            {
                var found = fulfilment.Kind == FulfilmentKind.Ship ? await FromElsewhereAsync(taken, part, cancellationToken) : 0;
                if (found < part.Quantity)
                    nowhere.Add(part with { Quantity = part.Quantity - found });
            }

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

        /// <summary>Finds as many as there are at other locations, for another fulfilment. What was promised is served before what channels keep back.</summary>
        private async Task<int> FromElsewhereAsync(TakenFulfilment taken, StockDemand part, CancellationToken cancellationToken)
        {
            var elsewhere = new StockSource(null, null, Except: taken.This.LocationId);
            var (hold, quantity) = (NewId.Of<HoldId>(clock), part.Quantity);
            var held = await mediator.Send(new HoldStock(hold, [part], elsewhere), cancellationToken);
            if (held.Refusals is [OutOfStock { Available: > 0 } shortage])
            {
                quantity = shortage.Available;
                held = await mediator.Send(new HoldStock(hold, [part with { Quantity = quantity }], elsewhere), cancellationToken);
            }

            if (held.IsRefused)
                return 0;
            var allocated = await mediator.MustAsync(new AllocateHeldStock(hold, taken.Order.Id), cancellationToken);
            taken.All.Fulfilments.AddRange(books.Open(taken.Order, taken.All.Fulfilments.Count, allocated.Parts));
            taken.This.Drop(part.VariantId, quantity, comesFromElsewhere: true, clock.GetUtcNow());
            return quantity;
        }
    }
}
