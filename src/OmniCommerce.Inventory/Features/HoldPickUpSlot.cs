using System.Linq.Expressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

internal sealed class HoldPickUpSlotHandler(CommerceDbContext db, ILocations locations, PickUps pickUps) : IRequestHandler<HoldPickUpSlot, Result<Done>>
{
    public async Task<Result<Done>> Handle(HoldPickUpSlot command, CancellationToken cancellationToken)
    {
        var (location, startsAt) = (command.Time.LocationId, command.Time.StartsAt);
        var terms = (await locations.FindAsync(location, cancellationToken))?.PickUp;
        var notBefore = command.AreSent ? pickUps.Sent(terms) : null;
        if (await pickUps.OfferedAsync(location, startsAt, notBefore, cancellationToken) != command.Time)
            return await pickUps.NotFreeAsync(location, startsAt, notBefore, cancellationToken);

        var capacity = terms!.Capacity;
        var slot = db.Set<PickUpSlotRow>().Where(row => row.LocationId == location && row.StartsAt == startsAt);
        var taken = await slot.Where(row => row.Taken < capacity).ExecuteUpdateAsync(set => set.SetProperty(row => row.Taken, row => row.Taken + 1), cancellationToken);
        if (taken == 0)
        {
            if (await slot.AnyAsync(cancellationToken))
                return await pickUps.NotFreeAsync(location, startsAt, notBefore, cancellationToken);

            // Of several that come first at once one writes the row; the others begin again and find it.
            db.Add(new PickUpSlotRow { LocationId = location, StartsAt = startsAt, Taken = 1 });
            await db.SaveChangesAsync(cancellationToken);
        }

        db.Add(new PickUpClaim { HoldId = command.HoldId, LocationId = location, StartsAt = startsAt });
        return default(Done);
    }
}

/// <summary>What becomes of a place that a hold took: it goes to its order, or back.</summary>
internal sealed class EndPickUpClaims(CommerceDbContext db)
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
        await db.Set<PickUpSlotRow>().Where(slot => slot.LocationId == claim.LocationId && slot.StartsAt == claim.StartsAt)
            .ExecuteUpdateAsync(set => set.SetProperty(slot => slot.Taken, slot => slot.Taken - 1), cancellationToken);
        return default(Done);
    }
}
