using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Orders.Features;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Imports;

/// <summary>
/// Books a credit note at once: each row against the customer's latest earlier purchase of as many at this price, or, where there is none in
/// these books, as goods that come back without an order. Answers how many rows found their purchase.
/// </summary>
internal sealed record BookCreditNote(Caller Caller, string Number, CustomerId? CustomerId, IReadOnlyList<CreditNoteRow> Rows, DateTimeOffset At, Guid? OperationId)
    : ICommand<int>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(CommerceDbContext db, IMediator mediator) : IRequestHandler<BookCreditNote, Result<int>>
    {
        public async Task<Result<int>> Handle(BookCreditNote command, CancellationToken cancellationToken)
        {
            var linked = new List<(OrderId Order, ReturnLine Line)>();
            var unlinked = new List<UnlinkedReturnLine>();
            foreach (var row in command.Rows)
            {
                if (await PurchaseAsync(command, row, linked, cancellationToken) is { } line)
                    linked.Add((line.OrderId, new ReturnLine(line.Id, row.Quantity, row.Condition, null)));
                else
                    unlinked.Add(new UnlinkedReturnLine(row.VariantId, row.Quantity, row.UnitPrice, row.Condition));
            }

            foreach (var order in linked.GroupBy(pair => pair.Order, pair => pair.Line))
            {
                var booked = await mediator.Send(new BookReturn(command.Caller, order.Key, [.. order], null, null, command.At, command.Number), cancellationToken);
                if (booked.IsRefused)
                    return new(booked.Refusals);
            }

            if (unlinked.Count > 0)
            {
                var booked = await mediator.Send(
                    new RecordUnlinkedReturn(command.Caller, command.CustomerId, unlinked, command.Number, null, command.At), cancellationToken);
                if (booked.IsRefused)
                    return new(booked.Refusals);
            }

            return linked.Count;
        }

        private async Task<OrderLine?> PurchaseAsync(
            BookCreditNote command, CreditNoteRow row, List<(OrderId Order, ReturnLine Line)> taken, CancellationToken cancellationToken)
        {
            if (command.CustomerId is not { } customer)
                return null;
            var bought = await db.Set<Order>()
                .Where(order => order.CustomerId == customer && order.Status == OrderStatus.Fulfilled && order.PlacedAt <= command.At)
                .OrderByDescending(order => order.PlacedAt)
                .SelectMany(order => order.Lines.Where(line => line.VariantId == row.VariantId && line.UnitPrice == row.UnitPrice.MinorUnits))
                .ToListAsync(cancellationToken);
            return bought.Find(line => line.FulfilledQuantity - taken.Where(pair => pair.Line.OrderLineId == line.Id).Sum(pair => pair.Line.Quantity) >= row.Quantity);
        }
    }
}

/// <summary>A row of a credit note.</summary>
internal sealed record CreditNoteRow(VariantId VariantId, int Quantity, Money UnitPrice, ReturnCondition Condition);
