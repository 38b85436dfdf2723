using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

internal sealed class RecountStockHandler(IDbContextFactory<CommerceDbContext> contexts, WriteGate gate) : IRequestHandler<RecountStock, IReadOnlyList<string>>
{
    public async Task<IReadOnlyList<string>> Handle(RecountStock request, CancellationToken cancellationToken)
    {
        // One state of the books: what moves while it is counted would look wrong. So writers wait.
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
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

        return [.. counts.SelectMany(entry => entry.Value.Wrong().Select(wrong => $"{entry.Key.Item1} at {entry.Key.Item2}: {wrong}"))];
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
            _onHand += kind switch
            {
                MovementKind.Receive or MovementKind.Return => quantity,
                MovementKind.Sell or MovementKind.WriteOff => -quantity,
                _ => 0,
            };
            _held += kind switch
            {
                MovementKind.Hold => quantity,
                MovementKind.Release or MovementKind.Allocate => -quantity,
                _ => 0,
            };
            _allocated += kind switch
            {
                MovementKind.Allocate => quantity,
                MovementKind.Deallocate or MovementKind.Sell => -quantity,
                _ => 0,
            };
        }

        public IEnumerable<string> Wrong()
        {
            if (Level?.OnHand is var onHand && (onHand ?? 0) != _onHand)
                yield return $"{onHand ?? 0} on hand, {_onHand} by its movements";
            if (Level?.Held is var held && ((held ?? 0) != HeldByHolds || HeldByHolds != _held))
                yield return $"{held ?? 0} held, {HeldByHolds} by holds, {_held} by its movements";
            if (Level?.Allocated is var allocated && ((allocated ?? 0) != AllocatedToOrders || AllocatedToOrders != _allocated))
                yield return $"{allocated ?? 0} allocated, {AllocatedToOrders} by orders, {_allocated} by its movements";
        }
    }
}
