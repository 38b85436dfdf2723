using System.Runtime.CompilerServices;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Tests.Robustness;

[SubscriptionType]
internal static class FuzzSubscriptions
{
    private static int s_open;

    /// <summary>How many streams are running.</summary>
    public static int OpenStreams => s_open;

    public static async IAsyncEnumerable<int> Ticks(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref s_open);
        try
        {
            for (var i = 0; i < count && i < 20; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
        finally
        {
            Interlocked.Decrement(ref s_open);
        }
    }

    public static async IAsyncEnumerable<string> Silence([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref s_open);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref s_open);
        }

        yield break;
    }
}
