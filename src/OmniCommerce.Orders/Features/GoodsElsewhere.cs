using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;

namespace OmniCommerce.Orders.Features;

/// <summary>Finds goods elsewhere that are not where an order has them.</summary>
internal sealed class GoodsElsewhere(FulfilmentBooks books, IMediator mediator, TimeProvider clock)
{
    /// <summary>
    /// Finds as many as there are for other fulfilments of the order: at other locations that send, and, for what was lost on its way to where it is
    /// collected, where it lay before. What was promised is served before what channels keep back. Answers what was found nowhere.
    /// </summary>
    /// <param name="taken">The fulfilment that has them.</param>
    /// <param name="missing">What is not there, and is the order's no more.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<List<StockDemand>> FindAsync(TakenFulfilment taken, IReadOnlyList<StockDemand> missing, CancellationToken cancellationToken)
    {
        var nowhere = new List<StockDemand>();
        foreach (var part in missing)
        {
            var found = await FindAsync(taken, part, cancellationToken);
            if (found < part.Quantity)
                nowhere.Add(part with { Quantity = part.Quantity - found });
        }

        return nowhere;
    }

    private async Task<int> FindAsync(TakenFulfilment taken, StockDemand part, CancellationToken cancellationToken)
    {
        var (order, lost) = (taken.Order, taken.This);
        var source = new StockSource(null, null, Except: lost.Status == FulfilmentStatus.InTransit ? null : lost.LocationId)
        {
            CollectedAt = order.Delivery.Kind == OrderDeliveryKind.Collect ? order.Delivery.LocationId : null,
        };
        var (hold, quantity) = (NewId.Of<HoldId>(clock), part.Quantity);
        var held = await mediator.Send(new HoldStock(hold, [part], source), cancellationToken);
        if (held.Refusals is [OutOfStock { Available: > 0 } shortage])
        {
            quantity = shortage.Available;
            held = await mediator.Send(new HoldStock(hold, [part with { Quantity = quantity }], source), cancellationToken);
        }

        if (held.IsRefused)
            return 0;
        var allocated = await mediator.MustAsync(new AllocateHeldStock(hold, order.Id, Joins: true), cancellationToken);
        taken.All.Fulfilments.AddRange(await books.OpenAsync(order, taken.All.Fulfilments.Count, allocated.Parts, cancellationToken));
        lost.Drop(part.VariantId, quantity, comesFromElsewhere: true, clock.GetUtcNow());
        return quantity;
    }
}
