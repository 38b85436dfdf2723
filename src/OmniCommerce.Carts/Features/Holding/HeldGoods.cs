using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Carts.Features;

/// <summary>The goods of the cart's lines, from where its delivery allows.</summary>
internal sealed class HeldGoods(CommerceDbContext db, IMediator mediator) : IHoldable
{
    public async Task<IReadOnlyList<HoldId>> OverdueAsync(Cart cart, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var variants = CartPricer.VariantsOf(cart);
        return await db.Set<Hold>()
            .Where(hold => hold.Status == HoldStatus.Held && hold.ExpiresAt <= now)
            .Where(hold => db.Set<CartLine>().Any(line => line.CartId == hold.CartId && variants.Contains(line.VariantId)))
            .Select(hold => hold.Id)
            .ToListAsync(cancellationToken);
    }

    public async Task<Result<Done>> TakeAsync(Taking taking, CancellationToken cancellationToken)
    {
        var (delivery, lines) = (taking.Cart.Delivery, taking.Cart.Lines);
        var source = delivery is null
            ? StockSource.Anywhere with { CarriedOutOf = taking.Store }
            : SourceOf(delivery, lines.Where(line => line.CarriedOut > 0).Select(line => new StockDemand(line.VariantId, line.CarriedOut)));
        var goods = await mediator.Send(new HoldStock(taking.Id, DemandOf(taking.Cart), source, taking.Channel), cancellationToken);
        if (!goods.Try(out var parts, out var refusals))
            return new Result<Done>(refusals);

        // What a till's shopper takes home now comes out of its store, if that had all of it.
        if (source.CarriedOutOf is { } store && parts.All(part => part.LocationId == store))
            taking.Cart.Deliver(new CarryOut(store), taking.By);
        taking.AreSent = source.CollectedAt is { } point && parts.Any(part => part.LocationId != point);
        return default(Done);
    }

    public Task<Result<Done>> ReleaseAsync(Releasing releasing, CancellationToken cancellationToken) => mediator.Send(new ReleaseStock(releasing.Id), cancellationToken);

    public async Task<Result<Done>> CommitAsync(Committing committing, CancellationToken cancellationToken)
    {
        if (!(await mediator.Send(new AllocateHeldStock(committing.Id, committing.OrderId), cancellationToken)).Try(out var goods, out var refusals))
            return new(refusals);
        committing.Goods = goods;
        return default(Done);
    }

    public static List<StockDemand> DemandOf(Cart cart) => [.. cart.Lines.Select(line => new StockDemand(line.VariantId, line.Quantity))];

    /// <summary>Where the goods come from that reach the shopper so; those that are carried out while the rest is sent, from their store.</summary>
    public static StockSource SourceOf(Delivery? delivery, IEnumerable<StockDemand> carriedOut) => delivery switch
    {
        ShipToAddress { CarriedOutOf: { } store } => StockSource.Anywhere with { Carried = new CarriedPart(store, [.. carriedOut]) },
        CollectAtLocation collect => StockSource.Anywhere with { CollectedAt = collect.LocationId },
        CarryOut carry => new StockSource(carry.LocationId, null),
        _ => StockSource.Anywhere,
    };
}
