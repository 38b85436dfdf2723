using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Orders.Features;

internal sealed class ChangePickUpTimeHandler(CommerceDbContext db, FulfilmentBooks fulfilments, IPickUps pickUps, IMediator mediator, OrderHistory history, OrderNews news)
    : IRequestHandler<ChangePickUpTime, Result<OrderId>>
{
    public async Task<Result<OrderId>> Handle(ChangePickUpTime command, CancellationToken cancellationToken)
    {
        var order = await db.LockOrderAsync(command.OrderId, withLines: false, cancellationToken);
        if (OrderRows.RefuseTo(command.Caller, command.OrderId, order) is { } refusal)
            return new([refusal]);
        if (OrderRows.ChangedSince(order!, command.Version) is { } conflict)
            return conflict;
        if (order!.Delivery.Kind != OrderDeliveryKind.Collect)
            return InvalidInput.At("orderId", "The order is not collected.");
        var open = (await fulfilments.OfAsync(order, cancellationToken)).Fulfilments.FindAll(fulfilment => fulfilment.OpenQuantity > 0);
        if (open.Count == 0)
            return InvalidInput.At("orderId", "Nothing of the order is to be collected any more.");
        if (command.PickUpAt == order.Delivery.PickUpFrom)
            return order.Id;
        if (open.Min(fulfilment => fulfilment.ExpiresAt) is { } expires && command.PickUpAt >= expires)
            return InvalidInput.At("pickUpAt", $"What is ready waits until {expires:u}. Choose an earlier time.");

        var changed = await ChangeAsync(order, open, command.PickUpAt, cancellationToken);
        if (!changed.Try(out var time, out var refusals))
            return new(refusals);
        var what = time.Slot is { } slot ? $"Is collected from {slot.StartsAt:u} on." : "Is collected at any time.";
        history.Write(order, command.Caller, OrderChangeKind.DeliveryChanged, what);
        news.Tell(order);
        return order.Id;
    }

    private async Task<Result<Chosen>> ChangeAsync(Order order, List<Fulfilment> open, DateTimeOffset? startsAt, CancellationToken cancellationToken)
    {
        var there = open.Where(fulfilment => fulfilment.Kind == FulfilmentKind.ToStore).Max(fulfilment => fulfilment.ExpectedAt);
        PickUpTime? time = null;
        if (startsAt is { } at && !(await pickUps.ChooseAsync(order.Delivery.LocationId!.Value, at, there, cancellationToken)).Try(out time, out var refusals))
            return new(refusals);
        var moved = await mediator.Send(new ChangePickUpSlot(order.Id, order.HoldId, time, there), cancellationToken);
        if (moved.IsRefused)
            return new(moved.Refusals);
        order.CollectAt(time);
        foreach (var fulfilment in open.Where(fulfilment => fulfilment.Kind == FulfilmentKind.Collect))
            fulfilment.ComeFor(time);
        return new Chosen(time);
    }

    private sealed record Chosen(PickUpTime? Slot);
}
