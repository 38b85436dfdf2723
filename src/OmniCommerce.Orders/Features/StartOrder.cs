using System.Text.Json.Serialization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>
/// The first step of placing an order: everything is held, the price frozen, the order written down as pending with its tenders and their keys.
/// What it answers is stored under the operation id, so that every repeat goes on with the same order.
/// </summary>
internal sealed record StartOrder(
    Caller Caller, CartId? CartId, string? Email, IReadOnlyList<TenderOffer> Tenders, Guid? OperationId, DateTimeOffset? At, string? Reference, ExchangeWish? Exchange = null)
    : ICommand<StartedOrder>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(CommerceDbContext db, IMediator mediator, ICatalog catalog, Exchanges exchanges, ThisNode node, TimeProvider clock) : IRequestHandler<StartOrder, Result<StartedOrder>>
    {
        public async Task<Result<StartedOrder>> Handle(StartOrder command, CancellationToken cancellationToken)
        {
            if (!(await mediator.Send(new StartCheckout(command.Caller, command.CartId), cancellationToken)).Try(out var checkout, out var refusals))
                return new(refusals);
            if (await db.Set<Order>().AnyAsync(other => other.CartId == checkout.Cart.Id && other.Status != OrderStatus.Failed, cancellationToken))
                return new CartNotOpen(checkout.Cart.Status);
            if (checkout.Cart.Delivery is ShipToAddress { CarriedOutOf: { } store } && !(command.Caller.IsTill && command.Caller.LocationId == store))
                return InvalidInput.At("cartId", "Some of it is carried out of a store. Order it at a till there, or choose its delivery anew.");

            var id = NewId.Of<OrderId>(clock);
            var now = clock.GetUtcNow();
            var purchase = new Purchase(command.Caller, command.Email, command.Reference, command.At ?? now, node.Id);
            var order = Order.Start(id, checkout, purchase, await LinesAsync(id, checkout.Cart, cancellationToken), now);
            db.Add(order);

            var offers = await WithValueAsync(command.Tenders, order.Currency, cancellationToken);
            if (command.Exchange is { } wish)
            {
                if (!(await exchanges.PriceAsync(command.Caller, wish, checkout.Cart.Total, cancellationToken)).Try(out var exchange, out refusals))
                    return new(refusals);
                order.PaidByExchange(exchange);
                offers = Exchanges.WithCredit(offers, exchange, order.Currency);
            }

            if (!(await mediator.Send(new OpenTenders(id, checkout.Cart.Total, offers, order.CustomerId, command.Caller.IsTill), cancellationToken)).Try(out var tenders, out refusals))
                return new(refusals);
            order.PaidBy(points: tenders.Where(tender => tender.Kind == TenderKind.Points).Sum(tender => tender.Amount.MinorUnits));
            var held = await mediator.Send(new HoldPayment(checkout.HoldId, order.CustomerId, tenders), cancellationToken);
            if (held.IsRefused)
                return new(held.Refusals);
            return new StartedOrder(id) { Now = new OrderStanding(order.Status, null, now, node.Id), IsPaid = tenders.All(tender => tender.Status == PaymentStatus.Authorized) };
        }

        private async Task<IReadOnlyList<OrderLine>> LinesAsync(OrderId order, PricedCart cart, CancellationToken cancellationToken)
        {
            var variants = await catalog.VariantsAsync([.. cart.Lines.Select(line => line.VariantId).Distinct()], cancellationToken);
            var paid = OrderLine.PaidFor(cart);
            return [.. cart.Lines.Select((line, i) => new OrderLine
            {
                Id = NewId.Of<OrderLineId>(clock),
                OrderId = order,
                Position = i,
                VariantId = line.VariantId,
                Sku = variants[line.VariantId].Sku,
                Name = variants[line.VariantId].FullName,
                Quantity = line.Quantity,
                CarriedOut = line.CarriedOut,
                UnitPrice = line.UnitPrice.MinorUnits,
                Discount = line.Discount.MinorUnits,
                Total = line.Total.MinorUnits,
                Paid = paid[i].MinorUnits,
            })];
        }

        private async Task<IReadOnlyList<TenderOffer>> WithValueAsync(IReadOnlyList<TenderOffer> offers, Currency currency, CancellationToken cancellationToken)
        {
            var valued = new List<TenderOffer>(offers.Count);
            foreach (var offer in offers)
            {
                valued.Add(offer is { Kind: TenderKind.Points, Points: { } points }
                    ? offer with { Amount = await mediator.Send(new ValueOfPoints(points, currency), cancellationToken) }
                    : offer);
            }

            return valued;
        }
    }
}

/// <summary>An order that was started.</summary>
/// <param name="Id">The order.</param>
internal sealed record StartedOrder(OrderId Id)
{
    /// <summary>How it stands, when it was started just now; null when that was before, as it is for whoever repeats.</summary>
    [JsonIgnore]
    public OrderStanding? Now { get; init; }

    /// <summary>Whether it was paid as it was started, so that nobody has to be asked: with cash, points and gift cards.</summary>
    [JsonIgnore]
    public bool IsPaid { get; init; }
}
