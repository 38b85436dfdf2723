using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Orders.Imports;

/// <summary>
/// Receives what must have been on the shelf before the first of these moves, so that there are never fewer than none. What was booked already is left
/// out, and imports take turns: two of one file receive what one would.
/// </summary>
/// <param name="LocationId">Whose shelf.</param>
/// <param name="Moves">What invoices do to it, the first first.</param>
/// <param name="At">When it was there.</param>
internal sealed record ReceiveOpeningStock(LocationId LocationId, IReadOnlyList<SalesMove> Moves, DateTimeOffset At) : ICommand<Done>
{
    // The most that one receipt takes, and so many of them as a shelf holds.
    private const int MaxReceipt = 1_000_000;
    private const long MaxShelf = 1000L * MaxReceipt;

    internal sealed class Handler(CommerceDbContext db, IStock stock, SalesTurns turns, IMediator mediator) : IRequestHandler<ReceiveOpeningStock, Result<Done>>
    {
        public async Task<Result<Done>> Handle(ReceiveOpeningStock command, CancellationToken cancellationToken)
        {
            await turns.TakeTurnAsync(db, cancellationToken);

            // In this order: what is sold in between was there, and is counted as sold.
            var levels = await stock.LevelsAsync([.. command.Moves.Select(move => move.VariantId).Distinct()], cancellationToken);
            var booked = await BookedAsync([.. command.Moves.Select(move => move.Invoice).Distinct()], cancellationToken);
            foreach (var moves in command.Moves.Where(move => !booked.Contains(move.Invoice)).GroupBy(move => move.VariantId))
            {
                var there = levels[moves.Key].FirstOrDefault(level => level.LocationId == command.LocationId)?.Available ?? 0;
                for (var left = Math.Min(MissingBefore(moves, there), MaxShelf - there); left > 0; left -= MaxReceipt)
                {
                    var receipt = new ReceiveStock(moves.Key, command.LocationId, (int)Math.Min(left, MaxReceipt), BookStockNotes.OpeningStock, command.At);
                    var received = await mediator.Send(receipt, cancellationToken);
                    if (received.IsRefused)
                        return received;
                }
            }

            return default(Done);
        }

        private async Task<HashSet<string?>> BookedAsync(string[] invoices, CancellationToken cancellationToken)
        {
            var booked = new HashSet<string?>();
            foreach (var some in invoices.Chunk(SalesBooks.NumbersAtOnce))
            {
                booked.UnionWith(await db.Set<Order>().Where(order => some.Contains(order.Reference) && order.Status != OrderStatus.Failed)
                    .Select(order => order.Reference).ToListAsync(cancellationToken));
                booked.UnionWith(await db.Set<OrderReturn>().Where(goods => some.Contains(goods.Reference)).Select(goods => goods.Reference).ToListAsync(cancellationToken));
            }

            return booked;
        }

        private static long MissingBefore(IEnumerable<SalesMove> moves, long there)
        {
            var lowest = 0L;
            foreach (var move in moves)
                lowest = Math.Min(lowest, there += move.Change);
            return -lowest;
        }
    }
}

/// <summary>What an invoice does to the shelf.</summary>
internal sealed record SalesMove(string Invoice, VariantId VariantId, int Change);

/// <summary>Imports of sales take turns where they look at the shelf.</summary>
internal sealed class SalesTurns(IDbContextFactory<CommerceDbContext> contexts, IBroadcast broadcast, TimeProvider clock)
    : ChangeCounter("sales-imports", contexts, broadcast, clock);
