using System.Collections.Concurrent;
using System.Diagnostics;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Outbox;

/// <summary>
/// Lets every due event be handled: leases some lanes, works their streams at once and each stream in its order, notes what is done, and gives
/// the lanes back. What a node that died had done but not noted is found done by the next.
/// </summary>
internal sealed class OutboxDispatcher(
    IDbContextFactory<CommerceDbContext> contexts,
    WriteGate gate,
    IDatabaseProvider provider,
    IServiceScopeFactory scopes,
    EventHandlers handlers,
    OutboxOptions options,
    OutboxMetrics metrics,
    TimeProvider clock,
    ILogger<OutboxDispatcher> logger)
{
    // Not all at once, so that several nodes share the work.
    private const int LanesAtOnce = 4;
    private const int StreamsAtOnce = 200;
    private const int EventsAtOnce = 400;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Takes back what a run of the program leased that died.</summary>
    public async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        await db.Set<OutboxLane>().Where(lane => lane.LeasedUntil > now).ExecuteUpdateAsync(set => set.SetProperty(lane => lane.LeasedUntil, now), cancellationToken);
    }

    /// <summary>Works until nothing is due that this node could have.</summary>
    /// <returns>How many events were handled.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        var waiting = new HashSet<int>();
        while (!cancellationToken.IsCancellationRequested && await RoundAsync(waiting, cancellationToken) is { } handled)
            total += handled;
        return total;
    }

    /// <summary>How long an event waits after so many failures: twice as long each time from a second to five minutes, a fifth more or less.</summary>
    internal static TimeSpan PauseAfter(int attempts, double random)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(1 << Math.Min(attempts - 1, 20), LongestPause.TotalSeconds));
        return pause * (0.8 + (0.4 * random));
    }

    /// <returns>How many events were handled; null when there were no lanes to be had but those where everything waits for another attempt.</returns>
    private async Task<int?> RoundAsync(HashSet<int> waiting, CancellationToken cancellationToken)
    {
        using var lease = await LeaseAsync(waiting, cancellationToken);
        if (lease.Lanes.Count == 0)
            return null;
        var done = new ConcurrentQueue<OutboxEvent>();
        try
        {
            var due = await DueAsync(lease.Lanes, cancellationToken);
            if (due.Count == 0)
                waiting.UnionWith(lease.Lanes);
            await Parallel.ForEachAsync(
                due.GroupBy(happened => happened.Stream),
                new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken },
                (stream, token) => WorkAsync(stream, lease, done, token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program stops; what was done is noted.
        }
        finally
        {
            await FinishAsync(lease, done, CancellationToken.None);
        }

        return done.Count;
    }

    private async Task<LaneLease> LeaseAsync(HashSet<int> waiting, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<int> wanted;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            wanted = await db.Set<OutboxEvent>().Where(happened => happened.State == OutboxState.Pending && happened.DueAt <= now)
                .Select(happened => happened.Lane).Distinct().ToListAsync(cancellationToken);
        }

        int[] some = [.. wanted.Except(waiting).OrderBy(_ => Random.Shared.Next()).Take(LanesAtOnce).Order()];
        try
        {
            return await LaneLease.TakeAsync(some, options.Lease, contexts, gate, clock, cancellationToken);
        }
        catch (Exception exception) when (provider.IsConflict(exception))
        {
            return await LaneLease.TakeAsync([], options.Lease, contexts, gate, clock, cancellationToken);
        }
    }

    // Whole streams, oldest first, as far as none of their events waits for another attempt; of each as much from its beginning as there is room.
    private async Task<List<OutboxEvent>> DueAsync(IReadOnlyList<int> lanes, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = db.Set<OutboxEvent>().Where(happened => happened.State == OutboxState.Pending && lanes.Contains(happened.Lane));
        var streams = pending.GroupBy(happened => happened.Stream)
            .Where(stream => stream.Max(happened => happened.DueAt) <= now)
            .OrderBy(stream => stream.Min(happened => happened.RaisedAt))
            .Select(stream => stream.Key)
            .Take(StreamsAtOnce);
        return await pending.AsNoTracking().Where(happened => streams.Contains(happened.Stream))
            .OrderBy(happened => happened.Stream).ThenBy(happened => happened.Sequence).ThenBy(happened => happened.Position)
            .Take(EventsAtOnce).ToListAsync(cancellationToken);
    }

    private async ValueTask WorkAsync(IEnumerable<OutboxEvent> stream, LaneLease lease, ConcurrentQueue<OutboxEvent> done, CancellationToken cancellationToken)
    {
        foreach (var happened in stream)
        {
            if (!await lease.HoldsAsync(cancellationToken) || !await TryHandleAsync(happened, cancellationToken))
                return;
            done.Enqueue(happened);
        }
    }

    private async Task<bool> TryHandleAsync(OutboxEvent happened, CancellationToken cancellationToken)
    {
        using var activity = OutboxMetrics.Tracing.StartActivity($"handle {happened.Type}", ActivityKind.Consumer, happened.TraceParent);
        var raised = new RaisedEvent(happened.Id, happened.Type, happened.Version, happened.Stream, happened.Payload, happened.RaisedAt);
        try
        {
            foreach (var handling in handlers.For(raised))
                await HandleAsync(handling, raised, cancellationToken);
            metrics.Handled(happened.Type, clock.GetUtcNow() - happened.RaisedAt);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            await FailAsync(happened, exception, cancellationToken);
            return false;
        }
    }

    private async Task HandleAsync(EventHandling handling, RaisedEvent raised, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Lease / 2);
        await using var scope = scopes.CreateAsyncScope();
        if (await handling.IsWantedAsync(scope.ServiceProvider, raised, deadline.Token))
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new HandleEvent(handling, raised), deadline.Token);
    }

    private async Task FailAsync(OutboxEvent happened, Exception exception, CancellationToken cancellationToken)
    {
        var attempts = happened.Attempts + 1;
        var isDead = attempts >= options.MaxAttempts;
        metrics.Failed(happened.Type, isDead);
        if (isDead)
            logger.LogError(exception, "Event {Event} {Type} of {Stream} failed {Attempts} times and is left to you: see 'outbox list'.", happened.Id, happened.Type, happened.Stream, attempts);
        else
            logger.LogWarning(exception, "Event {Event} {Type} of {Stream} failed, attempt {Attempts}.", happened.Id, happened.Type, happened.Stream, attempts);

        var error = $"{exception.GetType().Name}: {exception.Message}";
        error = error.Length > OutboxEvent.MaxErrorLength ? error[..OutboxEvent.MaxErrorLength] : error;
        var state = isDead ? OutboxState.Dead : OutboxState.Pending;
        var due = clock.GetUtcNow() + PauseAfter(attempts, Random.Shared.NextDouble());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        await db.Set<OutboxEvent>()
            .Where(row => row.Id == happened.Id && row.State == OutboxState.Pending && row.Attempts == happened.Attempts)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Attempts, attempts).SetProperty(row => row.LastError, error).SetProperty(row => row.State, state).SetProperty(row => row.DueAt, due),
                cancellationToken);
    }

    private async Task FinishAsync(LaneLease lease, ConcurrentQueue<OutboxEvent> done, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. done.Select(happened => happened.Id)];
        if (ids.Length > 0)
            CrashPoint.Hit("Outbox", "handled");
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (ids.Length > 0)
        {
            await db.Set<OutboxEvent>().Where(happened => ids.Contains(happened.Id) && happened.State == OutboxState.Pending).ExecuteUpdateAsync(
                set => set.SetProperty(happened => happened.State, OutboxState.Handled).SetProperty(happened => happened.HandledAt, now), cancellationToken);
        }

        await lease.ReleaseAsync(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (ids.Length > 0)
            CrashPoint.Hit("Outbox", "noted");
    }
}
