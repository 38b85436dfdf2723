using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;

namespace OmniCommerce.Orders.Features;

/// <summary>Holds an order, its fulfilments and its stock against each other.</summary>
internal static class FulfilmentCheck
{
    /// <param name="order">The order.</param>
    /// <param name="composed">What its kits are made of.</param>
    /// <param name="fulfilments">Its fulfilments.</param>
    /// <param name="allocated">What it has of the stock.</param>
    public static IEnumerable<string> WrongIn(
        Order order, IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>> composed, List<Fulfilment> fulfilments, List<StockAllocation> allocated)
    {
        var lines = fulfilments.SelectMany(fulfilment => fulfilment.Lines.Select(line => (fulfilment.LocationId, fulfilment.TransferId, Line: line))).ToList();
        var open = lines.GroupBy(part => (part.Line.VariantId, part.LocationId, part.TransferId)).ToDictionary(parts => parts.Key, parts => parts.Sum(part => part.Line.Open));
        foreach (var part in allocated)
        {
            open.Remove((part.VariantId, part.LocationId, part.On), out var toLeave);
            if (toLeave != part.Quantity)
                yield return $"{part.Quantity} of {part.VariantId} allocated at {part.LocationId}, {toLeave} to leave by its fulfilments";
        }

        if (order.LeavesInPart)
        {
            var carriedOut = order.CarriedOut(composed);
            var atOnce = fulfilments.Where(fulfilment => fulfilment.Kind == FulfilmentKind.CarryOut && fulfilment.LocationId == order.Delivery.LocationId)
                .SelectMany(fulfilment => fulfilment.Lines).GroupBy(line => line.VariantId).ToDictionary(of => of.Key, of => of.Sum(line => line.Left));
            if (atOnce.Count != carriedOut.Count || carriedOut.Any(part => atOnce.GetValueOrDefault(part.Key) != part.Value))
                yield return $"{carriedOut.Values.Sum()} were to be carried out of its store, {atOnce.Values.Sum()} were";
        }

        foreach (var rest in open.Where(part => part.Value != 0))
            yield return $"{rest.Value} of {rest.Key.VariantId} to leave from {rest.Key.LocationId} by its fulfilments, and none allocated";
        var hasLeft = fulfilments.Exists(fulfilment => fulfilment.HasLeft);
        var isDone = fulfilments.TrueForAll(fulfilment => fulfilment.OpenQuantity == 0);
        var status = (hasLeft, isDone) switch
        {
            (true, true) => OrderStatus.Fulfilled,
            (true, false) => OrderStatus.PartiallyFulfilled,
            (false, true) => OrderStatus.Cancelled,
            (false, false) => OrderStatus.Confirmed,
        };
        if (order.Status != status)
            yield return $"it is {order.Status}, and {status} by its fulfilments";
        if (order.Status != OrderLineMoves.StatusOf(order.Lines, hasLeft))
            yield return $"it is {order.Status}, and {OrderLineMoves.StatusOf(order.Lines, hasLeft)} by its lines";
        foreach (var of in order.Lines.SelectMany(line => ComponentsOf(line, composed).Select(part => (Line: line, Part: part))).GroupBy(pair => pair.Part.VariantId))
        {
            FulfilmentLine[] leaves = [.. lines.Where(part => part.Line.VariantId == of.Key).Select(part => part.Line)];
            int Count(Func<OrderLine, int> quantity) => of.Sum(pair => quantity(pair.Line) * pair.Part.Quantity);
            if (leaves.Sum(line => line.Quantity - line.Moved) is var inAll && inAll != Count(line => line.Quantity))
                yield return $"{Count(line => line.Quantity)} of {of.Key} bought, {inAll} in its fulfilments";

            // Of a kit, some components may have left before the others.
            var (left, byLines) = (leaves.Sum(line => line.Left), Count(line => line.FulfilledQuantity + line.ReturnedQuantity));
            if (left < byLines || (left > byLines && !of.Any(pair => composed.ContainsKey(pair.Line.VariantId))))
                yield return $"{byLines} of {of.Key} left by its lines, {left} by its fulfilments";
        }
    }

    private static IReadOnlyList<StockDemand> ComponentsOf(OrderLine line, IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>> composed) =>
        composed.GetValueOrDefault(line.VariantId) ?? [new StockDemand(line.VariantId, 1)];
}
