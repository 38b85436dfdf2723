using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>What orders have of the stock.</summary>
internal sealed class AllocatedToOrders(CommerceDbContext db, StockBooks books)
{
    /// <summary>Takes so much of it from the order, for one taker: who comes at the same time begins again and finds what is left.</summary>
    /// <param name="order">The order.</param>
    /// <param name="only">What to take, as far as there is so much; null for all.</param>
    /// <param name="at">Only what lies there; null for anywhere.</param>
    /// <param name="waiting">Also what has not come yet, and that first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<StockAllocation>> TakeAsync(
        OrderId order, IReadOnlyList<StockDemand>? only, LocationId? at, bool waiting, CancellationToken cancellationToken)
    {
        await books.SaveAddedAsync<OrderStock>(cancellationToken);
        var rows = db.Set<OrderStock>().Where(stock => stock.OrderId == order);
        if (at is { } location)
            rows = rows.Where(stock => stock.LocationId == location);
        if (!waiting)
            rows = rows.Where(stock => stock.LocationId != StockAllocation.Nowhere);
        var allocated = await rows.Select(stock => new StockAllocation(stock.VariantId, stock.LocationId, stock.Quantity)).ToListAsync(cancellationToken);
        if (only is not null)
        {
            var parts = Chosen(StockBooks.InOrder(allocated), only);
            foreach (var part in parts)
                await TakePartAsync(order, part, cancellationToken);
            return parts;
        }

        if (allocated.Count > 0 && await rows.ExecuteDeleteAsync(cancellationToken) != allocated.Count)
            throw new DbUpdateConcurrencyException($"The stock of order {order} was taken at the same time.");
        return [.. StockBooks.InOrder(allocated)];
    }

    /// <summary>What of the goods makes up so many as are wanted, the first first; all there are when there are fewer.</summary>
    public static List<StockAllocation> Chosen(IEnumerable<StockAllocation> allocated, IReadOnlyList<StockDemand> only)
    {
        var wanted = only.GroupBy(line => line.VariantId).ToDictionary(lines => lines.Key, lines => lines.Sum(line => line.Quantity));
        var parts = new List<StockAllocation>();
        foreach (var part in allocated)
        {
            var quantity = Math.Min(part.Quantity, wanted.GetValueOrDefault(part.VariantId));
            if (quantity <= 0)
                continue;
            wanted[part.VariantId] -= quantity;
            parts.Add(part with { Quantity = quantity });
        }

        return parts;
    }

    /// <summary>Takes exactly so much from the order. The row may have shrunk since it was read: then the command begins again.</summary>
    public async Task TakePartAsync(OrderId orderId, StockAllocation part, CancellationToken cancellationToken)
    {
        var row = db.Set<OrderStock>().Where(stock => stock.OrderId == orderId && stock.VariantId == part.VariantId && stock.LocationId == part.LocationId);
        var taken = await row.Where(stock => stock.Quantity > part.Quantity)
            .ExecuteUpdateAsync(stock => stock.SetProperty(s => s.Quantity, s => s.Quantity - part.Quantity), cancellationToken);
        if (taken == 0 && await row.Where(stock => stock.Quantity == part.Quantity).ExecuteDeleteAsync(cancellationToken) == 0)
            throw new DbUpdateConcurrencyException($"The stock of order {orderId} was taken at the same time.");
    }

    /// <summary>Gives so many to the order, which may have some of them there already.</summary>
    public async Task AddAsync(OrderId orderId, StockAllocation part, CancellationToken cancellationToken)
    {
        await books.SaveAddedAsync<OrderStock>(cancellationToken);
        var grown = await db.Set<OrderStock>().Where(stock => stock.OrderId == orderId && stock.VariantId == part.VariantId && stock.LocationId == part.LocationId)
            .ExecuteUpdateAsync(stock => stock.SetProperty(s => s.Quantity, s => s.Quantity + part.Quantity), cancellationToken);
        if (grown == 0)
            db.Add(new OrderStock { OrderId = orderId, VariantId = part.VariantId, LocationId = part.LocationId, Quantity = part.Quantity });
    }
}
