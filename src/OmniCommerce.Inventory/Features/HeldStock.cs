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
    public async Task<IReadOnlyList<StockAllocation>> TakeAsync(HoldId holdId, CancellationToken cancellationToken)
    {
        await books.SaveAddedAsync<StockHold>(cancellationToken);
        var rows = db.Set<StockHold>().Where(hold => hold.HoldId == holdId);
        var parts = await rows.Select(hold => new StockAllocation(hold.VariantId, hold.LocationId, hold.Quantity)).ToListAsync(cancellationToken);
        if (parts.Count > 0 && await rows.ExecuteDeleteAsync(cancellationToken) != parts.Count)
            throw new DbUpdateConcurrencyException($"The stock of hold {holdId} was taken at the same time.");
        return [.. StockBooks.InOrder(parts)];
    }
}
