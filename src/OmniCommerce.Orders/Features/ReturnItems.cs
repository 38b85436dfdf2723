using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

internal sealed class ReturnItemsHandler(IMediator mediator) : IRequestHandler<ReturnItems, Result<ReturnedItems>>
{
    public async Task<Result<ReturnedItems>> Handle(ReturnItems request, CancellationToken cancellationToken)
    {
        var booked = await mediator.Send(
            new BookReturn(request.Caller, request.OrderId, request.Lines, request.LocationId, request.OperationId, request.At), cancellationToken);
        if (!booked.IsRefused)
            await mediator.Send(new SendRefunds(request.OrderId), cancellationToken);
        return booked;
    }

    internal sealed class Validator : AbstractValidator<ReturnItems>
    {
        private const int MaxLines = 1_000;

        public Validator()
        {
            RuleFor(request => request.Lines).Must(lines => lines.Count is > 0 and <= MaxLines).WithMessage($"Return 1 to {MaxLines} lines.");
            RuleForEach(request => request.Lines).ChildRules(line =>
            {
                line.RuleFor(l => l.Quantity).GreaterThan(0).WithMessage("Return at least one.");
                line.RuleFor(l => l.Reason).MaximumLength(400).WithMessage("Say it in at most 400 characters.");
            });
        }
    }
}

/// <summary>Takes goods of an order back in the books.</summary>
internal sealed record BookReturn(
    Caller Caller, OrderId OrderId, IReadOnlyList<ReturnLine> Lines, LocationId? LocationId, Guid? OperationId, DateTimeOffset? At, string? Reference = null)
    : ICommand<ReturnedItems>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(CommerceDbContext db, IMediator mediator, ILocations locations, IKits kits, FulfilmentBooks fulfilments, ReturnBooks returns, TimeProvider clock)
        : IRequestHandler<BookReturn, Result<ReturnedItems>>
    {
        public async Task<Result<ReturnedItems>> Handle(BookReturn command, CancellationToken cancellationToken)
        {
            var order = await db.LockOrderAsync(command.OrderId, withLines: true, cancellationToken);
            if (OrderRows.RefuseTo(command.Caller, command.OrderId, order) is { } refusal)
                return new([refusal]);
            if (order!.Status == OrderStatus.Cancelled)
                return InvalidInput.At("orderId", "The order was called off: there is nothing to return.");

            var id = NewId.Of<ReturnId>(clock);
            if (!TakeLines(order, command.Lines, id).Try(out var lines, out var refusals))
                return new(refusals);
            var all = await fulfilments.OfAsync(order, cancellationToken);
            if (order.Status == OrderStatus.PartiallyFulfilled && await RefuseWhatHasNotLeftAsync(all, cancellationToken) is { } notLeft)
                return notLeft;
            var hasLeft = order.Status != OrderStatus.Confirmed;
            if (!(await ReceiveAsync(command, all, id, lines, hasLeft, cancellationToken)).Try(out var location, out refusals))
                return new(refusals);
            var goods = new ReturnedGoods(command.Caller.Channel, location.Id, command.Reference, command.At);
            var endsBecause = !hasLeft && order.IsReturned ? "Everything was given back before it left." : null;
            return await returns.WriteAsync(order, id, lines, goods, endsBecause, cancellationToken);
        }

        // What has not left is given up where it lies, not brought back. Kits are counted by what is in them, as shelves are.
        private async Task<InvalidInput?> RefuseWhatHasNotLeftAsync(TakenOrder all, CancellationToken cancellationToken)
        {
            var composed = await kits.ComponentsAsync(all.Order.Lines.Select(line => line.VariantId), cancellationToken);
            var parts = all.Fulfilments.SelectMany(fulfilment => fulfilment.Lines).ToLookup(line => line.VariantId);
            var back = all.Order.Lines.SelectMany(line => (composed.GetValueOrDefault(line.VariantId) ?? [new StockDemand(line.VariantId, 1)])
                .Select(component => (component.VariantId, Quantity: component.Quantity * line.ReturnedQuantity)));
            foreach (var of in back.GroupBy(part => part.VariantId, part => part.Quantity))
            {
                if (of.Sum() - parts[of.Key].Sum(line => line.GivenUp) > parts[of.Key].Sum(line => line.Left))
                    return InvalidInput.At("lines", "Not so many have left. Call off the fulfilment that is open.");
            }

            return null;
        }

        private static Result<List<OrderReturnLine>> TakeLines(Order order, IReadOnlyList<ReturnLine> wanted, ReturnId id)
        {
            var lines = new List<OrderReturnLine>(wanted.Count);
            for (var i = 0; i < wanted.Count; i++)
            {
                var (lineId, quantity, condition, reason) = wanted[i];
                if (!order.Return(lineId, quantity).Try(out var refunded, out var refusals))
                    return refusals[0] is InvalidInput wrong ? wrong with { Path = ["lines", $"{i}", .. wrong.Path] } : refusals[0];
                lines.Add(new OrderReturnLine
                {
                    ReturnId = id,
                    Position = i,
                    OrderLineId = lineId,
                    VariantId = order.Lines.Single(line => line.Id == lineId).VariantId,
                    Quantity = quantity,
                    Refunded = refunded.MinorUnits,
                    Condition = condition,
                    Reason = reason,
                });
            }

            return lines;
        }

        /// <summary>Puts the goods where they came back; those that had not left become free where they are. Answers where they came back.</summary>
        private async Task<Result<ReturnPlace>> ReceiveAsync(
            BookReturn command, TakenOrder all, ReturnId id, List<OrderReturnLine> lines, bool hasLeft, CancellationToken cancellationToken)
        {
            var order = all.Order;
            if (!hasLeft)
            {
                StockDemand[] demand = [.. lines.GroupBy(line => line.VariantId).Select(of => new StockDemand(of.Key, of.Sum(line => line.Quantity)))];
                var released = await mediator.Send(new ReleaseAllocatedStock(order.Id, demand), cancellationToken);
                if (released.IsRefused)
                    return new(released.Refusals);
                fulfilments.Forget(all, released.Value);
                return new ReturnPlace(null);
            }

            if ((command.LocationId ?? command.Caller.LocationId ?? order.Delivery.LocationId) is not { } into)
                return InvalidInput.At("locationId", "Say where the goods come back.");
            if (await locations.FindAsync(into, cancellationToken) is not { } location)
                return new NotFound(into.ToString(), "location");
            if (!location.Services.Contains(LocationService.Returns))
                return InvalidInput.At("locationId", $"{location.Name} takes nothing back. Choose a location that does.");

            foreach (var line in lines.OrderBy(line => line.VariantId.Value))
            {
                var taken = await mediator.Send(new TakeStockBack(id, line.VariantId, into, line.Quantity, line.Condition, command.At), cancellationToken);
                if (taken.IsRefused)
                    return new(taken.Refusals);
            }

            return new ReturnPlace(into);
        }
    }

    private sealed record ReturnPlace(LocationId? Id);
}
