using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Orders.Features;

/// <summary>Goods came that an order waited for.</summary>
internal sealed class BackOrderServedHandler(CommerceDbContext db, FulfilmentBooks fulfilments) : INotificationHandler<BackOrderServed>
{
    public async Task Handle(BackOrderServed notification, CancellationToken cancellationToken)
    {
        if (await db.LockOrderAsync(notification.OrderId, withLines: false, cancellationToken) is { } order)
            await fulfilments.ServeAsync(await fulfilments.OfAsync(order, cancellationToken), notification.Part, cancellationToken);
    }
}
