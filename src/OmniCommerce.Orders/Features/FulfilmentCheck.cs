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
        var lines = fulfilments.SelectMany(fulfilment => fulfilment.Lines.Select(line => (fulfilment.LocationId, Line: line))).ToList();
        var open = lines.GroupBy(part => (part.Line.VariantId, part.LocationId)).ToDictionary(parts => parts.Key, parts => parts.Sum(part => part.Line.Open));
        foreach (var part in allocated)
        {
            open.Remove((part.VariantId, part.LocationId), out var toLeave);
            if (toLeave != part.Quantity)
                yield return $"{part.Quantity} of {part.VariantId} allocated at {part.LocationId}, {toLeave} to leave by its fulfilments";
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
        var bought = order.Lines.SelectMany(line => (composed.GetValueOrDefault(line.VariantId) ?? [new StockDemand(line.VariantId, 1)])
            .Select(component => (component.VariantId, Quantity: component.Quantity * line.Quantity)));
        foreach (var of in bought.GroupBy(part => part.VariantId, part => part.Quantity))
        {
            var leaves = lines.Where(part => part.Line.VariantId == of.Key).Sum(part => part.Line.Quantity - part.Line.Moved);
            if (leaves != of.Sum())
                yield return $"{of.Sum()} of {of.Key} bought, {leaves} in its fulfilments";
        }
    }
}
