using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>What a hold has of the stock.</summary>
internal sealed class HeldStock(CommerceDbContext db, StockBooks books)
{
    /// <summary>Takes the hold's stock from it, for one taker: who comes at the same time begins again and finds nothing.</summary>
    public async Task<AllocatedStock> TakeAsync(HoldId holdId, CancellationToken cancellationToken)
    {
        await books.SaveAddedAsync<StockHold>(cancellationToken);
        var rows = db.Set<StockHold>().Where(hold => hold.HoldId == holdId);
        var parts = await rows.AsNoTracking().ToListAsync(cancellationToken);
        if (parts.Count > 0 && await rows.ExecuteDeleteAsync(cancellationToken) != parts.Count)
            throw new DbUpdateConcurrencyException($"The stock of hold {holdId} was taken at the same time.");
        var trace = parts.Find(part => part.Trace is not null)?.Trace;
        return new AllocatedStock(
            [.. StockBooks.InOrder(parts.Select(part => new StockAllocation(part.VariantId, part.LocationId, part.Quantity)))],
            trace is null ? [] : JsonSerializer.Deserialize<SourcingStep[]>(trace)!);
    }
}
