using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Persistence;

/// <summary>
/// What can be promised of variants. The statements are compiled once: whatever is put into a cart or held is looked up by them. A compiled
/// statement belongs to a model, so this lives as long as the container does.
/// </summary>
internal sealed class StockTable
{
    // A join and not a subquery: SQL Server sums no subqueries.
    private readonly Func<CommerceDbContext, VariantId[], bool, LocationId, bool, Channel?, IAsyncEnumerable<Sum>> _sums = EF.CompileAsyncQuery(
        (CommerceDbContext db, VariantId[] variants, bool anywhere, LocationId at, bool elsewhere, Channel? channel) => db.Set<StockRow>()
            .Where(level => variants.Contains(level.VariantId))
            .Where(level => anywhere || level.LocationId == at || (elsewhere && db.Set<Location>().Any(location => location.Id == level.LocationId && location.Ships)))
            .LeftJoin(
                db.Set<ChannelBuffer>().Where(buffer => buffer.Channel == channel),
                level => new { level.VariantId, level.LocationId },
                buffer => new { buffer.VariantId, buffer.LocationId },
                (level, buffer) => new
                {
                    level.VariantId,
                    Free = level.OnHand - level.Held - level.Allocated,
                    Kept = level.SafetyStock + (buffer == null ? 0 : buffer.Quantity),
                })
            .GroupBy(level => level.VariantId)
            .Select(group => new Sum(group.Key, group.Sum(level => level.Free > level.Kept ? level.Free - level.Kept : 0))));

    // A level whose goods are all held is read too: the hold may be this very one, which is asked in the same round trip.
    private readonly Func<CommerceDbContext, HoldId, VariantId[], LocationId, bool, LocationId, Channel?, IAsyncEnumerable<Shelf>> _shelves = EF.CompileAsyncQuery(
        (CommerceDbContext db, HoldId hold, VariantId[] variants, LocationId at, bool elsewhere, LocationId except, Channel? channel) => db.Set<StockRow>()
            .Where(level => variants.Contains(level.VariantId) && level.OnHand > level.Allocated)
            .Where(level => level.LocationId == at || (elsewhere && db.Set<Location>().Any(location => location.Id == level.LocationId && location.Ships)))
            .Where(level => level.LocationId != except)
            .Select(level => new Shelf(
                level.VariantId,
                level.LocationId,
                level.OnHand - level.Held - level.Allocated - level.SafetyStock - db.Set<ChannelBuffer>()
                    .Where(buffer => buffer.VariantId == level.VariantId && buffer.LocationId == level.LocationId && buffer.Channel == channel)
                    .Sum(buffer => buffer.Quantity),
                db.Set<StockHold>().Any(taken => taken.HoldId == hold))));

    /// <summary>How many of each can be promised.</summary>
    /// <param name="db">The database.</param>
    /// <param name="variants">The variants, none of them a kit.</param>
    /// <param name="source">Where they may come from; null when that is anywhere, places that send nothing included.</param>
    /// <param name="channel">On what they are sold.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Dictionary<VariantId, int>> AvailableAsync(
        CommerceDbContext db, VariantId[] variants, StockSource? source, Channel? channel, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<VariantId, int>(variants.Length);
        await foreach (var sum in _sums(db, variants, source is null, source?.At ?? default, source?.OnlyFrom is null, channel).WithCancellation(cancellationToken))
            sums.Add(sum.VariantId, sum.Available);
        return sums;
    }

    /// <summary>The shelves that a hold may take the variants from.</summary>
    public async Task<List<Shelf>> ShelvesAsync(CommerceDbContext db, HoldStock hold, VariantId[] variants, CancellationToken cancellationToken)
    {
        var (source, found) = (hold.Source, new List<Shelf>());
        await foreach (var shelf in _shelves(db, hold.HoldId, variants, source.At ?? default, source.OnlyFrom is null, source.Except ?? default, hold.Channel).WithCancellation(cancellationToken))
            found.Add(shelf);
        return found;
    }

    /// <summary>What can be promised of a variant at a location.</summary>
    /// <param name="VariantId">The variant.</param>
    /// <param name="LocationId">The location.</param>
    /// <param name="Available">How many.</param>
    /// <param name="IsRepeated">Whether the hold that asks has taken its stock already.</param>
    internal sealed record Shelf(VariantId VariantId, LocationId LocationId, int Available, bool IsRepeated);

    private sealed record Sum(VariantId VariantId, int Available);
}
