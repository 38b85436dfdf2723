namespace OmniCommerce.IntegrationTests.Support;

/// <summary>The real time, moved on by as much as the test says. Timers run in real time.</summary>
public sealed class FakeClock : TimeProvider
{
    private long _aheadTicks;

    public DateTimeOffset Now => GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _aheadTicks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _aheadTicks, by.Ticks);
}
