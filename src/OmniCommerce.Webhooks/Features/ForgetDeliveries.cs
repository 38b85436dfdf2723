using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Webhooks.Contracts;
using OmniCommerce.Webhooks.Domain;

namespace OmniCommerce.Webhooks.Features;

/// <summary>Forgets messages that arrived, or were given up, long ago.</summary>
internal sealed class ForgetDeliveries(CommerceDbContext db, WriteGate gate, WebhooksOptions options, TimeProvider clock) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var old = clock.GetUtcNow() - TimeSpan.FromDays(options.KeepDeliveriesDays);
        using var turn = await gate.EnterAsync(cancellationToken);
        await db.Set<Delivery>().Where(delivery => delivery.Status != DeliveryStatus.Waiting && delivery.LastAttemptAt < old).ExecuteDeleteAsync(cancellationToken);
    }
}
