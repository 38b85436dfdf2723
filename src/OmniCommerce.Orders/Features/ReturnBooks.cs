using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>Writes down what is given back of an order, whether its goods came back or never left.</summary>
internal sealed class ReturnBooks(CommerceDbContext db, IMediator mediator, OrderNews news, TimeProvider clock)
{
    /// <param name="order">The order, whose lines have taken the goods back already.</param>
    /// <param name="id">The return.</param>
    /// <param name="lines">What is given back, and for how much.</param>
    /// <param name="goods">Where and how it came.</param>
    /// <param name="endsBecause">When nothing of the order will ever leave: why. Then nobody pays for the sending either.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<ReturnedItems>> WriteAsync(
        Order order, ReturnId id, List<OrderReturnLine> lines, ReturnedGoods goods, string? endsBecause, CancellationToken cancellationToken)
    {
        var amount = new Money(lines.Sum(line => line.Refunded), order.Currency);
        if (endsBecause is not null)
        {
            amount = new Money(order.Left, order.Currency);
            order.Cancel(endsBecause);
            await mediator.MustAsync(new GiveCouponsBack(order.Id), cancellationToken);
        }

        if (!(await mediator.GiveBackAsync(order, amount, $"return:{id}", cancellationToken)).Try(out var reversed, out var refusals))
            return new(refusals);
        db.Add(new OrderReturn
        {
            Id = id,
            OrderId = order.Id,
            CustomerId = order.CustomerId,
            LocationId = goods.LocationId,
            Channel = goods.Channel,
            Currency = order.Currency,
            Refunded = amount.MinorUnits,
            PointsReversed = reversed,
            Reference = goods.Reference,
            At = goods.At ?? clock.GetUtcNow(),
            Lines = lines,
        });
        news.Tell(order, new ItemsReturned(order.Id, order.Number, goods.LocationId, lines.Sum(line => line.Quantity), amount, reversed));
        if (endsBecause is not null)
            news.Tell(order, new OrderCancelled(order.Id, order.Number!, order.EndedBecause));
        return new ReturnedItems(order.Id, amount, reversed);
    }
}

/// <summary>Where and how goods came back.</summary>
/// <param name="Channel">Where it was asked for.</param>
/// <param name="LocationId">Where they came back; null when they had never left.</param>
/// <param name="Reference">Its number elsewhere.</param>
/// <param name="At">When; null for now.</param>
internal sealed record ReturnedGoods(Channel Channel, LocationId? LocationId, string? Reference = null, DateTimeOffset? At = null);
