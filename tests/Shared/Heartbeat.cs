using System.Diagnostics;

namespace OmniCommerce.Testing;

/// <summary>
/// Takes times of what a test does, less what the machine kept this process from: a beat that should take no time goes on all the while, and
/// how late it comes is not the program's doing.
/// </summary>
/// <param name="beat">What else the machine may be slow at, a read of the database say; by default only timers and threads.</param>
internal sealed class Heartbeat(Func<Task>? beat = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How long the work took of its own.</summary>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        using var done = new CancellationTokenSource();
        var lost = BeatUntilAsync(done.Token);
        var watch = Stopwatch.StartNew();
        await work().WaitAsync(Patience);
        var took = watch.Elapsed;
        await done.CancelAsync();
        took -= await lost;
        return took > TimeSpan.Zero ? took : TimeSpan.Zero;
    }

    /// <summary>The longest time that the work took of its own, done again and again.</summary>
    public async Task<TimeSpan> LongestAsync(Func<Task> work, TimeSpan during)
    {
        var longest = TimeSpan.Zero;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < during; await Task.Delay(Pause))
        {
            var took = await TimeAsync(work);
            longest = took > longest ? took : longest;
        }

        return longest;
    }

    private async Task<TimeSpan> BeatUntilAsync(CancellationToken done)
    {
        var lost = TimeSpan.Zero;
        while (!done.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            await Task.Delay(Pause, CancellationToken.None);
            if (beat != null)
                await beat();
            lost += watch.Elapsed - Pause;
        }

        return lost;
    }
}
