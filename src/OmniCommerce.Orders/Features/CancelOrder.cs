using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

internal sealed class CancelOrderHandler(IMediator mediator) : IRequestHandler<CancelOrder, Result<OrderId>>
{
    public async Task<Result<OrderId>> Handle(CancelOrder request, CancellationToken cancellationToken)
    {
        var booked = await mediator.Send(new BookCancellation(request.Caller, request.OrderId, request.Reason, request.OperationId), cancellationToken);
        if (!booked.IsRefused)
            await mediator.Send(new SendRefunds(request.OrderId), cancellationToken);
        return booked;
    }

    internal sealed class Validator : AbstractValidator<CancelOrder>
    {
        public Validator() => RuleFor(request => request.Reason).MaximumLength(400).WithMessage("Say it in at most 400 characters.");
    }
}

/// <summary>Calls an order off in the books.</summary>
internal sealed record BookCancellation(Caller Caller, OrderId OrderId, string? Reason, Guid? OperationId) : ICommand<OrderId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(CommerceDbContext db, IMediator mediator, FulfilmentBooks fulfilments, OrderNews news)
        : IRequestHandler<BookCancellation, Result<OrderId>>
    {
        public async Task<Result<OrderId>> Handle(BookCancellation command, CancellationToken cancellationToken)
        {
            var order = await db.LockOrderAsync(command.OrderId, withLines: false, cancellationToken);
            if (OrderRows.RefuseTo(command.Caller, command.OrderId, order) is { } refusal)
                return new([refusal]);
            if (order!.Status == OrderStatus.Cancelled)
                return order.Id;
            if (order.Status != OrderStatus.Confirmed)
                return InvalidInput.At("orderId", "The goods have left, or some of them. Return those, and call off the fulfilments that are open.");

            order.Cancel(command.Reason);
            var released = await mediator.MustAsync(new ReleaseAllocatedStock(order.Id, null), cancellationToken);
            fulfilments.Forget(await fulfilments.OfAsync(order, cancellationToken), released);
            await mediator.MustAsync(new GiveCouponsBack(order.Id), cancellationToken);
            var given = await mediator.GiveBackAsync(order, new Money(order.Left, order.Currency), $"cancel:{order.Id}", cancellationToken);
            if (given.IsRefused)
                return new(given.Refusals);
            news.Tell(order, new OrderCancelled(order.Id, order.Number!, order.EndedBecause));
            return order.Id;
        }
    }
}
