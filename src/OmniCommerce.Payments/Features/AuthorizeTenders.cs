using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Payments.Features;

internal sealed class AuthorizeTendersHandler(IDbContextFactory<CommerceDbContext> contexts, IPaymentGateway gateway, IMediator mediator)
    : IRequestHandler<AuthorizeTenders, Result<Done>>, IRequestHandler<ResolveTenders, Result<Done>>
{
    public Task<Result<Done>> Handle(AuthorizeTenders request, CancellationToken cancellationToken) => EachPendingAsync(
        request.OrderId,
        async tender => await gateway.AuthorizeAsync(
            new AuthorizationRequest(tender.Key, tender.OrderId, new Money(tender.Amount, tender.Currency), tender.PaymentMethod, tender.ReaderId),
            cancellationToken),
        cancellationToken);

    public Task<Result<Done>> Handle(ResolveTenders request, CancellationToken cancellationToken) => EachPendingAsync(
        request.OrderId, tender => gateway.FindAsync(tender.Key, cancellationToken), cancellationToken);

    // One after another: the first that is declined spares the shopper's other cards.
    private async Task<Result<Done>> EachPendingAsync(OrderId orderId, Func<OrderTender, Task<GatewayAnswer?>> ask, CancellationToken cancellationToken)
    {
        foreach (var tender in await OpenAsync(orderId, cancellationToken))
        {
            if (tender.State == TenderState.Declined)
                return DeclinedAs(tender.DeclineReason!, tender);
            if (await ask(tender) is not { } answer)
                continue;
            if (answer.Outcome == GatewayOutcome.Unknown)
                return new PaymentUnresolved();
            await mediator.Send(new RecordAuthorization(tender.Id, answer), cancellationToken);
            if (answer.Outcome == GatewayOutcome.Declined)
                return DeclinedAs(answer.Reason!, tender);
        }

        return default(Done);
    }

    private async Task<List<OrderTender>> OpenAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<OrderTender>().AsNoTracking()
            .Where(tender => tender.OrderId == orderId && (tender.State == TenderState.Pending || tender.State == TenderState.Declined))
            .OrderBy(tender => tender.Position)
            .ToListAsync(cancellationToken);
    }

    private static Refusal DeclinedAs(string reason, OrderTender tender) => reason == GatewayAnswer.MissingMethod
        ? new InvalidInput($"There is no payment method '{tender.PaymentMethod}'.", ["tenders", $"{tender.Position}", "card", "paymentMethod"])
        : new PaymentDeclined(reason);
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
                tender.Authorize(intentId, clock.GetUtcNow());
            else if (tender.State == TenderState.Pending)
                tender.Decline(reason!, clock.GetUtcNow());
            else if (tender is { State: TenderState.Voiding or TenderState.Voided, IntentId: null } && outcome == GatewayOutcome.Succeeded)
                tender.AuthorizeTooLate(intentId!, clock.GetUtcNow());
            return default(Done);
        }
    }
}
