using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Payments.Features;

internal sealed class SendRefundsHandler(IDbContextFactory<CommerceDbContext> contexts, IPaymentGateway gateway, IMediator mediator)
    : IRequestHandler<SendRefunds, Result<Done>>
{
    public async Task<Result<Done>> Handle(SendRefunds request, CancellationToken cancellationToken)
    {
        var unresolved = (await mediator.Send(new CaptureTenders(request.OrderId), cancellationToken)).IsRefused;
        unresolved |= (await mediator.Send(new VoidTenders(request.OrderId), cancellationToken)).IsRefused;
        foreach (var (refund, intentId) in await PendingAsync(request.OrderId, cancellationToken))
        {
            var answer = await gateway.RefundAsync(
                new RefundRequest(refund.Key, intentId, new Money(refund.PaidOut, refund.Currency), refund.At), cancellationToken);
            if (answer.Outcome == GatewayOutcome.Unknown)
                unresolved = true;
            else
                await mediator.Send(new RecordRefund(refund.Id, answer), cancellationToken);
        }

        return unresolved ? new PaymentUnresolved() : default(Done);
    }

    // What is being captured is given back once it is.
    private async Task<List<(TenderRefund Refund, string IntentId)>> PendingAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = await db.Set<TenderRefund>().AsNoTracking()
            .Where(refund => refund.OrderId == orderId && refund.State == RefundState.Pending)
            .Join(
                db.Set<OrderTender>().Where(tender => tender.State != TenderState.Capturing),
                refund => refund.TenderId,
                tender => tender.Id,
                (refund, tender) => new { Refund = refund, tender.IntentId })
            .OrderBy(pair => pair.Refund.At)
            .ToListAsync(cancellationToken);
        return [.. pending.Select(pair => (pair.Refund, pair.IntentId!))];
    }
}

/// <summary>Writes down what the provider said to a refund. One that was good can fail days later.</summary>
internal sealed record RecordRefund(RefundId RefundId, GatewayAnswer Answer) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<RecordRefund, Result<Done>>
    {
        public async Task<Result<Done>> Handle(RecordRefund command, CancellationToken cancellationToken)
        {
            // The tender first: whoever writes a refund down changes its tender's version, so that a refund that is read after it and is old by then is not written.
            var tender = await db.Set<OrderTender>()
                .SingleAsync(candidate => db.Set<TenderRefund>().Any(one => one.Id == command.RefundId && one.TenderId == candidate.Id), cancellationToken);
            var refund = await db.Set<TenderRefund>().SingleAsync(candidate => candidate.Id == command.RefundId, cancellationToken);
            var succeeded = command.Answer.Outcome == GatewayOutcome.Succeeded;
            if (refund.State == RefundState.Failed || (refund.State == RefundState.Done && succeeded))
                return default(Done);
            if (succeeded)
            {
                refund.State = RefundState.Done;
                tender.ConfirmRefund(refund.PaidOut, refund.Reference, clock.GetUtcNow());
            }
            else
            {
                refund.State = RefundState.Failed;
                tender.FailRefund(refund.PaidOut, command.Answer.Reason!, clock.GetUtcNow());
            }

            return default(Done);
        }
    }
}
