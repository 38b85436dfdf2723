using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace OmniCommerce.Platform.Events;

/// <summary>The broadcast of a single node.</summary>
internal sealed class LocalBroadcast : IBroadcast
{
    private const int MaxBehind = 256;

    private readonly ConcurrentDictionary<string, Listener[]> _topics = new();

    /// <inheritdoc/>
    public void Publish<T>(string topic, T message)
        where T : notnull
    {
        if (!_topics.TryGetValue(topic, out var listeners))
            return;
        foreach (var listener in listeners)
            listener.Messages.Writer.TryWrite(message);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<T> Listen<T>(string topic, CancellationToken cancellationToken)
        where T : notnull
    {
        var listener = new Listener(
            typeof(T),
            Channel.CreateBounded<object>(new BoundedChannelOptions(MaxBehind) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }));
        _topics.AddOrUpdate(topic, _ => [listener], (_, listeners) => [.. listeners, listener]);
        // Here, and not where reading begins: a stream that nobody ever reads ends with its token too.
        var ending = cancellationToken.Register(() => Forget(topic, listener));
        return ReadAsync<T>(topic, listener, ending, CancellationToken.None);
    }

    /// <summary>The name by which nodes call a message's type.</summary>
    internal static string NameOf(Type type) => type.FullName!;

    /// <summary>Gives those who listen to the topic for this type what another node told; it is read only if there are any.</summary>
    internal void Deliver(string topic, string typeName, Func<Type, object?> read)
    {
        if (!_topics.TryGetValue(topic, out var listeners))
            return;
        var expecting = listeners.Where(listener => NameOf(listener.Type) == typeName).ToArray();
        if (expecting.Length == 0 || read(expecting[0].Type) is not { } message)
            return;
        foreach (var listener in expecting)
            listener.Messages.Writer.TryWrite(message);
    }

    private async IAsyncEnumerable<T> ReadAsync<T>(
        string topic, Listener listener, CancellationTokenRegistration ending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var endingOfReading = cancellationToken.Register(() => Forget(topic, listener));
        try
        {
            await foreach (var message in listener.Messages.Reader.ReadAllAsync(CancellationToken.None))
            {
                if (message is T expected)
                    yield return expected;
            }
        }
        finally
        {
            await ending.DisposeAsync();
            Forget(topic, listener);
        }
    }

    private void Forget(string topic, Listener listener)
    {
        listener.Messages.Writer.TryComplete();
        while (_topics.TryGetValue(topic, out var listeners))
        {
            Listener[] rest = [.. listeners.Where(other => other != listener)];
            var gone = rest.Length == 0
                ? _topics.TryRemove(new KeyValuePair<string, Listener[]>(topic, listeners))
                : _topics.TryUpdate(topic, rest, listeners);
            if (gone)
                return;
        }
    }

    private sealed record Listener(Type Type, Channel<object> Messages);
}
