using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>Reads orders as clients see them. What is not paid is no order yet.</summary>
internal sealed class FindOrders(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <summary>The order; null when there is none that the caller may see.</summary>
    public Task<PlacedOrder?> ByIdAsync(OrderId id, Caller caller, CancellationToken cancellationToken) =>
        OneAsync(orders => orders.Where(order => order.Id == id), caller, cancellationToken);

    /// <summary>The order with this number; null when there is none that the caller may see.</summary>
    public Task<PlacedOrder?> ByNumberAsync(string number, Caller caller, CancellationToken cancellationToken)
    {
        var wanted = number.Trim().ToUpperInvariant();
        return OneAsync(orders => orders.Where(order => order.Number == wanted), caller, cancellationToken);
    }

    /// <summary>These orders, for a till, which may see any.</summary>
    public async Task<IReadOnlyDictionary<OrderId, PlacedOrder>> ForTillsAsync(IReadOnlyCollection<OrderId> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var orders = await db.Set<Order>().AsNoTracking().Include(order => order.Lines).Where(order => ids.Contains(order.Id) && order.Sequence != null).ToListAsync(cancellationToken);
        return orders.ToDictionary(order => order.Id, ToContract);
    }

    /// <summary>A customer's orders, the newest first.</summary>
    public async Task<Connection<PlacedOrder>> OfCustomerAsync(CustomerId customer, PageRequest page, CancellationToken cancellationToken)
    {
        var before = long.MaxValue;
        if (page.After is { } after && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            throw PageRequest.UnknownCursor(after);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var orders = await db.Set<Order>().AsNoTracking().Include(order => order.Lines)
            .Where(order => order.CustomerId == customer && order.Sequence != null && order.Sequence < before)
            .OrderByDescending(order => order.Sequence)
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        Edge<PlacedOrder>[] edges = [.. orders.Take(page.Size).Select(order => new Edge<PlacedOrder>(
            order.Sequence!.Value.ToString(CultureInfo.InvariantCulture), ToContract(order)))];
        return page.Forward(edges, orders.Count > page.Size, token => CountAsync(customer, token));
    }

    private async ValueTask<int> CountAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<Order>().CountAsync(order => order.CustomerId == customer && order.Sequence != null, cancellationToken);
    }

    private async Task<PlacedOrder?> OneAsync(Func<IQueryable<Order>, IQueryable<Order>> which, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var order = await which(db.Set<Order>().AsNoTracking().Include(order => order.Lines).Where(order => order.Sequence != null)).SingleOrDefaultAsync(cancellationToken);
        return order is not null && OrderRows.MaySee(caller, order.CustomerId, order.SessionId) ? ToContract(order) : null;
    }

    private static PlacedOrder ToContract(Order order)
    {
        var currency = order.Currency;
        return new PlacedOrder
        {
            Id = order.Id,
            Version = checked((int)order.Version),
            Number = order.Number!,
            Status = order.Status,
            Channel = order.Channel,
            CustomerId = order.CustomerId,
            SessionId = order.SessionId,
            Lines = [.. order.Lines.OrderBy(line => line.Position).Select(line => new PlacedOrderLine
            {
                Id = line.Id,
                VariantId = line.VariantId,
                Sku = line.Sku.Value,
                Name = line.Name,
                Quantity = line.Quantity,
                Quantities = new OrderLineQuantities(line.Quantity, line.AllocatedQuantity, line.FulfilledQuantity, line.CancelledQuantity, line.ReturnedQuantity),
                UnitPrice = new Money(line.UnitPrice, currency),
                Total = new Money(line.Total, currency),
            })],
            Subtotal = new Money(order.Subtotal, currency),
            DiscountTotal = new Money(order.DiscountTotal, currency),
            ShippingTotal = new Money(order.ShippingTotal, currency),
            TaxTotal = new Money(order.TaxTotal, currency),
            Total = new Money(order.Total, currency),
            Refunded = new Money(order.Refunded, currency),
            Delivery = order.Delivery.ToContract(),
            PointsEarned = order.PointsEarned,
            PlacedAt = order.PlacedAt,
        };
    }
}
