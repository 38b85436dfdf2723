using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>Recounts the places in pick-up slots: as many are taken as there are holds and orders that have one.</summary>
internal sealed class RecountPickUps : IBooks
{
    public string Of => "pick-ups";

    public async IAsyncEnumerable<string> WrongAsync(CommerceDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var claims = await db.Set<PickUpClaim>().GroupBy(claim => new { claim.LocationId, claim.StartsAt }).Select(of => new { of.Key, Count = of.Count() })
            .ToDictionaryAsync(of => (of.Key.LocationId, of.Key.StartsAt), of => of.Count, cancellationToken);
        await foreach (var slot in db.Set<PickUpSlotRow>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            claims.Remove((slot.LocationId, slot.StartsAt), out var count);
            if (slot.Taken != count)
                yield return $"{slot.LocationId} at {slot.StartsAt:u}: {slot.Taken} taken, {count} by holds and orders";
        }

        foreach (var ((location, startsAt), count) in claims)
            yield return $"{location} at {startsAt:u}: {count} places in a slot that there is not";
    }
}
