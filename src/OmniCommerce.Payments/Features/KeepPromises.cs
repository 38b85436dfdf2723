using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments.Features;

/// <summary>
/// Looks after promises that end soon. Where the shopper agreed that the card is kept, the same is promised anew by another payment: written down, then asked
/// for, then the old one let go, each of which may be repeated. Where not, it is told once; and once more when it has ended.
/// </summary>
internal sealed class KeepPromises(
    IDbContextFactory<CommerceDbContext> contexts, IPaymentGateway gateway, StripeClient stripe, FollowProvider follow, IMediator mediator, TimeProvider clock, ILogger<KeepPromises> log)
    : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // Long enough for people to do something about it on a working day.
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(36);

    // What changed later than so long ago is left to whoever is at it.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(30);
    private const int MaxAtOnce = 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var tender in await DueAsync(now, cancellationToken))
        {
            try
            {
                await KeepAsync(tender, now, cancellationToken);
            }
            catch (StripeException failure)
            {
                log.LogWarning(failure, "The promise of order {Order} could not be looked after; it is tried again.", tender.OrderId);
            }
        }
    }

    private async Task KeepAsync(OrderTender tender, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (tender.ReplacedIntentId is { } replaced)
        {
            await LetGoAsync(tender, replaced, cancellationToken);
            return;
        }

        if (tender.RenewalAskedAt is null && tender.NotRenewedBecause is null)
            tender = (await mediator.Send(new OpenRenewal(tender.Id), cancellationToken)).Value.Tender;
        if (tender.RenewalAskedAt is not null)
            await AskAsync(tender, cancellationToken);
        else if (tender.PromisedUntil <= now && tender is { LapsedAt: null, IntentId: { } intentId })
            await follow.PaymentAsync(await stripe.PaymentIntents.RetrieveAsync(intentId, StripeAnswers.WithCharge, cancellationToken), cancellationToken);
    }

    private async Task AskAsync(OrderTender tender, CancellationToken cancellationToken)
    {
        var request = new RenewalRequest(
            new SoughtPayment(tender.RenewalKey, null, tender.RenewalAskedAt!.Value), tender.OrderId, tender.IntentId!, new Money(tender.RenewalAmount!.Value, tender.Currency));
        var answer = await gateway.RenewAsync(request, cancellationToken);
        if (answer.Outcome == GatewayOutcome.Unknown)
            return;
        var replaced = (await mediator.Send(new RecordRenewal(tender.Id, tender.Renewals, answer), cancellationToken)).Value.Tender;
        if (replaced.ReplacedIntentId is { } intentId)
            await LetGoAsync(replaced, intentId, cancellationToken);
    }

    private async Task LetGoAsync(OrderTender tender, string intentId, CancellationToken cancellationToken)
    {
        var answer = await gateway.CancelAsync($"{tender.Key}:replaced:{tender.Renewals}", intentId, Money.Zero(tender.Currency), cancellationToken);
        if (answer.Outcome != GatewayOutcome.Unknown)
            await mediator.Send(new RecordReplaced(tender.Id, intentId), cancellationToken);
    }

    private async Task<List<OrderTender>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (soon, before) = (now + Ahead, now - LeftAlone);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<OrderTender>().AsNoTracking()
            .Where(tender => tender.ChangedAt < before && (tender.RenewalAskedAt != null || tender.ReplacedIntentId != null
                || (tender.State == TenderState.Authorized && tender.PromisedUntil <= soon && tender.LapsedAt == null && (tender.NotRenewedBecause == null || tender.PromisedUntil <= now))))
            .OrderBy(tender => tender.PromisedUntil).Take(MaxAtOnce).ToListAsync(cancellationToken);
    }
}

/// <summary>A tender after a step of its renewal.</summary>
internal sealed record PromiseStep(OrderTender Tender);

/// <summary>Writes down that a promise is to be renewed, or that it will not be. Nothing when it has changed meanwhile.</summary>
internal sealed record OpenRenewal(TenderId TenderId) : ICommand<PromiseStep>
{
    private const string PartlyTaken = "partly_taken";

    internal sealed class Handler(CommerceDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<OpenRenewal, Result<PromiseStep>>
    {
        public async Task<Result<PromiseStep>> Handle(OpenRenewal command, CancellationToken cancellationToken)
        {
            var tender = await db.Set<OrderTender>().SingleAsync(candidate => candidate.Id == command.TenderId, cancellationToken);
            if (tender.CanRenew)
            {
                tender.OpenRenewal(clock.GetUtcNow());
            }
            else if (tender is { State: TenderState.Authorized, RenewalAskedAt: null, ReplacedIntentId: null, NotRenewedBecause: null })
            {
                tender.NotRenewed(tender.Captured > 0 ? PartlyTaken : RenewalRequest.NotKept, clock.GetUtcNow());
                await mediator.TellOfPromiseAsync(tender, cancellationToken);
            }

            return new PromiseStep(tender);
        }
    }
}

/// <summary>Writes down what the provider said to a renewal, once.</summary>
internal sealed record RecordRenewal(TenderId TenderId, int Number, GatewayAnswer Answer) : ICommand<PromiseStep>
{
    internal sealed class Handler(CommerceDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<RecordRenewal, Result<PromiseStep>>
    {
        public async Task<Result<PromiseStep>> Handle(RecordRenewal command, CancellationToken cancellationToken)
        {
            var tender = await db.Set<OrderTender>().SingleAsync(candidate => candidate.Id == command.TenderId, cancellationToken);
            if (tender.RenewalAskedAt is null || tender.Renewals != command.Number)
                return new PromiseStep(tender);
            if (command.Answer is { Outcome: GatewayOutcome.Succeeded, IntentId: { } intentId })
            {
                tender.Renew(intentId, command.Answer.By, clock.GetUtcNow());
            }
            else
            {
                tender.NotRenewed(command.Answer.Reason ?? PaymentDeclined.ProcessingError, clock.GetUtcNow());
                await mediator.TellOfPromiseAsync(tender, cancellationToken);
            }

            return new PromiseStep(tender);
        }
    }
}

/// <summary>Writes down that a payment that another has taken the place of is let go.</summary>
internal sealed record RecordReplaced(TenderId TenderId, string IntentId) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<RecordReplaced, Result<Done>>
    {
        public async Task<Result<Done>> Handle(RecordReplaced command, CancellationToken cancellationToken)
        {
            var tender = await db.Set<OrderTender>().SingleAsync(candidate => candidate.Id == command.TenderId, cancellationToken);
            if (tender.ReplacedIntentId == command.IntentId)
                tender.ConfirmReplaced(clock.GetUtcNow());
            return default(Done);
        }
    }
}

internal static class PromiseNews
{
    /// <summary>Tells of a promise that ends or has ended, in the running transaction.</summary>
    public static Task TellOfPromiseAsync(this IMediator mediator, OrderTender tender, CancellationToken cancellationToken) =>
        tender.Promise is { } promise ? mediator.Publish(new PromiseMoved(tender.OrderId, promise), cancellationToken) : Task.CompletedTask;
}
