using System.Collections.Concurrent;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Webhooks.Contracts;
using OmniCommerce.Webhooks.Domain;

namespace OmniCommerce.Webhooks.Sending;

/// <summary>
/// Sends what is due, each endpoint by itself, so that a slow one holds up nobody else. A message is leased by a conditional update before it
/// is sent; what a node that died was sending is sent again by another, under the same message id.
/// </summary>
internal sealed class DeliverySender(
    IDbContextFactory<CommerceDbContext> contexts,
    WriteGate gate,
    IServiceScopeFactory scopes,
    WebhookClient client,
    DeliverySignal signal,
    TimeProvider clock,
    ILogger<DeliverySender> logger)
{
    private const int EndpointsAtOnce = 16;
    private const int MessagesAtOnce = 8;
    private const int ConnectionsPerEndpoint = 4;

    // Longer than all messages of one lease can take.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<Guid, bool> _working = new();

    /// <summary>Begins to send to every endpoint that has something due and is not being sent to, as far as there is room.</summary>
    /// <returns>How many it began with.</returns>
    public async Task<int> StartDueAsync(CancellationToken cancellationToken)
    {
        var started = 0;
        foreach (var endpoint in await DueAsync(cancellationToken))
        {
            if (_working.Count >= EndpointsAtOnce)
                break;
            if (!_working.TryAdd(endpoint, true))
                continue;
            started++;
            _ = Task.Run(() => WorkAsync(endpoint, cancellationToken), CancellationToken.None);
        }

        return started;
    }

    /// <summary>Waits until nothing is being sent.</summary>
    public async Task IdleAsync()
    {
        while (!_working.IsEmpty)
            await Task.Delay(10);
    }

    private async Task<List<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = db.Set<Endpoint>().Where(endpoint => endpoint.DisabledAt == null && (endpoint.PausedUntil == null || endpoint.PausedUntil <= now));
        return await Due(db, now).Join(open, delivery => delivery.EndpointId, endpoint => endpoint.Id, (delivery, endpoint) => endpoint.Id)
            .Distinct().ToListAsync(cancellationToken);
    }

    private static IQueryable<Delivery> Due(CommerceDbContext db, DateTimeOffset now) => db.Set<Delivery>().Where(delivery =>
        delivery.Status == DeliveryStatus.Waiting && delivery.DueAt <= now && (delivery.LeasedUntil == null || delivery.LeasedUntil <= now));

    private async Task WorkAsync(Guid endpointId, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested && await SendSomeAsync(endpointId, cancellationToken))
            {
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program stops.
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Sending to webhook endpoint {Endpoint} broke off; it goes on soon.", endpointId);
        }
        finally
        {
            _working.TryRemove(endpointId, out _);
            signal.Wake();
        }
    }

    /// <returns>Whether there may be more to send.</returns>
    private async Task<bool> SendSomeAsync(Guid endpointId, CancellationToken cancellationToken)
    {
        var sender = Guid.NewGuid();
        var (endpoint, messages) = await LeaseAsync(endpointId, sender, cancellationToken);
        if (endpoint is null || messages.Count == 0)
            return false;
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = ConnectionsPerEndpoint }, async (message, _) =>
            {
                // After the first that fails no further is begun; those under way are.
                if (failed.IsCancellationRequested)
                    return;
                var outcome = await client.SendAsync(endpoint, message, cancellationToken);
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RecordOutcome(message, sender, outcome), CancellationToken.None);
                if (!outcome.IsTaken)
                    await failed.CancelAsync();
            });
        }
        finally
        {
            if (failed.IsCancellationRequested)
                await ReleaseAsync(sender);
        }

        return !failed.IsCancellationRequested;
    }

    private async Task<(Endpoint? Endpoint, List<Delivery> Messages)> LeaseAsync(Guid endpointId, Guid sender, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var endpoint = await db.Set<Endpoint>().AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == endpointId, cancellationToken);
        if (endpoint is null or { DisabledAt: not null } || endpoint.PausedUntil > now)
            return (null, []);

        // Of one that failed too often a single message finds out whether it is back.
        var count = endpoint.Failures >= RetrySchedule.OpensAfter ? 1 : MessagesAtOnce;
        var due = await Due(db, now).Where(delivery => delivery.EndpointId == endpointId)
            .OrderBy(delivery => delivery.DueAt).Select(delivery => delivery.Id).Take(count).ToListAsync(cancellationToken);
        if (due.Count == 0)
            return (null, []);
        using (await gate.EnterAsync(cancellationToken))
        {
            var until = now + Lease;
            await Due(db, now).Where(delivery => due.Contains(delivery.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(delivery => delivery.Sender, sender).SetProperty(delivery => delivery.LeasedUntil, until), cancellationToken);
        }

        return (endpoint, await db.Set<Delivery>().AsNoTracking().Where(delivery => delivery.Sender == sender && delivery.EndpointId == endpointId).ToListAsync(cancellationToken));
    }

    private async Task ReleaseAsync(Guid sender)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        using var turn = await gate.EnterAsync(CancellationToken.None);
        await db.Set<Delivery>().Where(delivery => delivery.Sender == sender && delivery.Status == DeliveryStatus.Waiting).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.Sender, (Guid?)null).SetProperty(delivery => delivery.LeasedUntil, (DateTimeOffset?)null));
    }
}
