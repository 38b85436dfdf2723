using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace OmniCommerce.Benchmarks.EngineServer;

/// <summary>Tells all who listen of changes of stock; of those who lag behind, the oldest change is forgotten.</summary>
internal sealed class StockWatch
{
    private const int Backlog = 16;

    private readonly Lock _gate = new();
    private readonly HashSet<Channel<Variant>> _listeners = [];

    public int Count
    {
        get
        {
            lock (_gate) return _listeners.Count;
        }
    }

    public void Tell(Variant variant)
    {
        lock (_gate)
            foreach (var listener in _listeners) listener.Writer.TryWrite(variant);
    }

    public async IAsyncEnumerable<Variant> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listener = Channel.CreateBounded<Variant>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate) _listeners.Add(listener);
        try
        {
            await foreach (var variant in listener.Reader.ReadAllAsync(cancellationToken)) yield return variant;
        }
        finally
        {
            lock (_gate) _listeners.Remove(listener);
        }
    }
}
