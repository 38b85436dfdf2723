using FluentValidation;
using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
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

    internal sealed class Handler(CommerceDbContext db, FulfilmentBooks fulfilments) : IRequestHandler<BookCancellation, Result<OrderId>>
    {
        public async Task<Result<OrderId>> Handle(BookCancellation command, CancellationToken cancellationToken)
        {
            var order = await db.LockOrderAsync(command.OrderId, withLines: true, cancellationToken);
            if (OrderRows.RefuseTo(command.Caller, command.OrderId, order) is { } refusal)
                return new([refusal]);
            if (order!.Status == OrderStatus.Cancelled)
                return order.Id;
            if (order.Status != OrderStatus.Confirmed)
                return InvalidInput.At("orderId", "The goods have left, or some of them. Return those, and call off the lines or the fulfilments that are open.");

            var by = new GivenBackBy(command.Caller, command.Reason, null, null);
            var given = await fulfilments.CallOffAsync(order, GoodsToGiveBack.Rest(order, command.Reason), by, cancellationToken);
            return given.IsRefused ? new Result<OrderId>(given.Refusals) : order.Id;
        }
    }
}
