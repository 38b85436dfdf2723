using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>Recounts orders: their numbers have no gaps, they agree with their lines, fulfilments, tenders and returns, and nothing is kept for an order that is none.</summary>
internal sealed class RecountOrders(ITenders tenders, IStock stock, IKits kits, ICartPricing pricing, IEnumerable<Claims<OrderId>> claimed, TimeProvider clock) : IBooks
{
    private const int OrdersAtOnce = 500;

    // Events are kept for longer than that.
    private static readonly TimeSpan EventsKept = TimeSpan.FromHours(12);

    public string Of => "orders";

    public async IAsyncEnumerable<string> WrongAsync(CommerceDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = OrderCounter.First - 1;
        while (true)
        {
            var orders = await db.Set<Order>().AsNoTracking().Include(order => order.Lines)
                .Where(order => order.Sequence > last).OrderBy(order => order.Sequence).Take(OrdersAtOnce).ToListAsync(cancellationToken);
            if (orders.Count == 0)
                break;
            if (orders[^1].Sequence != last + orders.Count)
                yield return $"between {last} and {orders[^1].Sequence} a number is missing";
            foreach (var wrong in await WrongAmongAsync(db, orders, cancellationToken))
                yield return wrong;
            last = orders[^1].Sequence!.Value;
        }

        if (await db.Set<OrderCounter>().Where(counter => counter.Name == OrderCounter.Orders).Select(counter => counter.Last).SingleAsync(cancellationToken) is var counted && counted != last)
            yield return $"the last number given is {counted}, that of the last order {last}";
        var unlinked = db.Set<OrderReturn>().AsNoTracking().Where(goods => goods.OrderId == null && goods.Refunded != goods.Lines.Sum(line => line.Refunded));
        await foreach (var goods in unlinked.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"return {goods.Id} without an order gave {goods.Refunded} back, and another amount by its lines";
        foreach (var claims in claimed)
        {
            var lost = claims.In(db).Where(id => !db.Set<Order>().Any(order => order.Id == id
                && order.Status != OrderStatus.Pending && order.Status != OrderStatus.Failed && order.Status != OrderStatus.Cancelled));
            await foreach (var id in lost.Distinct().AsAsyncEnumerable().WithCancellation(cancellationToken))
                yield return $"{id} has {claims.What} and is no order";
        }
    }

    public async IAsyncEnumerable<string> LateAsync(CommerceDbContext db, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = db.Set<Order>().AsNoTracking().Where(order => order.Status == OrderStatus.Pending && order.StartedAt < before);
        await foreach (var order in pending.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"{order.Id} is being placed since {order.StartedAt:u}";
    }

    private async Task<List<string>> WrongAmongAsync(CommerceDbContext db, List<Order> orders, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        var ids = orders.ConvertAll(order => order.Id);
        var paid = await tenders.OfAsync(db, ids, cancellationToken);
        var open = await stock.OfOrdersAsync(db, ids, cancellationToken);
        var composed = await kits.ComponentsAsync(db, orders.SelectMany(order => order.Lines).Select(line => line.VariantId), cancellationToken);
        var fulfilments = (await db.Set<Fulfilment>().AsNoTracking().Include(fulfilment => fulfilment.Lines)
            .Where(fulfilment => ids.Contains(fulfilment.OrderId)).ToListAsync(cancellationToken)).ToLookup(fulfilment => fulfilment.OrderId);
        var returns = (await db.Set<OrderReturn>().AsNoTracking().Include(goods => goods.Lines)
            .Where(goods => ids.Contains(goods.OrderId!.Value)).ToListAsync(cancellationToken)).ToLookup(goods => goods.OrderId!.Value);
        var recent = orders.FindAll(order => order.StartedAt > clock.GetUtcNow() - EventsKept);
        var told = await db.CountRaisedAsync("order.placed", recent.ConvertAll(OrderNews.StreamOf), cancellationToken);
        foreach (var order in recent.Where(order => told.GetValueOrDefault(OrderNews.StreamOf(order)) != 1))
            wrong.Add($"{order.Number}: {told.GetValueOrDefault(OrderNews.StreamOf(order))} events tell that it was placed");
        foreach (var order in orders)
        {
            wrong.AddRange(WrongIn(order, [.. paid[order.Id]], [.. returns[order.Id]])
                .Concat(FulfilmentCheck.WrongIn(order, composed, [.. fulfilments[order.Id]], [.. open[order.Id]]))
                .Select(what => $"{order.Number}: {what}"));
        }

        return wrong;
    }

    private IEnumerable<string> WrongIn(Order order, List<Tender> tenders, List<OrderReturn> returns)
    {
        var paid = tenders.Sum(tender => tender.Amount.MinorUnits);
        if (paid != order.Total)
            yield return $"{order.Total} to be paid, {paid} by its tenders";
        if (order.Lines.Sum(line => line.Paid) > order.Total - order.ShippingTotal)
            yield return $"{order.Total} in all, {order.Lines.Sum(line => line.Paid)} for its lines, {order.ShippingTotal} for sending them";

        if (returns.Sum(goods => goods.Refunded) is var returned && order.Refunded != returned)
            yield return $"{order.Refunded} given back, {returned} by its returns";
        var kept = pricing.CostOfKept(order);
        if (order.Left != kept.All.MinorUnits)
            yield return $"{order.Left} stay paid, and what is kept of it costs {kept.All.MinorUnits}";
        foreach (var wrong in WrongInTaken(order, kept.Due.MinorUnits, tenders))
            yield return wrong;
        if (tenders.Sum(tender => (tender.Refunded + tender.Released + tender.Carried).MinorUnits) is var byTenders && byTenders != order.Refunded)
            yield return $"{order.Refunded} given back, {byTenders} by its tenders";
        if (order.Status == OrderStatus.Fulfilled && tenders.Exists(tender => tender.Status == PaymentStatus.Failed && tender.Released < tender.Amount))
            yield return "its goods have left and are not paid";

        var cameBack = QuantitiesOf(returns.Where(goods => goods.LocationId is not null));
        var calledOff = QuantitiesOf(returns.Where(goods => goods.LocationId is null));
        foreach (var line in order.Lines)
        {
            if (line.ReturnedQuantity != cameBack.GetValueOrDefault(line.Id) || line.CancelledQuantity != calledOff.GetValueOrDefault(line.Id))
            {
                yield return $"of line {line.Position} {line.ReturnedQuantity} are back and {line.CancelledQuantity} called off,"
                    + $" {cameBack.GetValueOrDefault(line.Id)} and {calledOff.GetValueOrDefault(line.Id)} by its returns";
            }
        }
    }

    // What has left is taken; what has not is not, where the provider takes parts. What came back or was called off may have been dearer than its share.
    private static IEnumerable<string> WrongInTaken(Order order, long due, List<Tender> tenders)
    {
        var isWhole = order.Lines.All(line => line.ReturnedQuantity == 0 && line.CancelledQuantity == 0);
        var shares = TenderBooks.SharesOf(due, tenders.ConvertAll(tender => tender.Books.Left));
        foreach (var (books, share) in tenders.Select(tender => tender.Books).Zip(shares))
        {
            if (books.Taken < Math.Min(share, books.Left) || (isWhole && books.InParts && books.Taken > share))
                yield return $"{share} of a tender are due for goods that have left, {books.Taken} are taken";
        }
    }

    private static Dictionary<OrderLineId, int> QuantitiesOf(IEnumerable<OrderReturn> returns) =>
        returns.SelectMany(goods => goods.Lines).GroupBy(line => line.OrderLineId!.Value).ToDictionary(of => of.Key, of => of.Sum(line => line.Quantity));
}
