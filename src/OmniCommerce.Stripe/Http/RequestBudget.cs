namespace OmniCommerce.Stripe.Http;

/// <summary>Keeps a client below Stripe's limits: so many requests at once, so many begun in a second after a burst of one second's worth.</summary>
internal sealed class RequestBudget(int maxInFlight, int perSecond, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _inFlight = new(maxInFlight, maxInFlight);
    private readonly TimeSpan _apart = TimeSpan.FromSeconds(1) / perSecond;
    private readonly long _start = clock.GetTimestamp();
    private readonly Lock _reserving = new();
    private TimeSpan _reservedUntil;

    /// <summary>Waits for a turn; it ends when it is disposed of.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _inFlight.WaitAsync(cancellationToken);
        try
        {
            if (Reserve() is { Ticks: > 0 } wait)
                await Task.Delay(wait, clock, cancellationToken);
        }
        catch
        {
            _inFlight.Release();
            throw;
        }

        return new Turn(_inFlight);
    }

    public void Dispose() => _inFlight.Dispose();

    private TimeSpan Reserve()
    {
        lock (_reserving)
        {
            var now = clock.GetElapsedTime(_start);
            _reservedUntil = (_reservedUntil > now ? _reservedUntil : now) + _apart;
            return _reservedUntil - now - Burst;
        }
    }

    private sealed class Turn(SemaphoreSlim inFlight) : IDisposable
    {
        public void Dispose() => inFlight.Release();
    }
}
