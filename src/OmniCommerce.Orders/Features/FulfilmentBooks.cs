using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>An order whose row this transaction has taken, with all of its fulfilments.</summary>
internal sealed record TakenOrder(Order Order, List<Fulfilment> Fulfilments)
{
    /// <summary>Where the order stood when it was taken.</summary>
    public OrderStatus Before { get; } = Order.Status;
}

/// <summary>A fulfilment whose order this transaction has taken.</summary>
internal sealed record TakenFulfilment(TakenOrder All, Fulfilment This)
{
    public Order Order => All.Order;
}

/// <summary>What the steps of fulfilments share: stock, money and the state of the order follow what happens to the goods.</summary>
internal sealed class FulfilmentBooks(CommerceDbContext db, IMediator mediator, IKits kits, ICartPricing pricing, ILocations locations, GoodsBack goodsBack, OrderNews news, OrderHistory history, TimeProvider clock)
{
    /// <summary>Writes down where the goods of a new order leave. Answers what leaves with the shopper at once.</summary>
    public async ValueTask<List<Fulfilment>> OpenAllAsync(Order order, IReadOnlyList<StockAllocation> parts, CancellationToken cancellationToken)
    {
        if (!order.LeavesInPart)
        {
            var opened = await OpenAsync(order, 0, parts, cancellationToken);
            return order.LeavesAtOnce ? opened : [];
        }

        var store = order.Delivery.LocationId!.Value;
        var carriedOut = order.CarriedOut(await kits.ComponentsAsync(order.Lines.Select(line => line.VariantId), cancellationToken));
        var home = carriedOut.OrderBy(part => part.Key.Value).Select(part => new StockAllocation(part.Key, store, part.Value)).ToList();
        var sent = parts.Select(part => part.LocationId == store ? part with { Quantity = part.Quantity - carriedOut.GetValueOrDefault(part.VariantId) } : part).ToList();
        if (sent.Exists(part => part.Quantity < 0) || !home.TrueForAll(part => parts.Any(at => (at.VariantId, at.LocationId) == (part.VariantId, store))))
            throw new InvalidOperationException($"Of order {order.Id} more is carried out of {store} than it has there.");

        var leaves = Fulfilment.Of(NewId.Of<FulfilmentId>(clock), order, 1, store, home, null, clock.GetUtcNow(), isCarriedOut: true);
        db.Add(leaves);
        await OpenAsync(order, 1, sent.Where(part => part.Quantity > 0), cancellationToken);
        return [leaves];
    }

    /// <summary>Writes down where an order's goods will leave: one fulfilment for each location.</summary>
    public async ValueTask<List<Fulfilment>> OpenAsync(Order order, int numberedAfter, IEnumerable<StockAllocation> parts, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var collected = order.Delivery.LocationId is { } id ? await locations.FindAsync(id, cancellationToken) : null;
        var expectedAt = collected?.PickUp?.ArrivalOf(now);
        var opened = parts.GroupBy(part => part.LocationId)
            .Select((at, i) => Fulfilment.Of(NewId.Of<FulfilmentId>(clock), order, numberedAfter + i + 1, at.Key, at, expectedAt, now))
            .ToList();
        db.AddRange(opened);
        return opened;
    }

    /// <summary>The fulfilments of an order that this transaction has taken.</summary>
    public async Task<TakenOrder> OfAsync(Order order, CancellationToken cancellationToken) => new(
        order,
        await db.Set<Fulfilment>().Include(fulfilment => fulfilment.Lines).Where(fulfilment => fulfilment.OrderId == order.Id)
            .OrderBy(fulfilment => fulfilment.Number).ToListAsync(cancellationToken));

    /// <summary>Takes a fulfilment for a till to work on: whoever comes next waits until this transaction ends.</summary>
    public async Task<Result<TakenFulfilment>> TakeAsync(Caller caller, FulfilmentId id, CancellationToken cancellationToken) => caller.IsTill
        ? await FindAsync(id, cancellationToken) is { } taken ? taken : new NotFound(id.ToString(), "fulfilment")
        : new Forbidden("Goods are handed over and sent by tills.");

    /// <summary>Takes a fulfilment; null when there is none.</summary>
    public async Task<TakenFulfilment?> FindAsync(FulfilmentId id, CancellationToken cancellationToken)
    {
        var orderId = await db.Set<Fulfilment>().Where(fulfilment => fulfilment.Id == id).Select(fulfilment => (OrderId?)fulfilment.OrderId)
            .SingleOrDefaultAsync(cancellationToken);
        if (orderId is null || await db.LockOrderAsync(orderId.Value, withLines: true, cancellationToken) is not { } order)
            return null;
        var all = await OfAsync(order, cancellationToken);
        return new TakenFulfilment(all, all.Fulfilments.Single(fulfilment => fulfilment.Id == id));
    }

    /// <summary>Goods leave: the stock with them, and what was promised for them is taken; refused when it is promised no more.</summary>
    public async Task<Result<Done>> LeaveAsync(TakenFulfilment taken, Caller caller, IReadOnlyList<StockDemand> parts, CancellationToken cancellationToken)
    {
        var (order, fulfilment) = (taken.Order, taken.This);
        var sold = await mediator.MustAsync(new SellAllocatedStock(order.Id, null, parts, fulfilment.LocationId), cancellationToken);
        if (sold.Sum(part => part.Quantity) != parts.Sum(part => part.Quantity))
            throw new InvalidOperationException($"Fulfilment {fulfilment.Id} has goods open that order {order.Id} has not.");
        fulfilment.Leave(parts, clock.GetUtcNow());
        await FollowAsync(taken.All, cancellationToken);

        var verb = fulfilment.Kind == FulfilmentKind.Ship ? "sent" : "handed over";
        history.Write(order, caller, OrderChangeKind.Fulfilled, $"{parts.Sum(part => part.Quantity)} items were {verb}.");
        var due = await TakeDueAsync(order, cancellationToken);
        if (due.IsRefused)
            return new(due.Refusals);
        Settle(taken.All);
        return default(Done);
    }

    /// <summary>What was promised for goods that have left is taken; refused when it is promised no more.</summary>
    public Task<Result<IReadOnlyList<Tender>>> TakeDueAsync(Order order, CancellationToken cancellationToken) =>
        mediator.Send(new TakeTenders(order.Id, pricing.CostOfKept(order).Due), cancellationToken);

    /// <summary>Goods will not leave after all: they are free, and what was paid for them goes back.</summary>
    /// <param name="taken">The fulfilment.</param>
    /// <param name="parts">The goods, all of them open.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="caller">Who decided it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<Done>> GiveUpAsync(
        TakenFulfilment taken, IReadOnlyList<StockDemand> parts, string reason, Caller caller, CancellationToken cancellationToken)
    {
        await mediator.MustAsync(new ReleaseAllocatedStock(taken.Order.Id, parts, taken.This.LocationId, taken.This.TransferId), cancellationToken);
        return await GiveUpReleasedAsync(taken, parts, reason, caller, cancellationToken);
    }

    /// <summary>The same for goods whose stock has been released already.</summary>
    public async Task<Result<Done>> GiveUpReleasedAsync(
        TakenFulfilment taken, IReadOnlyList<StockDemand> parts, string reason, Caller caller, CancellationToken cancellationToken)
    {
        var order = taken.Order;
        foreach (var part in parts)
            taken.This.Drop(part.VariantId, part.Quantity, comesFromElsewhere: false, clock.GetUtcNow());

        var (lines, others) = await LinesOfAsync(order, parts, reason, cancellationToken);
        if (others.Count > 0)
            Forget(taken.All, await mediator.MustAsync(new ReleaseAllocatedStock(order.Id, others), cancellationToken));
        var given = await goodsBack.CallOffAsync(order, lines, new GivenBackBy(caller, reason, null, null), cancellationToken);
        if (given.IsRefused)
            return new(given.Refusals);
        news.Tell(order, new FulfilmentGivenUp(order.Id, order.Number!, taken.This.Id, parts.Sum(part => part.Quantity), reason));
        Settle(taken.All);
        return default(Done);
    }

    /// <summary>Goods of an order that wait are called off, wherever they lie: they are free, and what was paid for them goes back.</summary>
    public async Task<Result<ReturnedItems>> CallOffAsync(Order order, IReadOnlyList<GoodsPart> parts, GivenBackBy by, CancellationToken cancellationToken)
    {
        var all = await OfAsync(order, cancellationToken);
        var composed = await kits.ComponentsAsync(parts.Select(part => part.Line.VariantId), cancellationToken);
        StockDemand[] demand = [.. parts.GroupBy(part => part.Line.VariantId).Select(of => new StockDemand(of.Key, of.Sum(part => part.Quantity)))];
        var released = await mediator.MustAsync(new ReleaseAllocatedStock(order.Id, demand), cancellationToken);
        if (released.Sum(part => part.Quantity) != demand.Sum(part => part.Quantity * (composed.GetValueOrDefault(part.VariantId)?.Sum(of => of.Quantity) ?? 1)))
            return InvalidInput.At("lines", "Of a set some parts have left already. Wait until all have, and return it.");
        Forget(all, released);
        var given = await goodsBack.CallOffAsync(order, parts, by, cancellationToken);
        if (!given.IsRefused)
            Settle(all);
        return given;
    }

    /// <summary>The order's lines follow what has left of its fulfilments: of a kit, when all of its components have.</summary>
    public async Task FollowAsync(TakenOrder all, CancellationToken cancellationToken)
    {
        var left = all.Fulfilments.SelectMany(fulfilment => fulfilment.Lines).GroupBy(line => line.VariantId).ToDictionary(of => of.Key, of => of.Sum(line => line.Left));
        all.Order.Fulfil(left, await kits.ComponentsAsync(all.Order.Lines.Select(line => line.VariantId), cancellationToken));
    }

    /// <summary>Tells where an order stands whose goods have left or were given up.</summary>
    public void Settle(TakenOrder all)
    {
        var (order, _) = all;
        if (order.Status == OrderStatus.Fulfilled && all.Before != OrderStatus.Fulfilled)
            news.Tell(order, new OrderFulfilled(order.Id, order.Number!));
        else
            news.Tell(order);
    }

    private void Forget(TakenOrder all, IEnumerable<StockAllocation> released)
    {
        foreach (var part in released)
        {
            var left = part.Quantity;
            foreach (var fulfilment in all.Fulfilments.Where(fulfilment => fulfilment.LocationId == part.LocationId && fulfilment.TransferId == part.On))
            {
                var dropped = Math.Min(left, fulfilment.OpenOf(part.VariantId));
                if (dropped == 0)
                    continue;
                fulfilment.Drop(part.VariantId, dropped, comesFromElsewhere: false, clock.GetUtcNow());
                left -= dropped;
            }
        }
    }

    /// <summary>Goods came that the order waited for: they leave where they came.</summary>
    public async Task ServeAsync(TakenOrder all, StockAllocation came, CancellationToken cancellationToken)
    {
        var left = came.Quantity;
        foreach (var waiting in all.Fulfilments.Where(fulfilment => fulfilment.Status == FulfilmentStatus.Waiting).ToList())
        {
            var moved = Math.Min(left, waiting.OpenOf(came.VariantId));
            if (moved == 0)
                continue;
            waiting.Drop(came.VariantId, moved, comesFromElsewhere: true, clock.GetUtcNow());
            left -= moved;
        }

        all.Fulfilments.AddRange(await OpenAsync(all.Order, all.Fulfilments.Count, [came], cancellationToken));
        Settle(all);
    }

    /// <summary>
    /// The lines that goods belong to: first those that are of the variant itself, then kits that have it in them. A kit that lacks a component is
    /// no kit, so its other components are given up with it.
    /// </summary>
    private async Task<(List<GoodsPart> Lines, List<StockDemand> Others)> LinesOfAsync(
        Order order, IReadOnlyList<StockDemand> parts, string reason, CancellationToken cancellationToken)
    {
        var composed = await kits.ComponentsAsync(order.Lines.Select(line => line.VariantId), cancellationToken);
        var (lines, others) = (new List<GoodsPart>(), new Dictionary<VariantId, int>());
        foreach (var part in parts)
        {
            // What a kit has given up already, because another of its components was missing, needs no line of its own.
            var left = part.Quantity - others.GetValueOrDefault(part.VariantId);
            others[part.VariantId] = Math.Max(0, -left);
            foreach (var line in order.Lines.Where(line => line.VariantId == part.VariantId).OrderBy(line => line.Position))
                left -= Take(line, left);
            foreach (var line in order.Lines.OrderBy(line => line.Position))
            {
                if (left <= 0 || !composed.TryGetValue(line.VariantId, out var components) || components.FirstOrDefault(c => c.VariantId == part.VariantId) is not { } inKit)
                    continue;
                var given = Take(line, (left + inKit.Quantity - 1) / inKit.Quantity);
                foreach (var component in components)
                    others[component.VariantId] = others.GetValueOrDefault(component.VariantId) + (given * component.Quantity);
                left -= given * inKit.Quantity;
                others[part.VariantId] = Math.Max(0, -left);
            }
        }

        return (lines, [.. others.Where(other => other.Value > 0).Select(other => new StockDemand(other.Key, other.Value))]);

        int Take(OrderLine line, int wanted)
        {
            var quantity = Math.Min(wanted, line.AllocatedQuantity);
            if (quantity <= 0)
                return 0;
            lines.Add(new GoodsPart(line, quantity, ReturnCondition.Resellable, null, reason));
            return quantity;
        }
    }
}
