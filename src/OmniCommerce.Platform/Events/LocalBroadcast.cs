using System.Collections.Concurrent;
using System.Threading.Channels;

namespace OmniCommerce.Platform.Events;

/// <summary>The broadcast of a single node.</summary>
public sealed class LocalBroadcast : IBroadcast
{
    private const int MaxBehind = 256;

    private readonly ConcurrentDictionary<string, ImmutableListeners> _topics = new();

    /// <inheritdoc/>
    public void Publish<T>(string topic, T message)
        where T : notnull
    {
        if (!_topics.TryGetValue(topic, out var listeners))
            return;
        foreach (var listener in listeners.All)
            listener.Writer.TryWrite(message);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<T> Listen<T>(string topic, CancellationToken cancellationToken)
        where T : notnull
    {
        var listener = Channel.CreateBounded<object>(new BoundedChannelOptions(MaxBehind) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _topics.AddOrUpdate(topic, _ => new ImmutableListeners([listener]), (_, listeners) => new ImmutableListeners([.. listeners.All, listener]));
        return ReadAsync<T>(topic, listener, cancellationToken);
    }

    private async IAsyncEnumerable<T> ReadAsync<T>(
        string topic, Channel<object> listener, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(() => Forget(topic, listener));
        try
        {
            await foreach (var message in listener.Reader.ReadAllAsync(CancellationToken.None))
            {
                if (message is T expected)
                    yield return expected;
            }
        }
        finally
        {
            Forget(topic, listener);
        }
    }

    private void Forget(string topic, Channel<object> listener)
    {
        listener.Writer.TryComplete();
        while (_topics.TryGetValue(topic, out var listeners))
        {
            Channel<object>[] rest = [.. listeners.All.Where(other => other != listener)];
            var gone = rest.Length == 0
                ? _topics.TryRemove(new KeyValuePair<string, ImmutableListeners>(topic, listeners))
                : _topics.TryUpdate(topic, new ImmutableListeners(rest), listeners);
            if (gone)
                return;
        }
    }

    private sealed record ImmutableListeners(Channel<object>[] All);
}
