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

    internal sealed class Handler(CommerceDbContext db, IMediator mediator, OrderNews news)
        : IRequestHandler<BookFulfilment, Result<OrderId>>
    {
        public async Task<Result<OrderId>> Handle(BookFulfilment command, CancellationToken cancellationToken)
        {
            if (!command.Caller.IsTill)
                return new Forbidden("Goods are handed over and sent by tills.");
            var order = await db.LockOrderAsync(command.OrderId, withLines: false, cancellationToken);
            if (OrderRows.RefuseTo(command.Caller, command.OrderId, order) is { } refusal)
                return new([refusal]);
            if (order!.Status == OrderStatus.Fulfilled)
                return order.Id;
            if (order.Status != OrderStatus.Confirmed)
                return InvalidInput.At("orderId", "The order was called off.");

            order.Fulfil();
            await mediator.MustAsync(new SellAllocatedStock(order.Id), cancellationToken);
            await mediator.MustAsync(new TakeTenders(order.Id, GoodsLeft: true), cancellationToken);
            news.Tell(order, new OrderFulfilled(order.Id, order.Number!));
            return order.Id;
        }
    }
}
