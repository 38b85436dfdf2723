using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Outbox;

/// <summary>Removes events that were handled long ago, and what the inbox knows of them. What is not handled stays.</summary>
internal sealed class ForgetHandledEvents(CommerceDbContext db, WriteGate gate, OutboxOptions options, TimeProvider clock) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private const int AtOnce = 1_000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var old = clock.GetUtcNow() - TimeSpan.FromDays(options.KeepHandledDays);
        var events = db.Set<OutboxEvent>();
        await InPartsAsync(
            () => events.Where(happened => happened.State == OutboxState.Handled && happened.DueAt < old && happened.HandledAt < old).OrderBy(happened => happened.DueAt)
                .Select(happened => happened.Id).Take(AtOnce).ToListAsync(cancellationToken),
            ids => events.Where(happened => ids.Contains(happened.Id)).ExecuteDeleteAsync(cancellationToken),
            cancellationToken);
        await InPartsAsync(
            () => db.Set<InboxEntry>().Where(entry => entry.At < old && !events.Any(happened => happened.Id == entry.EventId))
                .Select(entry => entry.EventId).Distinct().Order().Take(AtOnce).ToListAsync(cancellationToken),
            ids => db.Set<InboxEntry>().Where(entry => ids.Contains(entry.EventId)).ExecuteDeleteAsync(cancellationToken),
            cancellationToken);
    }

    // So that nobody waits long for the rows, and on SQLite for the turn.
    private async Task InPartsAsync(Func<Task<List<Guid>>> find, Func<List<Guid>, Task<int>> remove, CancellationToken cancellationToken)
    {
        while (await find() is { Count: > 0 } ids)
        {
            using var turn = await gate.EnterAsync(cancellationToken);
            await remove(ids);
        }
    }
}
