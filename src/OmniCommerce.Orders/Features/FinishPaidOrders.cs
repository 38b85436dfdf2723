using MediatR;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>An order whose payment ended goes to its end, whether or not whoever placed it still waits.</summary>
internal sealed class FinishPaidOrders(Checkouts checkouts) : INotificationHandler<PaymentEnded>
{
    public Task Handle(PaymentEnded notification, CancellationToken cancellationToken) => checkouts.FinishAsync(notification.OrderId, mayAsk: false);
}
