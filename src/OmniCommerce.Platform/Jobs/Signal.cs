using System.Threading.Channels;

namespace OmniCommerce.Platform.Jobs;

/// <summary>Wakes a job of this node that sleeps until there is something to do. Signals that nobody waits for become one.</summary>
public class Signal
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes whoever waits, or the next who will.</summary>
    public void Wake() => _signals.Writer.TryWrite(true);

    /// <summary>Waits for a signal, but not longer than this.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(atMost);
        try
        {
            await _signals.Reader.ReadAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look anyway.
        }
    }
}
