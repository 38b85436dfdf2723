using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>Goods of an order that are to come back for a new one.</summary>
internal sealed record ExchangeWish(OrderId OrderId, IReadOnlyList<ReturnLine> Lines, LocationId? Into);

/// <summary>
/// The returning half of an exchange. It is priced when the new order starts, and booked in the transaction in which that one comes about: what has
/// changed meanwhile lets the new order fail, and then nothing has come back.
/// </summary>
internal sealed class Exchanges(CommerceDbContext db, ITenders tenders, ICartPricing pricing, GoodsBack goodsBack)
{
    /// <summary>What the goods would give, and what of that pays for a new order of this total.</summary>
    public async Task<Result<Exchange>> PriceAsync(Caller caller, ExchangeWish wish, Money total, CancellationToken cancellationToken)
    {
        var order = await db.Set<Order>().AsNoTracking().Include(order => order.Lines).SingleOrDefaultAsync(order => order.Id == wish.OrderId, cancellationToken);
        if (!Check(caller, wish.OrderId, order, wish.Lines).Try(out var goods, out var refusals))
            return new(refusals);
        if (order!.Currency != total.Currency)
            return InvalidInput.At("orderId", $"The order was paid in {order.Currency}; take new goods in {order.Currency} for it.");

        // Nobody saves this copy: it only says what is left to pay once the goods are back.
        foreach (var part in goods.Parts)
            order.Return(part.Line, part.Quantity);
        var value = Money.Max(new Money(order.Left, order.Currency) - pricing.CostOfKept(order).All, Money.Zero(order.Currency));
        var pays = Money.Min(value, total);
        var paid = (await tenders.OfAsync(db, [order.Id], cancellationToken))[order.Id].ToList();
        if (!value.IsZero && paid.Find(tender => !tender.ChargedBack.IsZero) is { } disputed)
            return new PaymentIsDisputed(disputed.Kind, disputed.ChargedBack);
        var taken = paid.Aggregate(Money.Zero(order.Currency), (sum, tender) => sum + tender.Taken);
        if (pays > taken)
            return new PaymentNotTaken(pays, taken);
        return new Exchange(order.Id, wish.Lines, wish.Into, value.MinorUnits, pays.MinorUnits, caller.DeviceName);
    }

    /// <summary>The tenders, and before them what the goods pay.</summary>
    public static IReadOnlyList<TenderOffer> WithCredit(IReadOnlyList<TenderOffer> offers, Exchange exchange, Currency currency) => exchange.Pays == 0
        ? offers
        : [new TenderOffer { Kind = TenderKind.StoreCredit, Amount = new Money(exchange.Pays, currency), CarriedFrom = exchange.OrderId }, .. offers];

    /// <summary>Takes the goods back for the order that comes about now. Refused when they are not to be had for the same any more.</summary>
    public async Task<Result<ReturnedItems>> BookAsync(Order order, CancellationToken cancellationToken)
    {
        var exchange = order.Exchange!;
        var caller = order.Buyer() with { DeviceName = exchange.By };
        var old = await db.LockOrderAsync(exchange.OrderId, withLines: true, cancellationToken);
        if (!Check(caller, exchange.OrderId, old, exchange.Lines).Try(out var goods, out var refusals))
            return new(refusals);

        var (by, earnable) = (new GivenBackBy(caller, exchange.Lines[0].Reason, null, null) { For = order }, old!.PaidWithMoney);
        var returned = await goodsBack.ReturnAsync(old, goods.Parts, exchange.Into, by, cancellationToken);
        if (!returned.Try(out var items, out _))
            return returned;
        if (items.Refunded.MinorUnits != exchange.Value)
            return InvalidInput.At("orderId", "The order has changed while it was exchanged. Nothing has come back and nothing was charged. Try again.");

        // What points once paid is no money by being exchanged; of what is given back, money and points go in the same proportion.
        var byPoints = exchange.Value - (earnable - old.PaidWithMoney);
        if (exchange.Pays > 0 && byPoints > 0)
            order.EarnsNothingFor(new Money(byPoints, order.Currency).Split([exchange.Pays, exchange.Value - exchange.Pays])[0].MinorUnits);
        return returned;
    }

    private static Result<GoodsToGiveBack> Check(Caller caller, OrderId id, Order? order, IReadOnlyList<ReturnLine> lines)
    {
        if (OrderRows.RefuseTo(caller, id, order) is { } refusal)
            return new([refusal]);
        if (order!.Status == OrderStatus.Cancelled)
            return InvalidInput.At("orderId", "The order was called off: there is nothing to exchange.");
        foreach (var of in lines.GroupBy(line => line.OrderLineId))
        {
            var (wanted, line) = (of.Sum(part => part.Quantity), order.Lines.FirstOrDefault(line => line.Id == of.Key));
            if (line is not null && wanted > line.FulfilledQuantity && wanted <= line.KeptQuantity)
                return new NotLeftYet(line.Id, wanted, line.FulfilledQuantity);
        }

        return order.Status == OrderStatus.Confirmed
            ? InvalidInput.At("lines", "Nothing of the order has left.")
            : GoodsToGiveBack.Of(order, lines);
    }
}
