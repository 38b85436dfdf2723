using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>Goods that are sent to where their shopper collects them: they are the order's all the way.</summary>
internal sealed class GoodsToStore(FulfilmentBooks books, GoodsElsewhere elsewhere, IMediator mediator, ILocations locations, OrderNews news, OrderHistory history, TimeProvider clock)
{
    /// <summary>All that is open of a fulfilment leaves for where it is collected.</summary>
    public async Task SendAsync(TakenFulfilment taken, Caller caller, CancellationToken cancellationToken)
    {
        var (order, fulfilment) = (taken.Order, taken.This);
        var (to, parts) = (order.Delivery.LocationId!.Value, fulfilment.OpenParts());
        var transfer = await mediator.MustAsync(new TransferAllocatedStock(order.Id, fulfilment.LocationId, to, parts, caller.DeviceId), cancellationToken);
        fulfilment.LeaveForStore(transfer, clock.GetUtcNow());
        history.Write(order, caller, OrderChangeKind.Moved, $"{parts.Sum(part => part.Quantity)} items were sent to {await NameAsync(to, cancellationToken)}.");
        news.Tell(order, new FulfilmentSentToStore(order.Id, order.Number!, fulfilment.Id, fulfilment.LocationId, to, fulfilment.ExpectedAt));
    }

    /// <summary>They arrive: what came is handed over there, what is missing comes from elsewhere or is given up, and what was paid for it goes back.</summary>
    public async Task<Result<Done>> ArriveAsync(TakenOrder all, TakeOrderGoodsIn arrived, CancellationToken cancellationToken)
    {
        var order = all.Order;
        var taken = new TakenFulfilment(all, all.Fulfilments.Single(fulfilment => fulfilment.TransferId == arrived.TransferId));
        if (arrived.Came.Count > 0)
        {
            all.Fulfilments.AddRange(await books.OpenAsync(
                order, all.Fulfilments.Count, arrived.Came.Select(part => new StockAllocation(part.VariantId, arrived.LocationId, part.Quantity)), cancellationToken));
            history.Write(order, order.Nobody(), OrderChangeKind.Moved, $"{arrived.Came.Sum(part => part.Quantity)} items came to {await NameAsync(arrived.LocationId, cancellationToken)}.");
        }

        // Before what came: with the last of a fulfilment it ends.
        var nowhere = await elsewhere.FindAsync(taken, arrived.Missing, cancellationToken);
        if (nowhere.Count > 0 && await books.GiveUpReleasedAsync(taken, nowhere, "It did not arrive where it is collected.", order.Nobody(), cancellationToken) is { IsRefused: true } refused)
            return refused;
        if (arrived.Came.Count > 0)
            taken.This.Arrive(arrived.Came);
        books.Settle(all);
        return default(Done);
    }

    private async ValueTask<string> NameAsync(LocationId id, CancellationToken cancellationToken) => (await locations.FindAsync(id, cancellationToken))?.Name ?? id.ToString();
}

internal sealed class TakeOrderGoodsInHandler(CommerceDbContext db, FulfilmentBooks fulfilments, GoodsToStore toStore)
    : INotificationHandler<OrderGoodsArriving>, IRequestHandler<TakeOrderGoodsIn, Result<Done>>
{
    public Task Handle(OrderGoodsArriving notification, CancellationToken cancellationToken) =>
        db.Set<Order>().Where(order => order.Id == notification.OrderId)
            .ExecuteUpdateAsync(set => set.SetProperty(order => order.Version, order => order.Version + 1), cancellationToken);

    public async Task<Result<Done>> Handle(TakeOrderGoodsIn command, CancellationToken cancellationToken)
    {
        if (await db.LockOrderAsync(command.OrderId, withLines: true, cancellationToken) is not { } order)
            return new NotFound(command.OrderId.ToString(), "order");
        return await toStore.ArriveAsync(await fulfilments.OfAsync(order, cancellationToken), command, cancellationToken);
    }
}
