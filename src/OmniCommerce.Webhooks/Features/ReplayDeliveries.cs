using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Webhooks.Contracts;
using OmniCommerce.Webhooks.Domain;
using OmniCommerce.Webhooks.Sending;

namespace OmniCommerce.Webhooks.Features;

internal sealed class ReplayWebhookDeliveryHandler(CommerceDbContext db, CommitActions commit, DeliverySignal signal, TimeProvider clock)
    : IRequestHandler<ReplayWebhookDelivery, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReplayWebhookDelivery command, CancellationToken cancellationToken)
    {
        if (await db.Set<Delivery>().FindAsync([command.DeliveryId], cancellationToken) is not { } delivery)
            return new NotFound(command.DeliveryId.ToString(), "webhook delivery");
        delivery.Replay(clock.GetUtcNow());
        commit.AfterCommit(signal.Wake);
        return default(Done);
    }
}

internal sealed class ReplayWebhookDeliveriesHandler(CommerceDbContext db, IMediator mediator, CommitActions commit, DeliverySignal signal, TimeProvider clock)
    : IRequestHandler<ReplayWebhookDeliveries, Result<int>>
{
    private const int MaxEvents = 5_000;

    public async Task<Result<int>> Handle(ReplayWebhookDeliveries command, CancellationToken cancellationToken)
    {
        if (await db.Set<Endpoint>().FindAsync([command.EndpointId], cancellationToken) is not { } endpoint)
            return command.EndpointId.NotFound();
        var raised = await mediator.Send(new RaisedBetween(command.From, command.Until, MaxEvents + 1), cancellationToken);
        if (raised.Count > MaxEvents)
            return InvalidInput.At("until", $"More than {MaxEvents} events were raised in that time. Replay it in parts.");

        var now = clock.GetUtcNow();
        var known = await db.Set<Delivery>()
            .Where(delivery => delivery.EndpointId == endpoint.Id && delivery.RaisedAt >= command.From && delivery.RaisedAt < command.Until)
            .ToDictionaryAsync(delivery => delivery.EventId, cancellationToken);
        var missed = raised.Where(one => !known.ContainsKey(one.Id) && EventNames.Want(endpoint.Types, EventNames.Of(one))).ToList();
        var givenUp = known.Values.Where(delivery => delivery.Status == DeliveryStatus.Failed).ToList();
        db.AddRange(missed.Select(one => QueueDeliveries.MessageOf(one, endpoint.Id, now)));
        foreach (var delivery in givenUp)
            delivery.Replay(now);
        commit.AfterCommit(signal.Wake);
        return missed.Count + givenUp.Count;
    }

    internal sealed class Validator : AbstractValidator<ReplayWebhookDeliveries>
    {
        public Validator() => RuleFor(command => command.Until).GreaterThan(command => command.From).WithMessage("The end of the range comes after its beginning.");
    }
}
