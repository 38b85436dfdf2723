using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Outbox;

/// <summary>Shows people the events that are not handled, and puts those back that were left to them.</summary>
public sealed class OutboxAdministration(IDbContextFactory<CommerceDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Events that wait or are dead, the dead first, then the oldest.</summary>
    public async Task<IReadOnlyList<UnhandledEvent>> ListAsync(int atMost, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<OutboxEvent>().Where(happened => happened.State != OutboxState.Handled)
            .OrderBy(happened => happened.State == OutboxState.Dead ? 0 : 1).ThenBy(happened => happened.RaisedAt)
            .Take(atMost)
            .Select(happened => new UnhandledEvent(
                happened.Id, happened.Type, happened.Stream, happened.RaisedAt, happened.State == OutboxState.Dead, happened.Attempts, happened.LastError))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Has a dead event handled again, as if it had not failed; handlers that were done with it stay so.</summary>
    /// <returns>False when there is no dead event with this id.</returns>
    public async Task<bool> ReplayAsync(Guid id, CancellationToken cancellationToken) =>
        await ReplayAsync(dead => dead.Where(happened => happened.Id == id), cancellationToken) == 1;

    /// <summary>Has all dead events handled again.</summary>
    /// <returns>How many.</returns>
    public Task<int> ReplayDeadAsync(CancellationToken cancellationToken) => ReplayAsync(dead => dead, cancellationToken);

    private async Task<int> ReplayAsync(Func<IQueryable<OutboxEvent>, IQueryable<OutboxEvent>> which, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        return await which(db.Set<OutboxEvent>().Where(happened => happened.State == OutboxState.Dead)).ExecuteUpdateAsync(
            set => set.SetProperty(happened => happened.State, OutboxState.Pending).SetProperty(happened => happened.Attempts, 0).SetProperty(happened => happened.DueAt, now),
            cancellationToken);
    }
}

/// <summary>An event that is not handled.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Type">What it is called.</param>
/// <param name="Stream">Whose event it is.</param>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="IsDead">Whether it is left to people; otherwise it waits.</param>
/// <param name="Attempts">How often it failed.</param>
/// <param name="LastError">Why, the last time.</param>
public sealed record UnhandledEvent(Guid Id, string Type, string Stream, DateTimeOffset RaisedAt, bool IsDead, int Attempts, string? LastError);
