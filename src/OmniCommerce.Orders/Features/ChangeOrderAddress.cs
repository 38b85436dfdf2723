using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Orders.Features;

internal sealed class ChangeOrderAddressHandler(CommerceDbContext db, OrderHistory history, OrderNews news) : IRequestHandler<ChangeOrderAddress, Result<OrderId>>
{
    public async Task<Result<OrderId>> Handle(ChangeOrderAddress command, CancellationToken cancellationToken)
    {
        var order = await db.LockOrderAsync(command.OrderId, withLines: false, cancellationToken);
        if (OrderRows.RefuseTo(command.Caller, command.OrderId, order) is { } refusal)
            return new([refusal]);
        if (OrderRows.ChangedSince(order!, command.Version) is { } conflict)
            return conflict;

        // What nobody said of how it reaches the shopper is sent: a till may sell first and ask where to afterwards.
        if (order!.Delivery.Kind is not (OrderDeliveryKind.Ship or OrderDeliveryKind.None))
            return InvalidInput.At("address", "The order is not sent.");
        if (order.Status != OrderStatus.Confirmed && !await WaitsToBeSentAsync(order, cancellationToken))
            return InvalidInput.At("orderId", order.Status == OrderStatus.Cancelled ? "The order was called off." : "Something of the order has left already.");

        var to = command.Address.ToAddress();
        order.SendTo(to);
        history.Write(order, command.Caller, OrderChangeKind.DeliveryChanged, $"Goes to {to.Name}, {to.Line1}, {to.PostalCode} {to.City}, {to.Country}.");
        news.Tell(order);
        return order.Id;
    }

    // Of what was bought at a till some was carried out at once; the rest can still go elsewhere.
    private async Task<bool> WaitsToBeSentAsync(Order order, CancellationToken cancellationToken) => order is { LeavesInPart: true, Status: OrderStatus.PartiallyFulfilled }
        && !await db.Set<Fulfilment>().AnyAsync(of => of.OrderId == order.Id && of.Kind == FulfilmentKind.Ship && of.Lines.Any(line => line.Left > 0), cancellationToken);

    internal sealed class Validator : AbstractValidator<ChangeOrderAddress>
    {
        public Validator() => RuleFor(command => command.Address).SetValidator(new AddressValidator());
    }
}
