using System.Diagnostics;

namespace OmniCommerce.Platform.Jobs;

/// <summary>
/// Named places at which the program can be made to die as if the power went: <c>OMNICOMMERCE_CRASH_AT</c> names one, and after a colon the
/// how manieth time. Tests start a shop with it to show that every moment is safe to die at. Not compiled out: what is proven is what is
/// shipped, and without the variable the whole call is one check of a constant. Whoever can set the variable can also kill the process.
/// </summary>
public static class CrashPoint
{
    private static readonly string? Name = Environment.GetEnvironmentVariable("OMNICOMMERCE_CRASH_AT")?.Split(':')[0];
    private static int _left = Environment.GetEnvironmentVariable("OMNICOMMERCE_CRASH_AT")?.Split(':') is [_, var times] && int.TryParse(times, out var count) ? count : 1;

    /// <summary>Dies here if it is asked to.</summary>
    /// <param name="step">What is being done: the name of a command.</param>
    /// <param name="moment">How far it is.</param>
    public static void Hit(string step, string moment)
    {
        // SIGKILL: nothing is flushed, nothing disposed, nothing rolled back by us.
        if (Name is not null && Name == $"{step}.{moment}" && Interlocked.Decrement(ref _left) == 0)
            Process.GetCurrentProcess().Kill();
    }
}
