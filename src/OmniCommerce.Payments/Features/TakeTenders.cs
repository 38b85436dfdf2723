using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Payments.Features;

internal sealed class TakeTendersHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<TakeTenders, Result<Done>>
{
    public async Task<Result<Done>> Handle(TakeTenders command, CancellationToken cancellationToken)
    {
        var tenders = await db.Set<OrderTender>()
            .Where(tender => tender.OrderId == command.OrderId && tender.State == TenderState.Authorized)
            .ToListAsync(cancellationToken);
        foreach (var tender in tenders.Where(tender => command.GoodsLeft || !tender.NeedsProvider))
            tender.Take(clock.GetUtcNow());
        return default(Done);
    }
}

internal sealed class CaptureTendersHandler(IDbContextFactory<CommerceDbContext> contexts, IPaymentGateway gateway, IMediator mediator)
    : IRequestHandler<CaptureTenders, Result<Done>>
{
    public async Task<Result<Done>> Handle(CaptureTenders request, CancellationToken cancellationToken)
    {
        var unresolved = false;
        foreach (var tender in await contexts.TendersAsync(request.OrderId, TenderState.Capturing, cancellationToken))
        {
            var amount = new Money(tender.Captured, tender.Currency);
            var answer = await gateway.CaptureAsync($"{tender.Key}:capture", tender.IntentId!, amount, cancellationToken);
            if (answer.Outcome == GatewayOutcome.Unknown)
                unresolved = true;
            else
                await mediator.Send(new RecordCapture(tender.Id, answer), cancellationToken);
        }

        return unresolved ? new PaymentUnresolved() : default(Done);
    }
}

/// <summary>Writes down what the provider said to a capture. What it will not give after all was promised: its open refunds fall with it.</summary>
internal sealed record RecordCapture(TenderId TenderId, GatewayAnswer Answer) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<RecordCapture, Result<Done>>
    {
        public async Task<Result<Done>> Handle(RecordCapture command, CancellationToken cancellationToken)
        {
            var tender = await db.Set<OrderTender>().SingleAsync(candidate => candidate.Id == command.TenderId, cancellationToken);
            if (tender.State != TenderState.Capturing)
                return default(Done);
            if (command.Answer.Outcome == GatewayOutcome.Succeeded)
            {
                tender.ConfirmCapture(clock.GetUtcNow());
                return default(Done);
            }

            tender.FailCapture(command.Answer.Reason!, clock.GetUtcNow());
            await db.Set<TenderRefund>()
                .Where(refund => refund.TenderId == tender.Id && refund.State == RefundState.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(refund => refund.State, RefundState.Failed), cancellationToken);
            return default(Done);
        }
    }
}
