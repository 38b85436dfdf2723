namespace OmniCommerce.StripeSandbox.Store;

/// <summary>What time it is at Stripe: the shop's clock, which tests may put forward. Only the process that was told goes ahead.</summary>
internal sealed class SandboxClock(TimeProvider clock)
{
    private long _ahead;
    private long _lastSequence;

    public DateTimeOffset Now => clock.GetUtcNow().AddSeconds(Interlocked.Read(ref _ahead));

    public long UnixSeconds => Now.ToUnixTimeSeconds();

    public long UnixMilliseconds => Now.ToUnixTimeMilliseconds();

    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        Interlocked.Add(ref _ahead, (long)time.TotalSeconds);
    }

    /// <summary>Microseconds since 1970, later than every one before.</summary>
    public long NextSequence()
    {
        var now = (Now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        while (true)
        {
            var last = Interlocked.Read(ref _lastSequence);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _lastSequence, next, last) == last)
                return next;
        }
    }
}
