using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.Features;

/// <summary>What the steps of a count share.</summary>
internal sealed class StockCounts(CommerceDbContext db)
{
    /// <summary>The count, for one at a time: whoever comes next waits until this transaction ends.</summary>
    public async Task<Result<StockCount>> EnterAsync(Caller caller, StockCountId id, CancellationToken cancellationToken)
    {
        if (StockAccess.RefuseTo(caller) is { } forbidden)
            return forbidden;
        var found = await db.Set<StockCount>().Where(count => count.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(count => count.Version, count => count.Version + 1), cancellationToken);
        return found == 0
            ? new NotFound(id.ToString(), "stock count")
            : await db.Set<StockCount>().Include(count => count.Lines).SingleAsync(count => count.Id == id, cancellationToken);
    }

    public static InvalidInput RefuseAsItStands(StockCount count) =>
        InvalidInput.At("stockCountId", count.Status == CountStatus.Posted ? "It is in the books already. Begin another count." : "It was given up. Begin another count.");
}

/// <summary>Reads counts.</summary>
internal sealed class ReadStockCounts(IDbContextFactory<CommerceDbContext> contexts)
{
    public async Task<CountSession?> FindAsync(StockCountId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var count = await db.Set<StockCount>().AsNoTracking().Include(c => c.Lines).SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        return count?.Show();
    }
}
