using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>Who gives goods back, and what they say about it.</summary>
internal sealed record GivenBackBy(Caller Caller, string? Reason, string? Reference, DateTimeOffset? At)
{
    /// <summary>The order that is taken for the goods; null when they are not exchanged.</summary>
    public Order? For { get; init; }
}

/// <summary>
/// Gives back what was paid for goods in the running transaction: for those that come back into a location, and those that are called off before
/// they left. Either way what is kept is priced again, and what was paid beyond that goes back.
/// </summary>
internal sealed class GoodsBack(
    CommerceDbContext db, IMediator mediator, ICartPricing pricing, ILocations locations, OrderNews news, OrderHistory history, TimeProvider clock)
{
    /// <summary>Goods that had left come back into a location: the one that is said, or the till's, or the store that they left from.</summary>
    public async Task<Result<ReturnedItems>> ReturnAsync(
        Order order, IReadOnlyList<GoodsPart> parts, LocationId? wanted, GivenBackBy by, CancellationToken cancellationToken)
    {
        if (!(await PlaceAsync(wanted ?? by.Caller.LocationId ?? order.Delivery.LocationId, cancellationToken)).Try(out var into, out var refusals))
            return new(refusals);

        var id = NewId.Of<ReturnId>(clock);
        foreach (var part in parts)
            order.Return(part.Line, part.Quantity);
        foreach (var part in parts.OrderBy(part => part.Line.VariantId.Value))
        {
            var taken = await mediator.Send(new TakeStockBack(id, part.Line.VariantId, into.Id, part.Quantity, part.Condition, by.At), cancellationToken);
            if (taken.IsRefused)
                return new(taken.Refusals);
        }

        var booked = await BookAsync(order, id, parts, into.Id, by, cancellationToken);
        if (!booked.Try(out var items, out _))
            return booked;
        var kind = by.For is null ? OrderChangeKind.Returned : OrderChangeKind.Exchanged;
        history.Write(order, by.Caller, kind, $"{Names(parts)} came back to {into.Name}.", by.Reason, items.Refunded.MinorUnits, by.At);
        news.Tell(order, new ItemsReturned(order.Id, order.Number, into.Id, parts.Sum(part => part.Quantity), items.Refunded, items.PointsReversed));
        return booked;
    }

    /// <summary>Goods that have not left are called off. Their stock is for whoever asks to release.</summary>
    public async Task<Result<ReturnedItems>> CallOffAsync(Order order, IReadOnlyList<GoodsPart> parts, GivenBackBy by, CancellationToken cancellationToken)
    {
        foreach (var part in parts)
            order.CallOff(part.Line, part.Quantity, by.Reason);
        if (order.Status == OrderStatus.Cancelled)
        {
            if (order.Delivery.PickUpFrom is not null)
                await mediator.MustAsync(new GivePickUpSlotBack(order.Id), cancellationToken);
            await mediator.MustAsync(new GiveCouponsBack(order.Id), cancellationToken);
        }

        var booked = await BookAsync(order, NewId.Of<ReturnId>(clock), parts, null, by, cancellationToken);
        if (!booked.Try(out var items, out _))
            return booked;
        history.Write(order, by.Caller, OrderChangeKind.CalledOff, $"{Names(parts)} called off.", by.Reason, items.Refunded.MinorUnits, by.At);
        if (order.Status == OrderStatus.Cancelled)
            news.Tell(order, new OrderCancelled(order.Id, order.Number!, order.EndedBecause));
        else
            news.Tell(order, new OrderReduced(order.Id, order.Number!, parts.Sum(part => part.Quantity), items.Refunded, items.PointsReversed));
        return booked;
    }

    /// <summary>Gives back what was paid beyond what is kept, and writes down for what.</summary>
    private async Task<Result<ReturnedItems>> BookAsync(
        Order order, ReturnId id, IReadOnlyList<GoodsPart> parts, LocationId? into, GivenBackBy by, CancellationToken cancellationToken)
    {
        var kept = pricing.CostOfKept(order);
        var amount = Money.Max(new Money(order.Left, order.Currency) - kept.All, Money.Zero(order.Currency));
        var toGiveBack = new ToGiveBack(amount, PaysFor(by.For, order.Currency), kept.Due, $"return:{id}");
        if (!(await mediator.GiveBackAsync(order, toGiveBack, cancellationToken)).Try(out var reversed, out var refusals))
            return new(refusals);

        var forGoods = amount - Money.Min(amount, SendingAmong(order, calledOff: into is null));
        var shares = GoodsToGiveBack.Shares(parts, forGoods);
        db.Add(new OrderReturn
        {
            Id = id,
            OrderId = order.Id,
            CustomerId = order.CustomerId,
            LocationId = into,
            Channel = by.Caller.Channel,
            Currency = order.Currency,
            Refunded = amount.MinorUnits,
            PointsReversed = reversed,
            Reference = by.Reference,
            ExchangedFor = by.For?.Id,
            At = by.At ?? clock.GetUtcNow(),
            Lines =
            [
                .. parts.Select((part, i) => new OrderReturnLine
                {
                    ReturnId = id,
                    Position = i,
                    OrderLineId = part.Line.Id,
                    VariantId = part.Line.VariantId,
                    Quantity = part.Quantity,
                    Refunded = shares[i],
                    Condition = part.Condition,
                    ReasonCode = part.ReasonCode,
                    Reason = part.Reason,
                }),
            ],
        });
        return new ReturnedItems(order.Id, amount, reversed);
    }

    private async Task<Result<StoreLocation>> PlaceAsync(LocationId? into, CancellationToken cancellationToken)
    {
        if (into is not { } id)
            return InvalidInput.At("locationId", "Say where the goods come back.");
        if (await locations.FindAsync(id, cancellationToken) is not { } location)
            return new NotFound(id.ToString(), "location");
        return location.Services.Contains(LocationService.Returns)
            ? location
            : InvalidInput.At("locationId", $"{location.Name} takes nothing back. Choose a location that does.");
    }

    private static Money PaysFor(Order? exchangedFor, Currency currency) => new(exchangedFor?.Exchange?.Pays ?? 0, currency);

    // What was paid for sending goes back with the last of the goods, or of those that were to be sent, and is for none of them.
    private static Money SendingAmong(Order order, bool calledOff) => (order.SendsNothing ? calledOff : order.Lines.All(line => line.KeptQuantity == 0))
        ? new Money(order.Total - order.Lines.Sum(line => line.Paid), order.Currency)
        : Money.Zero(order.Currency);

    private static string Names(IReadOnlyList<GoodsPart> parts) => string.Join(", ", parts.Select(part => $"{part.Quantity} × {part.Line.Name}"));
}
