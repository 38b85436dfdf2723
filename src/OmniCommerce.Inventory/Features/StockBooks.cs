using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Inventory.Features;

/// <summary>
/// Changes stock within the command's transaction: each level by one conditional update together with a movement. Whoever changes several
/// levels does it <see cref="InOrder"/>, so that two never wait for each other.
/// </summary>
internal sealed class StockBooks(CommerceDbContext db, CommitActions commit, IBroadcast broadcast, TimeProvider clock)
{
    public static IEnumerable<StockAllocation> InOrder(IEnumerable<StockAllocation> parts) =>
        parts.OrderBy(part => part.VariantId.Value).ThenBy(part => part.LocationId.Value);

    /// <summary>Holds so many, if so many can be promised at this moment, on the channel if one is given.</summary>
    public async Task<bool> TryHoldAsync(StockAllocation part, Channel? channel, CancellationToken cancellationToken)
    {
        if (part.Waits)
        {
            return await Waiting(part).Where(order => order.Limit - order.Held - order.Allocated >= part.Quantity)
                .ExecuteUpdateAsync(set => set.SetProperty(order => order.Held, order => order.Held + part.Quantity), cancellationToken) == 1;
        }

        var level = channel is { } of
            ? Level(part).Where(l => l.OnHand - l.Held - l.Allocated - l.SafetyStock - db.Set<ChannelBuffer>()
                .Where(buffer => buffer.VariantId == l.VariantId && buffer.LocationId == l.LocationId && buffer.Channel == of)
                .Sum(buffer => buffer.Quantity) >= part.Quantity)
            : Level(part).Where(l => l.OnHand - l.Held - l.Allocated - l.SafetyStock >= part.Quantity);
        return await level.ExecuteUpdateAsync(set => set.SetProperty(l => l.Held, l => l.Held + part.Quantity), cancellationToken) == 1;
    }

    public Task UnholdAsync(StockAllocation part, CancellationToken cancellationToken) => part.Waits
        ? Exactly(Waiting(part).ExecuteUpdateAsync(set => set.SetProperty(order => order.Held, order => order.Held - part.Quantity), cancellationToken), part)
        : Exactly(Level(part).ExecuteUpdateAsync(level => level.SetProperty(l => l.Held, l => l.Held - part.Quantity), cancellationToken), part);

    public Task AllocateHeldAsync(StockAllocation part, CancellationToken cancellationToken) => part.Waits
        ? Exactly(
            Waiting(part).ExecuteUpdateAsync(
                set => set.SetProperty(order => order.Held, order => order.Held - part.Quantity).SetProperty(order => order.Allocated, order => order.Allocated + part.Quantity),
                cancellationToken),
            part)
        : Exactly(
            Level(part).ExecuteUpdateAsync(
                level => level.SetProperty(l => l.Held, l => l.Held - part.Quantity).SetProperty(l => l.Allocated, l => l.Allocated + part.Quantity), cancellationToken),
            part);

    public Task DeallocateAsync(StockAllocation part, CancellationToken cancellationToken) => part.Waits
        ? Exactly(Waiting(part).ExecuteUpdateAsync(set => set.SetProperty(order => order.Allocated, order => order.Allocated - part.Quantity), cancellationToken), part)
        : Exactly(Level(part).ExecuteUpdateAsync(level => level.SetProperty(l => l.Allocated, l => l.Allocated - part.Quantity), cancellationToken), part);

    /// <summary>Gives so many to an order that have just come for it: safety stock does not keep back what was promised before.</summary>
    public Task AllocateAsync(StockAllocation part, CancellationToken cancellationToken) =>
        Exactly(Level(part).ExecuteUpdateAsync(level => level.SetProperty(l => l.Allocated, l => l.Allocated + part.Quantity), cancellationToken), part);

    /// <summary>So many leave that an order had.</summary>
    public Task SellAllocatedAsync(StockAllocation part, CancellationToken cancellationToken) =>
        Exactly(
            Level(part).ExecuteUpdateAsync(
                level => level.SetProperty(l => l.OnHand, l => l.OnHand - part.Quantity).SetProperty(l => l.Allocated, l => l.Allocated - part.Quantity), cancellationToken),
            part);

    /// <summary>Takes so many away for good, if so many are there that nobody was promised; safety stock is no promise.</summary>
    public async Task<bool> TryRemoveAsync(StockAllocation part, CancellationToken cancellationToken) =>
        await Level(part).Where(level => level.OnHand - level.Held - level.Allocated >= part.Quantity)
            .ExecuteUpdateAsync(level => level.SetProperty(l => l.OnHand, l => l.OnHand - part.Quantity), cancellationToken) == 1;

    /// <summary>Sets what is on hand, if it is what the caller saw and covers what is promised; a level that was never opened has 0.</summary>
    public async Task<bool> TrySetOnHandAsync(StockAllocation part, int seen, CancellationToken cancellationToken)
    {
        var changed = await Level(part).Where(level => level.OnHand == seen && level.Held + level.Allocated <= part.Quantity)
            .ExecuteUpdateAsync(level => level.SetProperty(l => l.OnHand, part.Quantity), cancellationToken);
        if (changed == 1 || seen != 0 || await Level(part).AnyAsync(cancellationToken))
            return changed == 1;
        await OpenAsync([new StockRow { VariantId = part.VariantId, LocationId = part.LocationId, OnHand = part.Quantity }], cancellationToken);
        return true;
    }

    /// <summary>Gives so many to an order at once, if so many can be promised; what channels keep back is not for those who waited.</summary>
    public async Task<bool> TryAllocateAsync(StockAllocation part, CancellationToken cancellationToken) =>
        await Level(part).Where(level => level.OnHand - level.Held - level.Allocated - level.SafetyStock >= part.Quantity)
            .ExecuteUpdateAsync(level => level.SetProperty(l => l.Allocated, l => l.Allocated + part.Quantity), cancellationToken) == 1;

    /// <summary>How many can be promised; not positive where there are none.</summary>
    public Task<int> FreeAsync(StockAllocation part, CancellationToken cancellationToken) =>
        Level(part).Select(level => level.OnHand - level.Held - level.Allocated - level.SafetyStock).SingleOrDefaultAsync(cancellationToken);

    /// <summary>What the level has, and how many of it are promised; nothing where there is no level.</summary>
    public async Task<(int OnHand, int Promised)> LookAsync(StockAllocation part, CancellationToken cancellationToken)
    {
        var level = await Level(part).Select(l => new { l.OnHand, Promised = l.Held + l.Allocated }).SingleOrDefaultAsync(cancellationToken);
        return level is null ? (0, 0) : (level.OnHand, level.Promised);
    }

    /// <summary>Adds so many, opening the level where there is none.</summary>
    /// <returns>False when there is no such location.</returns>
    public async Task<bool> TryAddAsync(StockAllocation part, CancellationToken cancellationToken)
    {
        if (await Level(part).ExecuteUpdateAsync(level => level.SetProperty(l => l.OnHand, l => l.OnHand + part.Quantity), cancellationToken) == 1)
            return true;
        if (!await LocationExistsAsync(part.LocationId, cancellationToken))
            return false;
        await OpenAsync([new StockRow { VariantId = part.VariantId, LocationId = part.LocationId, OnHand = part.Quantity }], cancellationToken);
        return true;
    }

    /// <summary>Keeps so many back.</summary>
    /// <returns>False when there is no such location.</returns>
    public async Task<bool> TryKeepSafeAsync(StockAllocation part, CancellationToken cancellationToken)
    {
        if (await Level(part).ExecuteUpdateAsync(level => level.SetProperty(l => l.SafetyStock, part.Quantity), cancellationToken) == 1)
            return true;
        if (!await LocationExistsAsync(part.LocationId, cancellationToken))
            return false;
        await OpenAsync([new StockRow { VariantId = part.VariantId, LocationId = part.LocationId, SafetyStock = part.Quantity }], cancellationToken);
        return true;
    }

    /// <summary>Keeps so many back from a channel.</summary>
    public async Task KeepBackAsync(StockAllocation part, Channel channel, CancellationToken cancellationToken)
    {
        var changed = await db.Set<ChannelBuffer>().Where(b => b.VariantId == part.VariantId && b.LocationId == part.LocationId && b.Channel == channel)
            .ExecuteUpdateAsync(buffer => buffer.SetProperty(b => b.Quantity, part.Quantity), cancellationToken);
        if (changed == 0)
            db.Add(new ChannelBuffer { VariantId = part.VariantId, LocationId = part.LocationId, Channel = channel, Quantity = part.Quantity });
        Tell(part);
    }

    /// <summary>Opens levels that were not there; when another writer was faster, the command runs again and finds them.</summary>
    public async Task OpenAsync(IReadOnlyCollection<StockRow> levels, CancellationToken cancellationToken)
    {
        db.AddRange(levels);

        // At once, because later steps of the command update them.
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Writes down what was done, and tells those who watch the variant once it is committed.</summary>
    public void Write(
        MovementKind kind, StockAllocation part, string reference, string reason, DateTimeOffset? at = null, StockReason? code = null, DeviceId? by = null)
    {
        var now = clock.GetUtcNow();
        db.Add(new StockMovement
        {
            Id = Guid.CreateVersion7(now),
            VariantId = part.VariantId,
            LocationId = part.LocationId,
            Kind = kind,
            Quantity = part.Quantity,
            Reference = reference,
            Reason = reason,
            ReasonCode = code,
            DeviceId = by,
            At = at ?? now,
        });
        Tell(part);
    }

    /// <summary>Saves what an earlier step of the same command added, so that the next statement finds it.</summary>
    public async Task SaveAddedAsync<T>(CancellationToken cancellationToken)
        where T : class
    {
        if (db.ChangeTracker.Entries<T>().Any(entry => entry.State == EntityState.Added))
            await db.SaveChangesAsync(cancellationToken);
    }

    private void Tell(StockAllocation part) =>
        commit.AfterCommit(() => broadcast.Publish(StockChanged.Topic(part.VariantId), new StockChanged(part.VariantId, part.LocationId)));

    private IQueryable<StockRow> Level(StockAllocation part) =>
        db.Set<StockRow>().Where(level => level.VariantId == part.VariantId && level.LocationId == part.LocationId);

    private IQueryable<BackOrder> Waiting(StockAllocation part) => db.Set<BackOrder>().Where(order => order.VariantId == part.VariantId);

    private Task<bool> LocationExistsAsync(LocationId id, CancellationToken cancellationToken) => db.Set<Location>().AnyAsync(location => location.Id == id, cancellationToken);

    private static async Task Exactly(Task<int> changed, StockAllocation part)
    {
        if (await changed != 1)
            throw new InvalidOperationException($"There is no stock level of {part.VariantId} at {part.LocationId}, though a hold or order says so.");
    }
}
