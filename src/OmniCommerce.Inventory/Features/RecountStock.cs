using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>Recounts the stock: on hand by the movements, held by the holds, allocated by the orders' allocations, what is in transit by the transfers.</summary>
internal sealed class RecountStock : IBooks
{
    public string Of => "stock";

    public async IAsyncEnumerable<string> WrongAsync(CommerceDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var counts = new Dictionary<(VariantId, LocationId), Count>();
        Count Of(VariantId variant, LocationId location) => counts.TryGetValue((variant, location), out var count) ? count : counts[(variant, location)] = new Count();

        var movements = db.Set<StockMovement>().GroupBy(m => new { m.VariantId, m.LocationId, m.Kind }).Select(g => new { g.Key, Sum = g.Sum(m => (long)m.Quantity) });
        await foreach (var sum in movements.AsAsyncEnumerable().WithCancellation(cancellationToken))
            Of(sum.Key.VariantId, sum.Key.LocationId).Move(sum.Key.Kind, sum.Sum);
        var holds = db.Set<StockHold>().GroupBy(h => new { h.VariantId, h.LocationId }).Select(g => new { g.Key, Sum = g.Sum(h => (long)h.Quantity) });
        await foreach (var sum in holds.AsAsyncEnumerable().WithCancellation(cancellationToken))
            Of(sum.Key.VariantId, sum.Key.LocationId).HeldByHolds = sum.Sum;
        var orders = db.Set<OrderStock>().GroupBy(o => new { o.VariantId, o.LocationId }).Select(g => new { g.Key, Sum = g.Sum(o => (long)o.Quantity) });
        await foreach (var sum in orders.AsAsyncEnumerable().WithCancellation(cancellationToken))
            Of(sum.Key.VariantId, sum.Key.LocationId).AllocatedToOrders = sum.Sum;
        await foreach (var level in db.Set<StockRow>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            Of(level.VariantId, level.LocationId).Level = level;

        await foreach (var order in db.Set<BackOrder>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Of(order.VariantId, StockAllocation.Nowhere).Level = new StockRow
            {
                VariantId = order.VariantId,
                LocationId = StockAllocation.Nowhere,
                Held = order.Held,
                Allocated = order.Allocated,
            };
        }

        foreach (var ((variant, location), count) in counts)
        {
            foreach (var wrong in count.Wrong())
                yield return $"{variant} at {location}: {wrong}";
        }

        foreach (var wrong in await WrongTransfersAsync(db, cancellationToken))
            yield return wrong;
    }

    private static async Task<List<string>> WrongTransfersAsync(CommerceDbContext db, CancellationToken cancellationToken)
    {
        var moved = await db.Set<StockMovement>().Where(m => m.Kind == MovementKind.TransferOut || m.Kind == MovementKind.TransferIn)
            .GroupBy(m => new { m.Reference, m.VariantId, m.LocationId, m.Kind })
            .Select(g => new { g.Key, Sum = g.Sum(m => m.Quantity) })
            .ToDictionaryAsync(sum => (sum.Key.Reference, sum.Key.VariantId, sum.Key.LocationId, sum.Key.Kind), sum => sum.Sum, cancellationToken);
        var wrong = new List<string>();
        await foreach (var transfer in db.Set<StockTransfer>().AsNoTracking().Include(t => t.Lines).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            foreach (var line in transfer.Lines)
            {
                moved.Remove((transfer.Id.ToString(), line.VariantId, transfer.FromId, MovementKind.TransferOut), out var sent);
                moved.Remove((transfer.Id.ToString(), line.VariantId, transfer.ToId, MovementKind.TransferIn), out var received);
                if (sent != (transfer.SentAt is null ? 0 : line.Quantity) || received != (line.Received ?? 0))
                    wrong.Add($"{line.VariantId} of transfer {transfer.Id}: {line.Quantity} sent and {line.Received ?? 0} received, {sent} and {received} by its movements");
            }
        }

        wrong.AddRange(moved.Keys.Select(key => $"{key.VariantId} at {key.LocationId}: moved by the transfer {key.Reference}, which there is not"));
        return wrong;
    }

    private sealed class Count
    {
        private long _onHand;
        private long _held;
        private long _allocated;

        public StockRow? Level { get; set; }

        public long HeldByHolds { get; set; }

        public long AllocatedToOrders { get; set; }

        public void Move(MovementKind kind, long quantity)
        {
            var effect = MovementEffect.Of(kind);
            _onHand += effect.OnHand * quantity;
            _held += effect.Held * quantity;
            _allocated += effect.Allocated * quantity;
        }

        public IEnumerable<string> Wrong()
        {
            // What waits for goods is nowhere, so there it may be more than there is.
            if (Level is { } level
                && (level.Held < 0 || level.Allocated < 0 || (level.LocationId != StockAllocation.Nowhere && level.OnHand < level.Held + level.Allocated)))
                yield return $"{level.OnHand} on hand, {level.Held} held, {level.Allocated} allocated";
            if (Level?.OnHand is var onHand && (onHand ?? 0) != _onHand)
                yield return $"{onHand ?? 0} on hand, {_onHand} by its movements";
            if (Level?.Held is var held && ((held ?? 0) != HeldByHolds || HeldByHolds != _held))
                yield return $"{held ?? 0} held, {HeldByHolds} by holds, {_held} by its movements";
            if (Level?.Allocated is var allocated && ((allocated ?? 0) != AllocatedToOrders || AllocatedToOrders != _allocated))
                yield return $"{allocated ?? 0} allocated, {AllocatedToOrders} by orders, {_allocated} by its movements";
        }
    }
}
