using MediatR;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Orders.Features;

/// <summary>What the bank of a shopper's card promised for an order will end before its goods have left, or has ended: the order shows it, and it is told.</summary>
internal sealed class PromiseMovedHandler(CommerceDbContext db, OrderHistory history, OrderNews news) : INotificationHandler<PromiseMoved>
{
    public async Task Handle(PromiseMoved notification, CancellationToken cancellationToken)
    {
        var promise = notification.Promise;
        if (await db.LockOrderAsync(notification.OrderId, withLines: false, cancellationToken) is not { Number: { } number } order)
            return;
        var what = promise.State == PromiseState.Lapsed
            ? $"The bank's promise to pay {promise.Amount} has ended."
            : $"The bank's promise to pay {promise.Amount} ends at {promise.Until:u} and was not renewed.";
        history.Write(order, order.Nobody(), OrderChangeKind.Payment, what);
        if (promise.State == PromiseState.Lapsed)
            news.Tell(order, new OrderPaymentLapsed(order.Id, number, promise.Amount));
        else
            news.Tell(order, new OrderPaymentEnding(order.Id, number, promise.Amount, promise.Until));
    }
}
