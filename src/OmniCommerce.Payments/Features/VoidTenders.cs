using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Payments.Features;

internal sealed class DropTendersHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<DropTenders, Result<Done>>
{
    public async Task<Result<Done>> Handle(DropTenders command, CancellationToken cancellationToken)
    {
        foreach (var tender in await db.TendersOfAsync(command.OrderId, cancellationToken))
            tender.Drop(clock.GetUtcNow());
        return default(Done);
    }
}

internal sealed class VoidTendersHandler(IDbContextFactory<CommerceDbContext> contexts, IPaymentGateway gateway, IMediator mediator)
    : IRequestHandler<VoidTenders, Result<Done>>
{
    public async Task<Result<Done>> Handle(VoidTenders request, CancellationToken cancellationToken)
    {
        var unresolved = false;
        foreach (var tender in await contexts.TendersAsync(request.OrderId, TenderState.Voiding, cancellationToken))
        {
            if (await LetGoAsync(tender, cancellationToken))
                await mediator.Send(new RecordVoid(tender.Id), cancellationToken);
            else
                unresolved = true;
        }

        return unresolved ? new PaymentUnresolved() : default(Done);
    }

    private async Task<bool> LetGoAsync(OrderTender tender, CancellationToken cancellationToken)
    {
        var intentId = tender.IntentId;
        if (intentId is null)
        {
            // Asked, perhaps, and never answered.
            var found = await gateway.FindAsync(tender.ToSought(), cancellationToken);
            if (found is null or { Outcome: GatewayOutcome.Declined })
                return true;
            intentId = found.IntentId;
        }

        // Whatever the provider says to it, it is no promise any more; only no answer at all is a reason to ask again.
        return intentId is not null && (await gateway.CancelAsync($"{tender.Key}:cancel", intentId, new Money(tender.Confirmed, tender.Currency), cancellationToken)).Outcome != GatewayOutcome.Unknown;
    }
}

/// <summary>Writes down that an authorisation is let go.</summary>
internal sealed record RecordVoid(TenderId TenderId) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<RecordVoid, Result<Done>>
    {
        public async Task<Result<Done>> Handle(RecordVoid command, CancellationToken cancellationToken)
        {
            var tender = await db.Set<OrderTender>().SingleAsync(candidate => candidate.Id == command.TenderId, cancellationToken);
            if (tender.State == TenderState.Voiding)
                tender.ConfirmVoid(clock.GetUtcNow());
            return default(Done);
        }
    }
}
