using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments.Features;

/// <summary>
/// Brings the books after what the payment provider says of a payment, refund or dispute just now, whoever asked for that: the provider's events and the
/// reconciler do it. What is so already stays so. Answers what the books cannot follow, for people.
/// </summary>
internal sealed class FollowProvider(IDbContextFactory<CommerceDbContext> contexts, StripeClient stripe, IMediator mediator, ILogger<FollowProvider> log)
{
    private const string RefundKeyPrefix = "refund:";
    private const string RefundObject = "refund";
    private const string DisputeObject = "dispute";

    /// <summary>Follows a payment, read with its latest charge.</summary>
    public async Task<string?> PaymentAsync(PaymentIntent intent, CancellationToken cancellationToken)
    {
        if (intent.Metadata.GetValueOrDefault(StripeAnswers.TenderNote) is not { } key)
            return null; // Another system's.
        if (await FindAsync(key, cancellationToken) is not { } tender || (tender.IntentId is { } known && known != intent.Id && tender.Renewals == 0))
            return Report($"Payment {intent.Id} of order {intent.Metadata.GetValueOrDefault(StripeAnswers.OrderNote)} is {intent.Status} at the provider and not in the books.");

        if (tender.Renewals > 0 && tender.IntentId != intent.Id)
            return null; // Another has taken its place, or it is to take another's: whoever renews promises ends that.
        var followed = await mediator.Send(new FollowPayment(tender.Id, SeenPayment.Of(intent)), cancellationToken);
        if (tender.State == TenderState.Pending)
            await TellWhenEndedAsync(tender.OrderId, cancellationToken);
        var drift = followed.Value.Drift ?? RefundedElsewhere(tender, intent);
        if (intent.LatestCharge?.Value is { Disputed: true })
            drift ??= await DisputesAsync(tender, intent.Id, cancellationToken);
        return drift is null ? null : Report($"Payment {intent.Id} of order {tender.OrderId} {drift}.");
    }

    /// <summary>Follows a refund.</summary>
    public async Task<string?> RefundAsync(Refund refund, CancellationToken cancellationToken)
    {
        var failed = refund.Status == RefundStatus.Failed || refund.Status == RefundStatus.Canceled;
        if (refund.Metadata?.GetValueOrDefault(StripeAnswers.RefundNote) is not { } key)
            return failed || !await IsOfOursAsync(refund, cancellationToken) ? null : Report($"Refund {refund.Id} of payment {refund.PaymentIntent?.Id} is not in the books.");
        if (!key.StartsWith(RefundKeyPrefix, StringComparison.Ordinal) || !Guid.TryParse(key.AsSpan(RefundKeyPrefix.Length), CultureInfo.InvariantCulture, out var id))
            return null; // Of a payment that was let go.
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.Set<TenderRefund>().AnyAsync(known => known.Id == new RefundId(id), cancellationToken))
                return Report($"Refund {refund.Id} of payment {refund.PaymentIntent?.Id} is not in the books.");
        }

        var answer = failed ? GatewayAnswer.Declined(refund.FailureReason ?? PaymentDeclined.ProcessingError) : GatewayAnswer.Succeeded(refund.Id);
        await mediator.Send(new RecordRefund(new RefundId(id), answer), cancellationToken);
        return failed ? Report($"Refund {refund.Id} of payment {refund.PaymentIntent?.Id} failed: {refund.FailureReason}. Give the money back otherwise.") : null;
    }

    /// <summary>The id of what an event is about: a refund, a dispute or a payment; null when it is about none of them.</summary>
    public static string? SubjectOf(EventData about) => about is { ObjectType: RefundObject or DisputeObject, ObjectId: { } id } ? id : about.PaymentIntentId;

    /// <summary>Reads again what an event is about, and follows that.</summary>
    public async Task<string?> EventAsync(EventData about, CancellationToken cancellationToken) => SubjectOf(about) is not { } id ? null : about.ObjectType switch
    {
        RefundObject => await RefundAsync(await stripe.Refunds.RetrieveAsync(id, null, cancellationToken), cancellationToken),
        DisputeObject => await DisputeAsync(await stripe.Disputes.RetrieveAsync(id, null, cancellationToken), cancellationToken),
        _ => await PaymentAsync(await stripe.PaymentIntents.RetrieveAsync(id, StripeAnswers.WithCharge, cancellationToken), cancellationToken),
    };

    /// <summary>Follows a dispute.</summary>
    public async Task<string?> DisputeAsync(Dispute dispute, CancellationToken cancellationToken)
    {
        if (dispute.PaymentIntent?.Id is not { } intentId)
            return null; // Of a payment that was made without one: another system's.
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tender = await db.Set<OrderTender>().AsNoTracking().SingleOrDefaultAsync(tender => tender.IntentId == intentId, cancellationToken);
        if (tender is null)
            return null;
        var drift = await DisputeAsync(tender, dispute, cancellationToken);
        return drift is null ? null : Report($"Payment {intentId} of order {tender.OrderId} {drift}.");
    }

    // Should nobody have told of them.
    private async Task<string?> DisputesAsync(OrderTender tender, string intentId, CancellationToken cancellationToken)
    {
        string? drift = null;
        await foreach (var dispute in stripe.Disputes.ListAsync(new ListDisputes { PaymentIntent = intentId }, cancellationToken))
            drift ??= await DisputeAsync(tender, dispute, cancellationToken);
        return drift;
    }

    private async Task<string?> DisputeAsync(OrderTender tender, Dispute dispute, CancellationToken cancellationToken) =>
        SeenDispute.Of(dispute, tender.Currency) is { } seen
            ? (await mediator.Send(new FollowDispute(tender.Id, seen), cancellationToken)).Value.Drift
            : $"is disputed by the shopper's bank ({dispute.Id}), which stands {dispute.Status}";

    private async Task<OrderTender?> FindAsync(string key, CancellationToken cancellationToken)
    {
        key = key.Split(OrderTender.RenewalMark)[0];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<OrderTender>().AsNoTracking().SingleOrDefaultAsync(tender => tender.Key == key, cancellationToken);
    }

    private async Task<bool> IsOfOursAsync(Refund refund, CancellationToken cancellationToken)
    {
        var intentId = refund.PaymentIntent?.Id;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<OrderTender>().AnyAsync(tender => tender.IntentId == intentId, cancellationToken);
    }

    // The path that completes an order is one, whoever has the answer first.
    private async Task TellWhenEndedAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var states = await db.Set<OrderTender>().Where(tender => tender.OrderId == orderId).Select(tender => tender.State).ToListAsync(cancellationToken);
        if (states.Contains(TenderState.Declined) || !states.Contains(TenderState.Pending))
            await mediator.Publish(new PaymentEnded(orderId), cancellationToken);
    }

    private static string? RefundedElsewhere(OrderTender tender, PaymentIntent intent) =>
        tender.State == TenderState.Captured && intent.LatestCharge?.Value is { } charge && charge.AmountRefunded > new Money(tender.Refunded, tender.Currency).ToStripe()
            ? $"has {charge.AmountRefunded} given back at the provider and {tender.Refunded} in the books"
            : null;

    private string Report(string drift)
    {
        log.LogError("{Drift}", drift);
        return drift;
    }
}

/// <summary>A payment as the provider has it just now.</summary>
/// <param name="IntentId">What the provider calls it.</param>
/// <param name="Answer">Where it stands, as to its promise.</param>
/// <param name="Taken">What was taken of it, as the provider counts.</param>
/// <param name="Promised">What of it can still be taken.</param>
internal sealed record SeenPayment(string IntentId, GatewayAnswer Answer, long Taken, long Promised)
{
    /// <summary>Whether nothing more of it can be taken: the promise has ended, or somebody has let it go.</summary>
    public required bool IsLetGo { get; init; }

    public static SeenPayment Of(PaymentIntent intent) => new(intent.Id, intent.ToAnswer(), intent.AmountReceived, intent.AmountCapturable)
    {
        IsLetGo = intent.Status == PaymentIntentStatus.Canceled,
    };
}

/// <summary>What became of following a payment.</summary>
/// <param name="Drift">What of the payment the books do not follow; null when they agree now.</param>
internal sealed record FollowedPayment(string? Drift);

/// <summary>Brings a tender after what the provider says of its payment.</summary>
internal sealed record FollowPayment(TenderId TenderId, SeenPayment Seen) : ICommand<FollowedPayment>
{
    internal sealed class Handler(CommerceDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<FollowPayment, Result<FollowedPayment>>
    {
        public async Task<Result<FollowedPayment>> Handle(FollowPayment command, CancellationToken cancellationToken)
        {
            var tender = await db.Set<OrderTender>().SingleAsync(candidate => candidate.Id == command.TenderId, cancellationToken);
            if (tender is { State: TenderState.Authorized, LapsedAt: null, RenewalAskedAt: null } && command.Seen.IsLetGo && tender.IntentId == command.Seen.IntentId)
            {
                tender.Lapse(clock.GetUtcNow());
                await mediator.TellOfPromiseAsync(tender, cancellationToken);
            }

            return new FollowedPayment(Follow(tender, command.Seen));
        }

        private string? Follow(OrderTender tender, SeenPayment seen)
        {
            var now = clock.GetUtcNow();
            var isPromised = seen.Answer.Outcome == GatewayOutcome.Succeeded;
            switch (tender.State)
            {
                case TenderState.Pending when isPromised:
                    tender.Authorize(seen.IntentId, seen.Answer.By, now);
                    return null;
                case TenderState.Pending when seen.Answer is { Outcome: GatewayOutcome.Declined, Reason: { } reason }:
                    tender.Decline(reason, seen.IntentId, now);
                    return null;
                case TenderState.Authorized when seen.Taken > Provider(tender, tender.Confirmed) && seen.Taken == Provider(tender, tender.Authorized):
                    tender.FollowTaken(now);
                    return null;
                case TenderState.Authorized when seen.Taken != Provider(tender, tender.Confirmed):
                    return $"has {seen.Taken} taken at the provider, and in the books {tender.Confirmed} and {tender.Authorized} promised";
                case TenderState.Authorized when seen.Promised < Provider(tender, tender.Promised):
                    return "is promised in the books and let go at the provider";
                case TenderState.Capturing when seen.Taken == Provider(tender, tender.Asked):
                    tender.ConfirmCapture(now);
                    return null;
                case TenderState.Captured when seen.Taken != Provider(tender, tender.Captured):
                    return $"has {seen.Taken} taken at the provider and {tender.Captured} in the books";
                case TenderState.CaptureFailed when seen.Taken != Provider(tender, tender.Captured):
                    return $"has {seen.Taken} taken at the provider, which refused that before";
                case TenderState.Declined or TenderState.Voided when isPromised:
                    tender.LetGo(seen.IntentId, now);
                    return null;
                default:
                    return null;
            }
        }

        private static long Provider(OrderTender tender, long amount) => new Money(amount, tender.Currency).ToStripe();
    }
}
