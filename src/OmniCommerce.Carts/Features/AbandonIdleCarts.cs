using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Carts.Features;

/// <summary>Gives up open carts of guests and tills that nobody has come back for. A customer's cart waits for its customer.</summary>
internal sealed class AbandonIdleCarts(CommerceDbContext db, WriteGate gate, CartOptions options, TimeProvider clock) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().AddDays(-options.AbandonAfterDays);
        using var turn = await gate.EnterAsync(cancellationToken);
        await db.Set<Cart>()
            .Where(cart => cart.Status == CartStatus.Open && cart.ChangedAt < since && (cart.CustomerId == null || cart.TillId != null))
            .ExecuteUpdateAsync(
                set => set.SetProperty(cart => cart.Status, CartStatus.Abandoned).SetProperty(cart => cart.Version, cart => cart.Version + 1), cancellationToken);
    }
}
