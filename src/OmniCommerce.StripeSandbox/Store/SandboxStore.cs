using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Webhooks;

namespace OmniCommerce.StripeSandbox.Store;

/// <summary>
/// Where the sandbox keeps its books: tables of its own, and commits of its own, because it stands for the outside world. What it did stays
/// done whatever becomes of the transaction of who asked.
/// </summary>
internal sealed class SandboxStore(
    IDbContextFactory<CommerceDbContext> contexts, WriteGate gate, IDatabaseProvider provider, SandboxClock clock, DeliverySignal signal)
{
    private static readonly TimeSpan EndpointsAge = TimeSpan.FromSeconds(1);

    private (IReadOnlyList<WebhookEndpoint> List, DateTimeOffset At) _endpoints = ([], DateTimeOffset.MinValue);

    public SandboxClock Clock => clock;

    public async Task<Work> BeginAsync(EventOrigin origin, CancellationToken cancellationToken) =>
        new(await contexts.CreateDbContextAsync(cancellationToken), this, origin, cancellationToken);

    /// <summary>Whether another try is worth it: somebody else changed the same objects.</summary>
    public bool IsConflict(Exception exception) => provider.IsConflict(exception);

    /// <summary>Whether somebody else stored the same idempotency key first.</summary>
    public bool IsUniqueViolation(Exception exception) => provider.IsUniqueViolation(exception);

    public async Task SaveAsync(CommerceDbContext db, bool deliveries, CancellationToken cancellationToken)
    {
        using (await gate.EnterAsync(cancellationToken))
            await db.SaveChangesAsync(cancellationToken);
        if (deliveries)
            signal.Set();
    }

    /// <summary>Runs a statement that changes rows by itself.</summary>
    public async Task<int> ExecuteAsync(Func<CommerceDbContext, Task<int>> statement, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        return await statement(db);
    }

    /// <summary>Forgets the answers to idempotency keys that were given before this second.</summary>
    public Task<int> ForgetAnswersAsync(long before, CancellationToken cancellationToken) => ExecuteAsync(
        db => db.Set<KeptAnswer>().Where(answer => answer.CreatedAt < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    /// <summary>The endpoints that events go to; another node's change is seen within a second.</summary>
    public async ValueTask<IReadOnlyList<WebhookEndpoint>> EndpointsAsync(CommerceDbContext db, CancellationToken cancellationToken)
    {
        var (list, at) = _endpoints;
        if (clock.Now - at is { Ticks: >= 0 } age && age < EndpointsAge)
            return list;
        var rows = await db.Set<SandboxObject>().AsNoTracking().Where(o => o.Kind == "webhook_endpoint").OrderBy(o => o.Sequence).ToListAsync(cancellationToken);
        list = [.. rows.Select(Read<WebhookEndpoint>)];
        _endpoints = (list, clock.Now);
        return list;
    }

    public void ForgetEndpoints() => _endpoints = ([], DateTimeOffset.MinValue);

    public static T Read<T>(SandboxObject row)
        where T : StripeObject
    {
        var value = StripeJson.Read<T>(row.Json);
        value.Hidden = row.Hidden;
        value.DueAt = row.DueAt;
        return value;
    }
}

/// <summary>What an event says of the request that caused it; nothing when something happened by itself.</summary>
internal readonly record struct EventOrigin(string? RequestId, string? IdempotencyKey);
