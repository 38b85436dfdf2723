using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Webhooks.Contracts;
using OmniCommerce.Webhooks.Domain;
using OmniCommerce.Webhooks.Features;

namespace OmniCommerce.Webhooks.Sending;

/// <summary>Writes down what came of sending a message, and what follows for it and its endpoint. Nothing when another sender has it by now.</summary>
internal sealed record RecordOutcome(Delivery Sent, Guid Sender, Outcome Outcome) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, EventOutbox outbox, EndpointChanges changes, CommitActions commit, TimeProvider clock, ILogger<RecordOutcome> logger)
        : IRequestHandler<RecordOutcome, Result<Done>>
    {
        private const int Gone = 410;

        public async Task<Result<Done>> Handle(RecordOutcome command, CancellationToken cancellationToken)
        {
            var (sent, sender, outcome) = command;
            var now = clock.GetUtcNow();
            var endpoints = db.Set<Endpoint>().Where(endpoint => endpoint.Id == sent.EndpointId);
            var delivery = await db.Set<Delivery>().SingleOrDefaultAsync(candidate => candidate.Id == sent.Id && candidate.Sender == sender, cancellationToken);
            if (delivery is null)
                return default(Done);
            (delivery.LastStatus, delivery.LastError, delivery.LastAttemptAt) = (outcome.Status, Shortened(outcome.Error), now);
            (delivery.Sender, delivery.LeasedUntil) = (null, null);
            if (outcome.IsTaken)
            {
                delivery.Status = DeliveryStatus.Delivered;
                await endpoints.Where(endpoint => endpoint.Failures > 0).ExecuteUpdateAsync(
                    set => set.SetProperty(endpoint => endpoint.Failures, 0).SetProperty(endpoint => endpoint.PausedUntil, (DateTimeOffset?)null), cancellationToken);
                return default(Done);
            }

            delivery.Attempts++;
            var pause = await PauseAsync(endpoints, outcome, now, cancellationToken);
            if (outcome.Status == Gone)
                await DisableAsync(delivery, endpoints, "It answered 410: it is gone for good.", now, cancellationToken);
            else if (RetrySchedule.After(delivery.Attempts, Random.Shared.NextDouble()) is not { } wait)
                await DisableAsync(delivery, endpoints, $"A message was not taken in {delivery.Attempts} attempts over 75 hours. The last time: {delivery.LastError}", now, cancellationToken);
            else
                delivery.DueAt = now + (wait > pause ? wait : pause);
            return default(Done);
        }

        private static string? Shortened(string? error) => error?.Length > Delivery.MaxErrorLength ? error[..Delivery.MaxErrorLength] : error;

        private static async Task<TimeSpan> PauseAsync(IQueryable<Endpoint> endpoints, Outcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
        {
            await endpoints.ExecuteUpdateAsync(set => set.SetProperty(endpoint => endpoint.Failures, endpoint => endpoint.Failures + 1), cancellationToken);
            var failures = await endpoints.Select(endpoint => endpoint.Failures).SingleAsync(cancellationToken);
            var pause = RetrySchedule.PauseAfter(failures, outcome.Status, outcome.RetryAfter);
            if (pause > TimeSpan.Zero)
            {
                var until = now + pause;
                await endpoints.Where(endpoint => endpoint.PausedUntil == null || endpoint.PausedUntil < until)
                    .ExecuteUpdateAsync(set => set.SetProperty(endpoint => endpoint.PausedUntil, until), cancellationToken);
            }

            return pause;
        }

        private async Task DisableAsync(Delivery delivery, IQueryable<Endpoint> endpoints, string because, DateTimeOffset now, CancellationToken cancellationToken)
        {
            delivery.Status = DeliveryStatus.Failed;
            because = Shortened(because)!;
            var disabled = await endpoints.Where(endpoint => endpoint.DisabledAt == null).ExecuteUpdateAsync(
                set => set.SetProperty(endpoint => endpoint.DisabledAt, now).SetProperty(endpoint => endpoint.DisabledBecause, because), cancellationToken);
            if (disabled == 0)
                return;
            await changes.TakeTurnAsync(db, cancellationToken);
            await changes.RaiseAsync(db, commit, cancellationToken);
            outbox.Raise($"webhook:{delivery.EndpointId}", new WebhookDisabled(delivery.EndpointId, because));
            commit.AfterCommit(() => logger.LogWarning("Webhook endpoint {Endpoint} is disabled: {Because}", delivery.EndpointId, because));
        }
    }
}
