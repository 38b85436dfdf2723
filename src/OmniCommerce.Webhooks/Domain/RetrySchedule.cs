namespace OmniCommerce.Webhooks.Domain;

/// <summary>When a message is sent again that was not taken: ten attempts over 75 hours.</summary>
internal static class RetrySchedule
{
    /// <summary>So many failures in a row open the circuit: then the endpoint is asked only now and then, with one message.</summary>
    public const int OpensAfter = 5;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);
    private static readonly TimeSpan Throttle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestOpen = TimeSpan.FromHours(1);

    public static int MaxAttempts => Pauses.Length + 1;

    /// <summary>How long a message waits after so many attempts, up to a tenth more, so that what failed together does not come back together; null when it was the last.</summary>
    public static TimeSpan? After(int attempts, double random) => attempts >= MaxAttempts ? null : Pauses[attempts - 1] * (1 + (0.1 * random));

    /// <summary>How long the endpoint is left alone after an answer: as long as it asked for, or its being busy or its failing asks for; none when it may be asked at once.</summary>
    public static TimeSpan PauseAfter(int failures, int? status, TimeSpan? retryAfter)
    {
        var asked = retryAfter is { } after ? Shorter(after, LongestRetryAfter) : status is 429 or 502 or 504 ? Throttle : TimeSpan.Zero;
        var open = failures < OpensAfter ? TimeSpan.Zero : Shorter(TimeSpan.FromMinutes(1 << Math.Min(failures - OpensAfter, 10)), LongestOpen);
        return asked > open ? asked : open;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
