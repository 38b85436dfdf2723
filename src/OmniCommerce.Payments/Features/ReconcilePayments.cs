using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments.Features;

internal sealed class ReconcilePaymentsHandler(StripeClient stripe, FollowProvider follow, IDbContextFactory<CommerceDbContext> contexts, ILogger<ReconcilePaymentsHandler> log)
    : IRequestHandler<ReconcilePayments, IReadOnlyList<string>>
{
    private const int Page = 100;

    // What comes long after what was begun: a refund fails days later, a bank disputes, a shopper confirms at last.
    private static readonly string[] LateNews =
    [
        "refund.updated", "refund.failed", "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed", "payment_intent.amount_capturable_updated",
    ];

    // A payment is begun at the provider some time after it was opened in the books.
    private static readonly TimeSpan BegunWithin = TimeSpan.FromHours(2);

    public async Task<IReadOnlyList<string>> Handle(ReconcilePayments request, CancellationToken cancellationToken)
    {
        var drift = new List<string?>();
        var seen = new HashSet<string>();
        var followed = new HashSet<string>();
        var payments = new ListPaymentIntents { Limit = Page, Created = new() { Gte = request.From, Lt = request.To + BegunWithin }, Expand = ["data.latest_charge"] };
        await foreach (var intent in stripe.PaymentIntents.ListAsync(payments, cancellationToken))
        {
            if (intent.Metadata.GetValueOrDefault(StripeAnswers.TenderNote) is { } key)
                seen.Add(key);
            if (intent.Created < request.To && followed.Add(intent.Id))
                drift.Add(await follow.PaymentAsync(intent, cancellationToken));
        }

        var refunds = new ListRefunds { Limit = Page, Created = new() { Gte = request.From, Lt = request.To } };
        await foreach (var refund in stripe.Refunds.ListAsync(refunds, cancellationToken))
        {
            if (followed.Add(refund.Id))
                drift.Add(await follow.RefundAsync(refund, cancellationToken));
        }

        drift.AddRange(await FollowLateNewsAsync(request, followed, cancellationToken));
        drift.AddRange(await UnknownAtTheProviderAsync(request, seen, cancellationToken));
        return [.. drift.OfType<string>()];
    }

    // Should nobody have told of it: what happened in this time to what is older.
    private async Task<List<string?>> FollowLateNewsAsync(ReconcilePayments request, HashSet<string> followed, CancellationToken cancellationToken)
    {
        var drift = new List<string?>();
        var news = new ListEvents { Limit = Page, Types = LateNews, Created = new() { Gte = request.From, Lt = request.To } };
        await foreach (var happened in stripe.Events.ListAsync(news, cancellationToken))
        {
            if (FollowProvider.SubjectOf(happened.Data) is { } subject && followed.Add(subject))
                drift.Add(await follow.EventAsync(happened.Data, cancellationToken));
        }

        return drift;
    }

    private async Task<List<string>> UnknownAtTheProviderAsync(ReconcilePayments request, HashSet<string> seen, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var promised = await db.Set<OrderTender>().AsNoTracking()
            .Where(tender => tender.OpenedAt >= request.From && tender.OpenedAt < request.To)
            .Where(tender => tender.PaymentMethod != null || tender.ReaderId != null)
            .Where(tender => tender.State == TenderState.Authorized || tender.State == TenderState.Capturing || tender.State == TenderState.Captured)
            .Select(tender => new { tender.Key, tender.OrderId, tender.IntentId })
            .ToListAsync(cancellationToken);
        var drift = promised.Where(tender => !seen.Contains(tender.Key))
            .Select(tender => $"Payment {tender.IntentId} of order {tender.OrderId} is in the books and not at the provider.").ToList();
        drift.ForEach(line => log.LogError("{Drift}", line));
        return drift;
    }
}

/// <summary>Compares the last days' books with the payment provider's.</summary>
internal sealed class ReconcileRecentPayments(IMediator mediator, TimeProvider clock) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    // As long as Stripe tries to send an event.
    private static readonly TimeSpan Back = TimeSpan.FromDays(3);

    // What is newer is still on its way.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await mediator.Send(new ReconcilePayments(now - Back, now - LeftAlone), cancellationToken);
    }
}
