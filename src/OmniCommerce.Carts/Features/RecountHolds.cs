using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Carts.Features;

/// <summary>Checks that each held cart has the hold that stands for it, that nothing is held in the name of a hold that has ended, and that carts and orders are of one mind.</summary>
internal sealed class RecountHolds(IEnumerable<Claims<HoldId>> held, IEnumerable<Claims<CartId>> ordered) : IBooks
{
    public string Of => "holds";

    public async IAsyncEnumerable<string> WrongAsync(CommerceDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (holds, carts) = (db.Set<Hold>().AsNoTracking(), db.Set<Cart>().AsNoTracking());
        var astray = holds.Where(hold => hold.Status == HoldStatus.Held && !carts.Any(cart => cart.Id == hold.CartId && cart.HoldId == hold.Id && cart.Status == CartStatus.Held));
        await foreach (var id in astray.Select(hold => hold.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"{id} stands and its cart is not held";
        var unheld = carts.Where(cart => cart.Status == CartStatus.Held && !holds.Any(hold => hold.Id == cart.HoldId && hold.Status == HoldStatus.Held));
        await foreach (var id in unheld.Select(cart => cart.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"cart {id} is held and has no hold";

        foreach (var claims in held)
        {
            var lost = claims.In(db).Where(id => !db.Set<Hold>().Any(hold => hold.Id == id && hold.Status == HoldStatus.Held));
            await foreach (var id in lost.Distinct().AsAsyncEnumerable().WithCancellation(cancellationToken))
                yield return $"{id} has {claims.What} and does not stand";
        }

        foreach (var orders in ordered.Select(claims => claims.In(db)))
        {
            var unordered = carts.Where(cart => cart.Status != CartStatus.Ordered && orders.Contains(cart.Id));
            await foreach (var id in unordered.Select(cart => cart.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
                yield return $"cart {id} became an order and does not know";
            var lost = carts.Where(cart => cart.Status == CartStatus.Ordered && !orders.Contains(cart.Id));
            await foreach (var id in lost.Select(cart => cart.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
                yield return $"cart {id} was ordered and there is no order";
        }
    }

    public async IAsyncEnumerable<string> LateAsync(CommerceDbContext db, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var overdue = db.Set<Hold>().AsNoTracking().Where(hold => hold.Status == HoldStatus.Held && hold.ExpiresAt < before);
        await foreach (var hold in overdue.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"{hold.Id} is over since {hold.ExpiresAt:u} and stands";
    }
}
