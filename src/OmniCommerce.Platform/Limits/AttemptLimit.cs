using OmniCommerce.Platform.Memory;

namespace OmniCommerce.Platform.Limits;

/// <summary>
/// Limits how often a secret may be guessed. An attempt counts from its beginning, so that many at once cannot slip through together, and
/// stops counting when it turns out right. Counted by each node for itself and forgotten when it restarts.
/// </summary>
/// <param name="most">The most attempts of one key within the window.</param>
/// <param name="window">How long attempts count, from the first one on.</param>
/// <param name="clock">The time.</param>
public sealed class AttemptLimit(int most, TimeSpan window, TimeProvider clock)
{
    // An attacker who invents keys pushes out at most what was not tried lately.
    private const int MaxKeys = 100_000;

    private readonly RecentMap<string, Attempts> _attempts = new(MaxKeys);

    /// <summary>Begins an attempt; false when there were too many.</summary>
    public bool TryBegin(string key)
    {
        var begun = false;
        var now = clock.GetUtcNow();
        _attempts.Change(key, before =>
        {
            var current = before is null || now - before.Since >= window ? new Attempts(now, 0) : before;
            begun = current.Count < most;
            return begun ? current with { Count = current.Count + 1 } : current;
        });
        return begun;
    }

    /// <summary>The attempt was right, so it does not count.</summary>
    public void GiveBack(string key) =>
        _attempts.Change(key, before => before is { Count: > 1 } ? before with { Count = before.Count - 1 } : null);

    private sealed record Attempts(DateTimeOffset Since, int Count);
}
