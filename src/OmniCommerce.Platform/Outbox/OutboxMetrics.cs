using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Readiness;

namespace OmniCommerce.Platform.Outbox;

/// <summary>What can be watched of the outbox, in the meter and the activity source <c>OmniCommerce.Outbox</c>; events left to people degrade readiness.</summary>
internal sealed class OutboxMetrics : IReadiness, IDisposable
{
    public const string Name = "OmniCommerce.Outbox";

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _lag;
    private readonly Counter<long> _attempts;
    private readonly IDbContextFactory<CommerceDbContext> _contexts;
    private int _dead;

    public OutboxMetrics(IDbContextFactory<CommerceDbContext> contexts)
    {
        _contexts = contexts;
        _lag = _meter.CreateHistogram<double>("outbox.lag", "s", "From an event's raising until all of its handlers were done.");
        _attempts = _meter.CreateCounter<long>("outbox.attempts", null, "Events worked, by type and outcome.");
        _meter.CreateObservableGauge("outbox.dead", () => _dead, null, "Events left to people.");
    }

    public static ActivitySource Tracing { get; } = new(Name);

    public string Part => "outbox";

    public bool IsVital => false;

    public string? Trouble => _dead == 0 ? null : $"{_dead} dead letter{(_dead == 1 ? "" : "s")}";

    public void Handled(string type, TimeSpan lag)
    {
        _lag.Record(lag.TotalSeconds, new KeyValuePair<string, object?>("type", type));
        _attempts.Add(1, new("type", type), new("outcome", "handled"));
    }

    public void Failed(string type, bool isDead) => _attempts.Add(1, new("type", type), new("outcome", isDead ? "dead" : "failed"));

    /// <summary>Counts the events left to people.</summary>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        _dead = await db.Set<OutboxEvent>().CountAsync(happened => happened.State == OutboxState.Dead, cancellationToken);
    }

    public async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CountAsync(cancellationToken);
            return _dead == 0;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database says for itself that it is away.
            return false;
        }
    }

    public void Dispose() => _meter.Dispose();
}
