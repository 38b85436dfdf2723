using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Payments.Features;

internal sealed class TakeTendersHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<TakeTenders, Result<IReadOnlyList<Tender>>>
{
    public async Task<Result<IReadOnlyList<Tender>>> Handle(TakeTenders command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var tenders = await db.TendersOfAsync(command.OrderId, cancellationToken);
        tenders.ForEach(tender => tender.TakeOwn(now));
        var dues = TenderBooks.SharesOf(command.Due.MinorUnits, tenders.ConvertAll(tender => tender.Left));
        if (tenders.Zip(dues).FirstOrDefault(pair => pair.First.LapsedAt is not null && pair.First.Promised > 0 && pair.Second > pair.First.Taken).First is { } lapsed)
            return new PaymentLapsed(lapsed.Kind, new Money(lapsed.Promised, lapsed.Currency));
        foreach (var (tender, due) in tenders.Zip(dues))
            tender.TakeDue(due, now);
        return new(tenders.ConvertAll(tender => tender.ToContract()));
    }
}

internal sealed class CaptureTendersHandler(IDbContextFactory<CommerceDbContext> contexts, IPaymentGateway gateway, IMediator mediator)
    : IRequestHandler<CaptureTenders, Result<Done>>
{
    public async Task<Result<Done>> Handle(CaptureTenders request, CancellationToken cancellationToken)
    {
        var unresolved = false;
        foreach (var tender in await contexts.TendersAsync(request.OrderId, TenderState.Capturing, cancellationToken))
            unresolved |= !await CaptureAsync(tender.Id, tender.ToCapture(), cancellationToken);
        return unresolved ? new PaymentUnresolved() : default(Done);
    }

    // What came to be taken while a capture was under way is the next one.
    private async Task<bool> CaptureAsync(TenderId tender, CaptureRequest? capture, CancellationToken cancellationToken)
    {
        while (capture is not null)
        {
            var answer = await gateway.CaptureAsync(capture, cancellationToken);
            if (answer.Outcome == GatewayOutcome.Unknown)
                return false;
            capture = (await mediator.Send(new RecordCapture(tender, capture.Number, answer), cancellationToken)).Value.Next;
        }

        return true;
    }
}

/// <summary>What became of writing down a capture.</summary>
/// <param name="Next">The capture that is to be made now; null when there is none.</param>
internal sealed record RecordedCapture(CaptureRequest? Next);

/// <summary>Writes down what the provider said to a capture, once. What it will not give after all was promised: the tender's open refunds fall with it.</summary>
internal sealed record RecordCapture(TenderId TenderId, int Number, GatewayAnswer Answer) : ICommand<RecordedCapture>
{
    internal sealed class Handler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<RecordCapture, Result<RecordedCapture>>
    {
        public async Task<Result<RecordedCapture>> Handle(RecordCapture command, CancellationToken cancellationToken)
        {
            var tender = await db.Set<OrderTender>().SingleAsync(candidate => candidate.Id == command.TenderId, cancellationToken);
            if (tender.State != TenderState.Capturing || tender.Captures != command.Number)
                return new RecordedCapture(null);
            if (command.Answer.Outcome == GatewayOutcome.Succeeded)
                tender.ConfirmCapture(clock.GetUtcNow());
            else
                await FailAsync(tender, command.Answer.Reason!, cancellationToken);
            return new RecordedCapture(tender.State == TenderState.Capturing ? tender.ToCapture() : null);
        }

        private async Task FailAsync(OrderTender tender, string reason, CancellationToken cancellationToken)
        {
            var open = await db.Set<TenderRefund>().Where(refund => refund.TenderId == tender.Id && refund.State == RefundState.Pending).ToListAsync(cancellationToken);
            open.ForEach(refund => refund.State = RefundState.Failed);
            tender.FailCapture(reason, open.Sum(refund => refund.PaidOut), clock.GetUtcNow());
        }
    }
}
