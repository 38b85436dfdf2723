using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>
/// The second step of placing an order, once it is paid or promised: the hold becomes the order's, the order gets its number; at a counter the
/// goods leave at once, all or some. Nothing when it is no longer pending. Refused when the hold was lost and its goods cannot be taken again.
/// </summary>
internal sealed record ConfirmOrder(OrderId OrderId) : ICommand<ConfirmedOrder>
{
    internal sealed class Handler(CommerceDbContext db, IMediator mediator, FulfilmentBooks fulfilments, Exchanges exchanges, ICartPricing pricing, OrderNews news) : IRequestHandler<ConfirmOrder, Result<ConfirmedOrder>>
    {
        public async Task<Result<ConfirmedOrder>> Handle(ConfirmOrder command, CancellationToken cancellationToken)
        {
            if (await db.LockOrderAsync(command.OrderId, withLines: false, cancellationToken) is not { Status: OrderStatus.Pending } order)
                return new ConfirmedOrder(ChargesCards: true);

            // What of it leaves, its lines say.
            if (order.LeavesInPart)
                await db.Set<OrderLine>().Where(line => line.OrderId == order.Id).LoadAsync(cancellationToken);

            var due = order.LeavesInPart ? pricing.CostOfKept(order).Due : new Money(order.LeavesAtOnce ? order.Total : 0, order.Currency);
            var tenders = await mediator.MustAsync(new TakeTenders(order.Id, due), cancellationToken);
            if (!(await CommitHoldAsync(order, tenders, cancellationToken)).Try(out var allocated, out var refusals))
                return new(refusals);
            if (order.Exchange is not null && (await exchanges.BookAsync(order, cancellationToken)) is { IsRefused: true } exchanged)
                return new(exchanged.Refusals);
            order.ComeFrom(allocated.Trace);
            var leaving = await fulfilments.OpenAllAsync(order, allocated.Parts, cancellationToken);
            if (order.LeavesAtOnce)
            {
                await mediator.MustAsync(
                    order.LeavesInPart
                        ? new SellAllocatedStock(order.Id, order.PlacedAt, leaving[0].OpenParts(), leaving[0].LocationId)
                        : new SellAllocatedStock(order.Id, order.PlacedAt),
                    cancellationToken);
                leaving.ForEach(fulfilment => fulfilment.Leave(fulfilment.OpenParts(), order.PlacedAt));
            }

            if (order.CustomerId is { } customer)
                order.Earn(await mediator.MustAsync(new EarnPoints(customer, order.Id, new Money(order.PaidWithMoney, order.Currency)), cancellationToken));

            // Last, because every order of the shop waits for this row from here to the commit.
            var sequence = await NextSequenceAsync(cancellationToken);
            order.Confirm(sequence, OrderCounter.NumberOf(sequence, order.Channel));
            var placed = new OrderPlaced(
                order.Id, order.Number!, order.Channel, order.CustomerId, order.LocationId, new Money(order.Total, order.Currency), order.PlacedAt);
            if (order.Status == OrderStatus.Fulfilled)
            {
                news.Tell(order, placed, new OrderFulfilled(order.Id, order.Number!));
            }
            else
            {
                news.Tell(order, placed);
            }

            return new ConfirmedOrder(tenders.Any(tender => tender.AwaitsCharge));
        }

        private async Task<Result<AllocatedStock>> CommitHoldAsync(Order order, IReadOnlyList<Tender> tenders, CancellationToken cancellationToken)
        {
            TenderKind[] paidBy = [.. tenders.Select(tender => tender.Kind)];
            var committed = await mediator.Send(new CommitHold(order.HoldId, order.Id, paidBy), cancellationToken);
            if (committed.Refusals is not [HoldLost])
                return committed;

            // The payment took longer than the hold lasted. The goods may be there still.
            if (await HoldAgainAsync(order, tenders, cancellationToken) is { } refusals)
                return new(refusals);
            return await mediator.Send(new CommitHold(order.HoldId, order.Id, paidBy), cancellationToken);
        }

        private async Task<IReadOnlyList<Refusal>?> HoldAgainAsync(Order order, IReadOnlyList<Tender> tenders, CancellationToken cancellationToken)
        {
            if (!(await mediator.Send(new StartCheckout(order.Buyer(), order.CartId), cancellationToken)).Try(out var checkout, out var refusals))
                return refusals;
            if (!await IsAsPaidAsync(order, checkout.Cart, cancellationToken))
                return [InvalidInput.At("cartId", "The cart was changed while it was paid. Nothing was charged. Order it as it is now.")];

            order.HoldAgain(checkout.HoldId);
            var held = await mediator.Send(new HoldPayment(checkout.HoldId, order.CustomerId, tenders), cancellationToken);

            // What was just held is committed by conditional statements, which see only what is in the database.
            await db.SaveChangesAsync(cancellationToken);
            return held.IsRefused ? held.Refusals : null;
        }

        private async Task<bool> IsAsPaidAsync(Order order, PricedCart cart, CancellationToken cancellationToken)
        {
            var lines = await db.Set<OrderLine>().AsNoTracking().Where(line => line.OrderId == order.Id).OrderBy(line => line.Position).ToListAsync(cancellationToken);
            if (order.LeavesInPart && (cart.Delivery is not ShipToAddress { CarriedOutOf: var store } || store != order.Delivery.LocationId))
                return false;
            return cart.Total.MinorUnits == order.Total && lines.Select(line => (line.VariantId, line.Quantity, line.Total, line.CarriedOut))
                .SequenceEqual(cart.Lines.Select(line => (line.VariantId, line.Quantity, line.Total.MinorUnits, line.CarriedOut)));
        }

        private async Task<long> NextSequenceAsync(CancellationToken cancellationToken)
        {
            var counter = db.Set<OrderCounter>().Where(row => row.Name == OrderCounter.Orders);
            await counter.ExecuteUpdateAsync(set => set.SetProperty(row => row.Last, row => row.Last + 1), cancellationToken);
            return await counter.Select(row => row.Last).SingleAsync(cancellationToken);
        }
    }
}

/// <summary>An order that is confirmed.</summary>
/// <param name="ChargesCards">Whether a card may have to be charged for it now.</param>
internal sealed record ConfirmedOrder(bool ChargesCards);
