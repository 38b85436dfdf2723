using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Orders.Features;

/// <summary>Finishes orders whose placing broke off, by reading what became of their payments; gives up those that nobody promised to pay.</summary>
internal sealed class RecoverOrders(IDbContextFactory<CommerceDbContext> contexts, Checkouts checkouts, ThisNode node, TimeProvider clock, ILogger<RecoverOrders> log) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    // Longer than any call to the payment provider takes: until then whoever is at it, and still lives, is left alone.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(2);
    private const int MaxOrders = 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = node.NobodysBefore(clock.GetUtcNow(), LeftAlone);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = await db.Set<Order>()
            .Where(order => order.Status == OrderStatus.Pending)
            .Where(order => order.StartedAt < before || (!node.IsAlone && !db.Set<LivingNode>().Any(living => living.Id == order.NodeId)))
            .OrderBy(order => order.StartedAt).Select(order => order.Id).Take(MaxOrders).ToListAsync(cancellationToken);
        foreach (var id in pending)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = await checkouts.FinishAsync(id, mayAsk: false);
            log.LogInformation("Order {Order}, whose placing broke off: {Outcome}", id, outcome.IsRefused ? outcome.Refusals[0].Message : "finished");
        }
    }
}
