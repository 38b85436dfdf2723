using System.Linq.Expressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

internal sealed class HoldPickUpSlotHandler(CommerceDbContext db, ILocations locations, PickUps pickUps, PlacesInSlots places) : IRequestHandler<HoldPickUpSlot, Result<Done>>
{
    public async Task<Result<Done>> Handle(HoldPickUpSlot command, CancellationToken cancellationToken)
    {
        var (location, startsAt) = (command.Time.LocationId, command.Time.StartsAt);
        var notBefore = command.AreSent ? pickUps.Sent((await locations.FindAsync(location, cancellationToken))?.PickUp) : null;
        if (await places.TakeAsync(command.Time, notBefore, cancellationToken) is { } refusal)
            return refusal;
        db.Add(new PickUpClaim { HoldId = command.HoldId, LocationId = location, StartsAt = startsAt });
        return default(Done);
    }
}

/// <summary>Takes places in slots and gives them back, each by one conditional update.</summary>
internal sealed class PlacesInSlots(CommerceDbContext db, ILocations locations, PickUps pickUps)
{
    /// <summary>Takes a place.</summary>
    /// <returns>Why there is none; null when it was taken.</returns>
    public async Task<PickUpSlotNotFree?> TakeAsync(PickUpTime time, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        var (location, startsAt) = (time.LocationId, time.StartsAt);
        if (await pickUps.OfferedAsync(location, startsAt, notBefore, cancellationToken) != time)
            return await pickUps.NotFreeAsync(location, startsAt, notBefore, cancellationToken);

        var capacity = (await locations.FindAsync(location, cancellationToken))!.PickUp!.Capacity;
        var slot = Slot(location, startsAt);
        var taken = await slot.Where(row => row.Taken < capacity).ExecuteUpdateAsync(set => set.SetProperty(row => row.Taken, row => row.Taken + 1), cancellationToken);
        if (taken == 1)
            return null;
        if (await slot.AnyAsync(cancellationToken))
            return await pickUps.NotFreeAsync(location, startsAt, notBefore, cancellationToken);

        // Of several that come first at once one writes the row; the others begin again and find it.
        db.Add(new PickUpSlotRow { LocationId = location, StartsAt = startsAt, Taken = 1 });
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    public Task GiveBackAsync(LocationId location, DateTimeOffset startsAt, CancellationToken cancellationToken) =>
        Slot(location, startsAt).ExecuteUpdateAsync(set => set.SetProperty(row => row.Taken, row => row.Taken - 1), cancellationToken);

    private IQueryable<PickUpSlotRow> Slot(LocationId location, DateTimeOffset startsAt) =>
        db.Set<PickUpSlotRow>().Where(row => row.LocationId == location && row.StartsAt == startsAt);
}

internal sealed class ChangePickUpSlotHandler(CommerceDbContext db, PlacesInSlots places) : IRequestHandler<ChangePickUpSlot, Result<Done>>
{
    public async Task<Result<Done>> Handle(ChangePickUpSlot command, CancellationToken cancellationToken)
    {
        var claims = db.Set<PickUpClaim>().Where(claim => claim.OrderId == command.OrderId);
        var had = await claims.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (had is not null && had.LocationId == command.Time?.LocationId && had.StartsAt == command.Time.StartsAt)
            return default(Done);

        // The earlier slot first, so that two who change places with each other do not wait in a circle.
        var givesFirst = had?.StartsAt < command.Time?.StartsAt;
        if (had is not null && givesFirst)
            await places.GiveBackAsync(had.LocationId, had.StartsAt, cancellationToken);
        if (command.Time is { } time && await places.TakeAsync(time, command.NotBefore, cancellationToken) is { } refusal)
            return refusal;
        if (had is not null && !givesFirst)
            await places.GiveBackAsync(had.LocationId, had.StartsAt, cancellationToken);
        await claims.ExecuteDeleteAsync(cancellationToken);
        if (command.Time is { } chosen)
            db.Add(new PickUpClaim { HoldId = command.HoldId, OrderId = command.OrderId, LocationId = chosen.LocationId, StartsAt = chosen.StartsAt });
        return default(Done);
    }
}

/// <summary>What becomes of a place that a hold took: it goes to its order, or back.</summary>
internal sealed class EndPickUpClaims(CommerceDbContext db, PlacesInSlots places)
    : IRequestHandler<ReleasePickUpSlot, Result<Done>>, IRequestHandler<KeepPickUpSlot, Result<Done>>, IRequestHandler<GivePickUpSlotBack, Result<Done>>
{
    public Task<Result<Done>> Handle(ReleasePickUpSlot command, CancellationToken cancellationToken) =>
        GiveBackAsync(claim => claim.HoldId == command.HoldId && claim.OrderId == null, cancellationToken);

    public Task<Result<Done>> Handle(GivePickUpSlotBack command, CancellationToken cancellationToken) =>
        GiveBackAsync(claim => claim.OrderId == command.OrderId, cancellationToken);

    public async Task<Result<Done>> Handle(KeepPickUpSlot command, CancellationToken cancellationToken)
    {
        await db.Set<PickUpClaim>().Where(claim => claim.HoldId == command.HoldId && claim.OrderId == null)
            .ExecuteUpdateAsync(set => set.SetProperty(claim => claim.OrderId, command.OrderId), cancellationToken);
        return default(Done);
    }

    private async Task<Result<Done>> GiveBackAsync(Expression<Func<PickUpClaim, bool>> which, CancellationToken cancellationToken)
    {
        // Of two who give it back at once the place is one's.
        if (await db.Set<PickUpClaim>().AsNoTracking().SingleOrDefaultAsync(which, cancellationToken) is not { } claim
            || await db.Set<PickUpClaim>().Where(which).ExecuteDeleteAsync(cancellationToken) == 0)
            return default(Done);
        await places.GiveBackAsync(claim.LocationId, claim.StartsAt, cancellationToken);
        return default(Done);
    }
}
