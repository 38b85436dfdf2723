using OmniCommerce.Platform.Limits;

namespace OmniCommerce.UnitTests.Platform;

public sealed class AttemptLimitTests
{
    private readonly StillClock _clock = new();

    [Fact]
    public void Attempts_end_when_there_were_too_many_and_begin_again_after_the_window()
    {
        var limit = new AttemptLimit(3, TimeSpan.FromMinutes(15), _clock);

        for (var i = 0; i < 3; i++)
            limit.TryBegin("ada").ShouldBeTrue();
        limit.TryBegin("ada").ShouldBeFalse();
        limit.TryBegin("bob").ShouldBeTrue();

        _clock.Now += TimeSpan.FromMinutes(14.9);
        limit.TryBegin("ada").ShouldBeFalse();
        _clock.Now += TimeSpan.FromMinutes(0.1);
        limit.TryBegin("ada").ShouldBeTrue();
    }

    [Fact]
    public void An_attempt_that_was_right_does_not_count()
    {
        var limit = new AttemptLimit(1, TimeSpan.FromMinutes(15), _clock);

        for (var i = 0; i < 10; i++)
        {
            limit.TryBegin("ada").ShouldBeTrue();
            limit.GiveBack("ada");
        }

        limit.TryBegin("ada").ShouldBeTrue();
        limit.TryBegin("ada").ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_attempts_at_once_no_more_begin_than_may()
    {
        var limit = new AttemptLimit(5, TimeSpan.FromMinutes(15), _clock);

        var begun = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => limit.TryBegin("ada"))));

        begun.Count(was => was).ShouldBe(5);
    }

    private sealed class StillClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
