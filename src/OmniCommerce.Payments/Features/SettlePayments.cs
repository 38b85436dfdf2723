using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

/// <summary>Asks again for what is written down and did not get an answer: captures, cancellations, refunds.</summary>
internal sealed class SettlePayments(IDbContextFactory<CommerceDbContext> contexts, IMediator mediator, ThisNode node, TimeProvider clock, ILogger<SettlePayments> log) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // What changed later than so long ago is left to whoever is at it. Should they be slow, it is asked for twice under one key, and done once.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(5);
    private const int MaxOrders = 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var order in await UnsettledAsync(node.NobodysBefore(clock.GetUtcNow(), LeftAlone), cancellationToken))
        {
            if ((await mediator.Send(new SendRefunds(order), cancellationToken)).IsRefused)
                log.LogWarning("The payment provider still does not answer for order {Order}.", order);
        }
    }

    private async Task<List<OrderId>> UnsettledAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tenders = await db.Set<OrderTender>()
            .Where(tender => (tender.State == TenderState.Capturing || tender.State == TenderState.Voiding) && tender.ChangedAt < before)
            .OrderBy(tender => tender.ChangedAt).Select(tender => tender.OrderId).Take(MaxOrders).ToListAsync(cancellationToken);
        var refunds = await db.Set<TenderRefund>()
            .Where(refund => refund.State == RefundState.Pending && refund.At < before)
            .OrderBy(refund => refund.At).Select(refund => refund.OrderId).Take(MaxOrders).ToListAsync(cancellationToken);
        return [.. tenders.Concat(refunds).Distinct()];
    }
}
