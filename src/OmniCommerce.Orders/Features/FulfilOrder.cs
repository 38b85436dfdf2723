using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

internal sealed class FulfilOrderHandler(IMediator mediator) : IRequestHandler<FulfilOrder, Result<OrderId>>
{
    public async Task<Result<OrderId>> Handle(FulfilOrder request, CancellationToken cancellationToken)
    {
        var booked = await mediator.Send(new BookFulfilment(request.Caller, request.OrderId, request.OperationId), cancellationToken);
        if (!booked.IsRefused)
            await mediator.Send(new CaptureTenders(request.OrderId), cancellationToken);
        return booked;
    }
}

/// <summary>The goods of an order leave, in the books.</summary>
internal sealed record BookFulfilment(Caller Caller, OrderId OrderId, Guid? OperationId) : ICommand<OrderId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(CommerceDbContext db, IMediator mediator, FulfilmentBooks fulfilments, OrderHistory history, TimeProvider clock)
        : IRequestHandler<BookFulfilment, Result<OrderId>>
    {
        public async Task<Result<OrderId>> Handle(BookFulfilment command, CancellationToken cancellationToken)
        {
            if (!command.Caller.IsTill)
                return new Forbidden("Goods are handed over and sent by tills.");
            var order = await db.LockOrderAsync(command.OrderId, withLines: true, cancellationToken);
            if (OrderRows.RefuseTo(command.Caller, command.OrderId, order) is { } refusal)
                return new([refusal]);
            if (order!.Status == OrderStatus.Fulfilled)
                return order.Id;
            if (order.Status == OrderStatus.Cancelled)
                return InvalidInput.At("orderId", "The order was called off.");

            var all = await fulfilments.OfAsync(order, cancellationToken);
            if (!all.Fulfilments.Exists(fulfilment => fulfilment.CanLeave))
                return InvalidInput.At("orderId", "What is left of it has not come yet.");
            foreach (var fulfilment in all.Fulfilments.Where(fulfilment => fulfilment.CanLeave).OrderBy(fulfilment => fulfilment.LocationId.Value))
            {
                await mediator.MustAsync(new SellAllocatedStock(order.Id, null, fulfilment.OpenParts(), fulfilment.LocationId), cancellationToken);
                fulfilment.Leave(fulfilment.OpenParts(), clock.GetUtcNow());
            }

            await fulfilments.FollowAsync(all, cancellationToken);
            var due = await fulfilments.TakeDueAsync(order, cancellationToken);
            if (due.IsRefused)
                return new(due.Refusals);
            history.Write(order, command.Caller, OrderChangeKind.Fulfilled, order.Status == OrderStatus.Fulfilled ? "All goods have left." : "All goods that had come have left.");
            fulfilments.Settle(all);
            return order.Id;
        }
    }
}
