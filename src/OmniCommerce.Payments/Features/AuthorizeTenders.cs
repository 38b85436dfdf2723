using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Payments.Features;

internal sealed class AuthorizeTendersHandler(IDbContextFactory<CommerceDbContext> contexts, IPaymentGateway gateway, IMediator mediator, TimeProvider clock)
    : IRequestHandler<AuthorizeTenders, Result<Done>>, IRequestHandler<ResolveTenders, Result<Done>>
{
    // What the shopper does in 3-D Secure takes minutes.
    private static readonly TimeSpan ShopperIsWaitedFor = TimeSpan.FromMinutes(15);

    public Task<Result<Done>> Handle(AuthorizeTenders request, CancellationToken cancellationToken) => EachPendingAsync(
        request.OrderId,
        async tender => await gateway.AuthorizeAsync(RequestFor(tender, cancellationToken), cancellationToken),
        (_, waiting) => new PaymentRequiresAction(waiting.ClientSecret ?? "", waiting.RedirectUrl),
        cancellationToken);

    public Task<Result<Done>> Handle(ResolveTenders request, CancellationToken cancellationToken) => EachPendingAsync(
        request.OrderId,
        tender => gateway.FindAsync(tender.ToSought(), cancellationToken),
        (tender, _) => tender.ReturnUrl is not null && clock.GetUtcNow() - tender.OpenedAt < ShopperIsWaitedFor ? new PaymentUnresolved() : null,
        cancellationToken);

    // One after another: the first that is declined spares the shopper's other cards.
    private async Task<Result<Done>> EachPendingAsync(
        OrderId orderId, Func<OrderTender, Task<GatewayAnswer?>> ask, Func<OrderTender, GatewayAnswer, Refusal?> whenWaiting, CancellationToken cancellationToken)
    {
        foreach (var tender in await OpenAsync(orderId, cancellationToken))
        {
            if (tender.State == TenderState.Declined)
                return DeclinedAs(tender.DeclineReason!, tender);
            if (await ask(tender) is not { } answer)
                continue;
            if (answer.Outcome is GatewayOutcome.Unknown or GatewayOutcome.Waiting)
            {
                if (answer.IntentId is { } begun)
                    await mediator.Send(new RecordIntent(tender.Id, begun), cancellationToken);
                if (answer.Outcome == GatewayOutcome.Unknown)
                    return new PaymentUnresolved();
                if (whenWaiting(tender, answer) is { } refusal)
                    return refusal;
                continue;
            }

            await mediator.Send(new RecordAuthorization(tender.Id, answer), cancellationToken);
            if (answer.Outcome == GatewayOutcome.Declined)
                return DeclinedAs(answer.Reason!, tender);
        }

        return default(Done);
    }

    private AuthorizationRequest RequestFor(OrderTender tender, CancellationToken cancellationToken) =>
        new(tender.ToSought(), tender.OrderId, new Money(tender.Amount, tender.Currency))
        {
            PaymentMethod = tender.PaymentMethod,
            CustomerId = tender.CustomerId,
            SavesCard = tender.SavesCard,
            ReturnUrl = tender.ReturnUrl,
            ReaderId = tender.ReaderId,
            Begun = intentId => mediator.Send(new RecordIntent(tender.Id, intentId), cancellationToken),
        };

    private async Task<List<OrderTender>> OpenAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<OrderTender>().AsNoTracking()
            .Where(tender => tender.OrderId == orderId && (tender.State == TenderState.Pending || tender.State == TenderState.Declined))
            .OrderBy(tender => tender.Position)
            .ToListAsync(cancellationToken);
    }

    private static Refusal DeclinedAs(string reason, OrderTender tender) => reason switch
    {
        GatewayAnswer.MissingMethod => new InvalidInput($"There is no payment method '{tender.PaymentMethod}'.", ["tenders", $"{tender.Position}", "card", "paymentMethod"]),
        PaymentTooSmall.Code => new PaymentTooSmall(tender.Kind, new Money(tender.Amount, tender.Currency), null),
        _ => new PaymentDeclined(reason),
    };
}

/// <summary>Writes down what the provider calls a payment that is begun there and neither promised nor declined.</summary>
internal sealed record RecordIntent(TenderId TenderId, string IntentId) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db) : IRequestHandler<RecordIntent, Result<Done>>
    {
        public async Task<Result<Done>> Handle(RecordIntent command, CancellationToken cancellationToken)
        {
            await db.Set<OrderTender>()
                .Where(tender => tender.Id == command.TenderId && tender.IntentId == null)
                .ExecuteUpdateAsync(set => set.SetProperty(tender => tender.IntentId, command.IntentId), cancellationToken);
            return default(Done);
        }
    }
}

/// <summary>Writes down what the provider said to an authorisation.</summary>
internal sealed record RecordAuthorization(TenderId TenderId, GatewayAnswer Answer) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<RecordAuthorization, Result<Done>>
    {
        public async Task<Result<Done>> Handle(RecordAuthorization command, CancellationToken cancellationToken)
        {
            var tender = await db.Set<OrderTender>().SingleAsync(candidate => candidate.Id == command.TenderId, cancellationToken);
            var (outcome, intentId, reason) = command.Answer;
            if (tender.State == TenderState.Pending && outcome == GatewayOutcome.Succeeded)
                tender.Authorize(intentId, command.Answer.By, clock.GetUtcNow());
            else if (tender.State == TenderState.Pending)
                tender.Decline(reason!, intentId, clock.GetUtcNow());
            else if (tender is { State: TenderState.Voiding or TenderState.Voided, IntentId: null } && outcome == GatewayOutcome.Succeeded)
                tender.AuthorizeTooLate(intentId!, clock.GetUtcNow());
            return default(Done);
        }
    }
}
