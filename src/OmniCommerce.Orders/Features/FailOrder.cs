using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Orders.Features;

/// <summary>An order does not come about: the cart is open again, what was held is free, what was promised is to be let go. Nothing when it is no longer pending.</summary>
internal sealed record FailOrder(OrderId OrderId, IReadOnlyList<Refusal> Because) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, IMediator mediator, OrderNews news) : IRequestHandler<FailOrder, Result<Done>>
    {
        public async Task<Result<Done>> Handle(FailOrder command, CancellationToken cancellationToken)
        {
            if (await db.LockOrderAsync(command.OrderId, withLines: false, cancellationToken) is not { Status: OrderStatus.Pending } order)
                return default(Done);
            order.Fail(RefusalJson.Write(command.Because));
            await mediator.MustAsync(new ReleaseHold(order.HoldId), cancellationToken);
            await mediator.MustAsync(new DropTenders(order.Id), cancellationToken);
            if (command.Because is [PaymentDeclined { Reason: PaymentDeclined.NotInTime }])
                news.Tell(order, new OrderExpired(order.Id, order.CartId, order.Channel, order.CustomerId));
            return default(Done);
        }
    }
}
