using OmniCommerce.Webhooks.Domain;

namespace OmniCommerce.UnitTests.Webhooks;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Ten_attempts_span_seventy_five_hours()
    {
        var pauses = Enumerable.Range(1, 9).Select(attempts => RetrySchedule.After(attempts, 0)!.Value).ToList();
        pauses.Take(4).ShouldBe([TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)]);
        pauses.Aggregate((sum, pause) => sum + pause).TotalHours.ShouldBe(75.6, 0.1);
        RetrySchedule.After(10, 0).ShouldBeNull();
        RetrySchedule.MaxAttempts.ShouldBe(10);
    }

    [Fact]
    public void No_pause_is_shorter_than_the_schedule_or_more_than_a_tenth_longer()
    {
        RetrySchedule.After(2, 0).ShouldBe(TimeSpan.FromMinutes(5));
        RetrySchedule.After(2, 0.999)!.Value.ShouldBeInRange(TimeSpan.FromMinutes(5.49), TimeSpan.FromMinutes(5.5));
    }

    [Theory]
    [InlineData(1, 500, null, 0)]
    [InlineData(4, null, null, 0)]
    [InlineData(1, 429, null, 60)]
    [InlineData(1, 502, null, 60)]
    [InlineData(1, 504, null, 60)]
    [InlineData(1, 503, 90, 90)]
    [InlineData(1, 429, 7, 7)]
    [InlineData(1, 429, 1_000_000, 86_400)]
    [InlineData(5, 500, null, 60)]
    [InlineData(6, 500, null, 120)]
    [InlineData(6, 429, 30, 120)]
    [InlineData(40, 500, null, 3_600)]
    public void An_endpoint_that_is_busy_or_failing_is_left_alone(int failures, int? status, int? retryAfter, int seconds) =>
        RetrySchedule.PauseAfter(failures, status, retryAfter is { } after ? TimeSpan.FromSeconds(after) : null).ShouldBe(TimeSpan.FromSeconds(seconds));
}
