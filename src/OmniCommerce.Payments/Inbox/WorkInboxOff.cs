using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OmniCommerce.Payments.Features;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments.Inbox;

/// <summary>
/// Works off what Stripe sent. An event only says where to look: the payment, refund or dispute is read again, and what is so then is followed. So
/// events may come twice, late and in any order.
/// </summary>
internal sealed class WorkInboxOff(
    IDbContextFactory<CommerceDbContext> contexts, WriteGate gate, FollowProvider follow, TimeProvider clock, ILogger<WorkInboxOff> log)
{
    private const int MaxAttempts = 10;
    private const int AtOnce = 50;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>What a run of the program that is over had claimed is due at once. Only where there is no other node that may be at it.</summary>
    public async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        await db.Set<StoredEvent>()
            .Where(stored => stored.State == StoredEventState.Pending && stored.DueAt > now && stored.DueAt <= now + Lease)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.DueAt, now), cancellationToken);
    }

    /// <summary>Works off what is due, once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var due in await DueAsync(cancellationToken))
        {
            if (!await ClaimAsync(due, cancellationToken))
                continue;
            CrashPoint.Hit("Inbox", "claimed");
            try
            {
                await WorkAsync(due, cancellationToken);
                CrashPoint.Hit("Inbox", "followed");
                await EndAsync(due, StoredEventState.Done, due.DueAt, cancellationToken);
                CrashPoint.Hit("Inbox", "noted");
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                await PutOffAsync(due, exception, cancellationToken);
            }
        }
    }

    private Task<string?> WorkAsync(StoredEvent due, CancellationToken cancellationToken) =>
        follow.EventAsync(StripeWebhook.Read(Encoding.UTF8.GetBytes(due.Body))!.Data, cancellationToken);

    private async Task<List<StoredEvent>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<StoredEvent>().AsNoTracking()
            .Where(stored => stored.State == StoredEventState.Pending && stored.DueAt <= now)
            .OrderBy(stored => stored.DueAt)
            .Take(AtOnce)
            .ToListAsync(cancellationToken);
    }

    private async Task<bool> ClaimAsync(StoredEvent due, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + Lease;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        return await db.Set<StoredEvent>()
            .Where(stored => stored.Id == due.Id && stored.State == StoredEventState.Pending && stored.DueAt == due.DueAt)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.DueAt, until).SetProperty(stored => stored.Attempts, due.Attempts + 1), cancellationToken) == 1;
    }

    private async Task PutOffAsync(StoredEvent due, Exception exception, CancellationToken cancellationToken)
    {
        var attempts = due.Attempts + 1;
        log.LogError(exception, "Stripe's event {Event} ({Type}) could not be followed, attempt {Attempt}.", due.Id, due.Type, attempts);
        var pause = FirstPause * Math.Pow(2, attempts - 1);
        var next = clock.GetUtcNow() + (pause < LongestPause ? pause : LongestPause);
        await EndAsync(due, attempts < MaxAttempts ? StoredEventState.Pending : StoredEventState.Dead, next, cancellationToken);
    }

    private async Task EndAsync(StoredEvent worked, StoredEventState state, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        await db.Set<StoredEvent>()
            .Where(stored => stored.Id == worked.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.State, state).SetProperty(stored => stored.DueAt, dueAt), cancellationToken);
    }
}

/// <summary>Works the inbox off as long as the program runs: at once when something comes, and now and then for what is due again.</summary>
internal sealed class InboxHost(IServiceScopeFactory scopes, InboxSignal signal, ThisNode node, ILogger<InboxHost> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (takesOver, pause) = (node.IsAlone, TimeSpan.Zero);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(pause, stoppingToken);
                pause = LookEvery;
                await using var scope = scopes.CreateAsyncScope();
                var inbox = scope.ServiceProvider.GetRequiredService<WorkInboxOff>();
                if (takesOver)
                    await inbox.TakeOverAsync(stoppingToken);
                takesOver = false;
                await inbox.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.LogError(exception, "Stripe's events could not be worked off; they are tried again.");
            }
        }
    }
}
